using Backtester.Persistence.ActiveStrategies;
using Backtester.Persistence.Model;
using Backtester.Persistence.Paging;
using Microsoft.EntityFrameworkCore;

namespace Backtester.Persistence.Recommendations;

/// <summary>Recommendations from the making to the outcome; what users decide on them is in <see cref="RecommendationDecisions"/>.</summary>
public sealed class RecommendationStore(BacktesterDbFactory factory, DatabaseWriter writer, TimeProvider clock)
{
    /// <summary>
    /// Stores what a new look at a strategy advises, PENDING. Earlier advice on it that nobody answered is EXPIRED, but for
    /// what says the same as surely of the same days, which stays: asking twice makes one forecast. Advice that says the same
    /// of other days takes over until when it is snoozed.
    /// </summary>
    /// <param name="strategyId">The active strategy.</param>
    /// <param name="made">What is advised; number, status and times of the row are filled in.</param>
    /// <param name="cancellation">Ends the wait; nothing stays.</param>
    /// <returns>What is PENDING on the strategy now, in the order of <paramref name="made"/>.</returns>
    public Task<IReadOnlyList<StrategyRecommendation>> AddAsync(long strategyId, IReadOnlyList<StrategyRecommendation> made, CancellationToken cancellation = default) => writer.WriteAsync(
        async (db, token) =>
        {
            await VersionRows.LockAsync(db, strategyId, token);
            var now = Now();
            var waiting = await db.Recommendations.AsNoTracking()
                .Where(r => r.StrategyId == strategyId && r.Status == RecommendationStatus.Pending)
                .Select(RecommendationList.Light)
                .ToListAsync(token);
            var rows = made.Select(m => waiting.Find(w => SaysTheSame(w, m) && IsAsSure(w, m)) ?? New(strategyId, m, waiting.Find(w => SaysTheSame(w, m)), now)).ToList();
            var kept = rows.Where(r => r.Id != 0).Select(r => r.Id).ToArray();
            await RecommendationRows.ExpireAsync(
                db, db.Recommendations.Where(r => r.StrategyId == strategyId && !kept.Contains(r.Id)), now, "a newer look at the strategy took its place", token);
            var added = rows.Where(r => r.Id == 0).ToList();
            db.Recommendations.AddRange(added);
            await db.SaveChangesAsync(token);
            added.ForEach(r => RecommendationRows.Note(db, r.Id, now, "made", null, RecommendationStatus.Pending, null));
            await db.SaveChangesAsync(token);
            return (IReadOnlyList<StrategyRecommendation>)rows;
        },
        cancellation);

    /// <summary>Puts a replayed record in the place of the one that the strategy had; its rows carry their outcomes already.</summary>
    /// <returns>How many were replaced.</returns>
    public Task<int> ReplaceReplayedAsync(long strategyId, IReadOnlyList<StrategyRecommendation> replayed, CancellationToken cancellation = default) => writer.WriteAsync(
        async (db, token) =>
        {
            await VersionRows.LockAsync(db, strategyId, token);
            var removed = await db.Recommendations.Where(r => r.StrategyId == strategyId && r.Replayed).ExecuteDeleteAsync(token);
            foreach (var row in replayed)
            {
                (row.StrategyId, row.Replayed, row.Status, row.CreatedMs) = (strategyId, true, RecommendationStatus.Expired, Now());
            }

            db.Recommendations.AddRange(replayed);
            await db.SaveChangesAsync(token);
            return removed;
        },
        cancellation);

    /// <summary>Stores an outcome, once: a recommendation that is judged keeps what was written first. One that still waited for an answer is EXPIRED: its days are over.</summary>
    /// <returns>False where it is judged already or not there.</returns>
    public Task<bool> SaveOutcomeAsync(long id, RecommendationOutcomeRow outcome, CancellationToken cancellation = default) => writer.TryWriteAsync(
        async (db, token) =>
        {
            var now = Now();
            var changed = await db.Recommendations.Where(r => r.Id == id && r.JudgedAtMs == null).ExecuteUpdateAsync(
                set => set
                    .SetProperty(r => r.JudgedAtMs, now)
                    .SetProperty(r => r.OutcomeJson, outcome.OutcomeJson)
                    .SetProperty(r => r.Realised, Unknown.ToNull(outcome.Realised))
                    .SetProperty(r => r.Improved, outcome.Improved)
                    .SetProperty(r => r.InsideInterval, outcome.InsideInterval)
                    .SetProperty(r => r.Brier, Unknown.ToNull(outcome.Brier))
                    .SetProperty(r => r.LogScore, Unknown.ToNull(outcome.LogScore)),
                token);
            if (changed == 0)
            {
                return (Commit: false, Value: false);
            }

            await RecommendationRows.ExpireAsync(db, db.Recommendations.Where(r => r.Id == id), now, "its days were over before anybody answered", token);
            var status = await db.Recommendations.Where(r => r.Id == id).Select(r => r.Status).SingleAsync(token);
            RecommendationRows.Note(db, id, now, "judged", status, status, outcome.Note);
            await db.SaveChangesAsync(token);
            return (Commit: true, Value: true);
        },
        cancellation);

    /// <summary>PENDING → EXPIRED for all whose time is over.</summary>
    /// <returns>How many there were.</returns>
    public Task<int> ExpireOverdueAsync(CancellationToken cancellation = default)
    {
        var now = Now();
        return writer.WriteAsync(
            (db, token) => RecommendationRows.ExpireAsync(
                db, db.Recommendations.Where(r => r.JudgedUntilMs <= now), now, "its time was over before anybody answered", token),
            cancellation);
    }

    /// <summary>Adds the alarm of a watch to the audit trail of the recommendation that made the version.</summary>
    public Task<bool> NoteAlarmAsync(long id, string sentence, CancellationToken cancellation = default) => writer.WriteAsync(
        async (db, token) =>
        {
            if (await db.Recommendations.AsNoTracking().Where(r => r.Id == id).Select(r => (RecommendationStatus?)r.Status).SingleOrDefaultAsync(token) is not { } status)
            {
                return false;
            }

            RecommendationRows.Note(db, id, Now(), "alarm", status, status, sentence);
            await db.SaveChangesAsync(token);
            return true;
        },
        cancellation);

    /// <summary>A recommendation; null where there is none.</summary>
    public async Task<StrategyRecommendation?> GetAsync(long id, CancellationToken cancellation = default)
    {
        await using var db = factory.OpenForReading();
        return await db.Recommendations.SingleOrDefaultAsync(r => r.Id == id, cancellation);
    }

    /// <summary>A page of recommendations, without evidence and outcomes.</summary>
    /// <exception cref="Core.Runs.SpecException">Limit or cursor cannot be.</exception>
    public async Task<Page<StrategyRecommendation>> ListAsync(RecommendationQuery query, CancellationToken cancellation = default)
    {
        await using var db = factory.OpenForReading();
        return await RecommendationList.ReadAsync(db, query, cancellation);
    }

    /// <summary>The audit trail of a recommendation, from the making on.</summary>
    public async Task<IReadOnlyList<RecommendationEvent>> EventsAsync(long id, CancellationToken cancellation = default)
    {
        await using var db = factory.OpenForReading();
        return await db.RecommendationEvents.Where(e => e.RecommendationId == id).OrderBy(e => e.Id).ToListAsync(cancellation);
    }

    /// <summary>All that are judged, without evidence and outcomes, in the order in which they were made; with the replayed ones where asked for.</summary>
    public async Task<IReadOnlyList<StrategyRecommendation>> JudgedAsync(bool replayed, CancellationToken cancellation = default)
    {
        await using var db = factory.OpenForReading();
        return await db.Recommendations
            .Where(r => r.JudgedAtMs != null && (replayed || !r.Replayed))
            .OrderBy(r => r.MadeAtMs).ThenBy(r => r.Id)
            .Select(RecommendationList.Light)
            .ToListAsync(cancellation);
    }

    /// <summary>All forecasts that are not judged, whatever their status. Whether candles cover them already decides whether they can be, not the clock.</summary>
    public async Task<IReadOnlyList<StrategyRecommendation>> UnjudgedAsync(CancellationToken cancellation = default)
    {
        await using var db = factory.OpenForReading();
        return await db.Recommendations.Where(r => r.JudgedAtMs == null && r.Metric != "").OrderBy(r => r.Id).Select(RecommendationList.Light).ToListAsync(cancellation);
    }

    /// <summary>All that were accepted and not applied yet: a process may have ended in between.</summary>
    public async Task<IReadOnlyList<StrategyRecommendation>> AcceptedAsync(CancellationToken cancellation = default)
    {
        await using var db = factory.OpenForReading();
        return await db.Recommendations.Where(r => r.Status == RecommendationStatus.Accepted).OrderBy(r => r.Id).ToListAsync(cancellation);
    }

    /// <summary>Advice on a strategy that was said no to and whose time is not over, without evidence.</summary>
    public async Task<IReadOnlyList<StrategyRecommendation>> RejectedAsync(long strategyId, CancellationToken cancellation = default)
    {
        var now = Now();
        await using var db = factory.OpenForReading();
        return await db.Recommendations
            .Where(r => r.StrategyId == strategyId && r.Status == RecommendationStatus.Rejected && r.JudgedUntilMs > now)
            .Select(RecommendationList.Light)
            .ToListAsync(cancellation);
    }

    private static bool SaysTheSame(StrategyRecommendation one, StrategyRecommendation other) =>
        one.Type == other.Type && one.RecommendedSpec == other.RecommendedSpec && one.CurrentSpec == other.CurrentSpec;

    private static bool IsAsSure(StrategyRecommendation one, StrategyRecommendation other) =>
        one.JudgedFromMs == other.JudgedFromMs && one.ComparedSpec == other.ComparedSpec && one.Probability == other.Probability;

    private static StrategyRecommendation New(long strategyId, StrategyRecommendation made, StrategyRecommendation? before, long nowMs)
    {
        (made.StrategyId, made.Status, made.Replayed, made.CreatedMs) = (strategyId, RecommendationStatus.Pending, false, nowMs);
        made.SnoozedUntilMs = before?.SnoozedUntilMs;
        return made;
    }

    private long Now() => clock.GetUtcNow().ToUnixTimeMilliseconds();
}
