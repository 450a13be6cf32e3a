using Backtester.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Backtester.Persistence.Recommendations;

/// <summary>
/// Changes of a recommendation as compare-and-set, inside the caller's transaction: the update names the status that it
/// expects, and the line of the audit trail is written with it.
/// </summary>
internal static class RecommendationRows
{
    /// <summary>Adds a line to the audit trail.</summary>
    public static void Note(BacktesterDb db, long id, long atMs, string action, RecommendationStatus? from, RecommendationStatus to, string? note) =>
        db.RecommendationEvents.Add(new RecommendationEvent
        {
            RecommendationId = id,
            AtMs = atMs,
            Action = action,
            FromStatus = from?.Word(),
            ToStatus = to.Word(),
            Note = note is null ? null : StoredText.Readable(note),
        });

    /// <summary>Rows that expect an answer and can still be judged by nobody's hindsight.</summary>
    public static IQueryable<StrategyRecommendation> Undecided(BacktesterDb db, long id) => db.Recommendations
        .Where(r => r.Id == id && r.Status == RecommendationStatus.Pending);

    /// <summary>PENDING → EXPIRED for all of the rows, each with its line.</summary>
    public static async Task<int> ExpireAsync(BacktesterDb db, IQueryable<StrategyRecommendation> rows, long nowMs, string note, CancellationToken cancellation)
    {
        var expired = 0;
        foreach (var id in await rows.Where(r => r.Status == RecommendationStatus.Pending).Select(r => r.Id).ToListAsync(cancellation))
        {
            var changed = await Undecided(db, id).ExecuteUpdateAsync(
                set => set.SetProperty(r => r.Status, RecommendationStatus.Expired).SetProperty(r => r.SnoozedUntilMs, (long?)null), cancellation);
            if (changed == 1)
            {
                Note(db, id, nowMs, "expired", RecommendationStatus.Pending, RecommendationStatus.Expired, note);
                expired++;
            }
        }

        await db.SaveChangesAsync(cancellation);
        return expired;
    }

    /// <summary>Where a recommendation stands and since when, to tell somebody who came too late.</summary>
    public static async Task<string> StandsAsync(BacktesterDb db, StrategyRecommendation row, CancellationToken cancellation)
    {
        var last = await db.RecommendationEvents.AsNoTracking()
            .Where(e => e.RecommendationId == row.Id && e.ToStatus != e.FromStatus)
            .OrderByDescending(e => e.Id)
            .FirstOrDefaultAsync(cancellation);
        var since = DateTimeOffset.FromUnixTimeMilliseconds(last?.AtMs ?? row.CreatedMs);
        return $"recommendation {row.Id} is already {row.Status.Word()} since {since:yyyy-MM-dd HH:mm:ss} UTC";
    }
}
