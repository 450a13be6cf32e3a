using Backtester.Core.Recommendations;
using Backtester.Persistence.ActiveStrategies;
using Microsoft.EntityFrameworkCore;

namespace Backtester.Persistence.Recommendations;

/// <summary>
/// What users decide. Each decision is one conditional update: of two windows that decide at once one wins and the other is
/// told how it stands. Applying what was accepted is a step of its own, which may be repeated.
/// </summary>
public sealed partial class RecommendationDecisions(DatabaseWriter writer, TimeProvider clock)
{
    /// <summary>How long a decision can be undone, ms.</summary>
    public const long UndoMs = 86_400_000;

    private static readonly string RetireWord = RecommendationTypes.WordOf(RecommendationType.Retire);

    /// <summary>PENDING → ACCEPTED. Refused where the settings that it was made for are no longer those that are followed.</summary>
    public Task<Decision> AcceptAsync(long id, CancellationToken cancellation = default) => DecideAsync(
        id,
        async (db, row, token) =>
        {
            if (IsChange(row) && await StaleAsync(db, row, token) is { } stale)
            {
                return stale;
            }

            var now = Now();
            return await MoveAsync(
                db, row, RecommendationRows.Undecided(db, id), "accepted", RecommendationStatus.Accepted, null,
                rows => rows.ExecuteUpdateAsync(
                    set => set
                        .SetProperty(r => r.Status, RecommendationStatus.Accepted)
                        .SetProperty(r => r.DecidedAtMs, now)
                        .SetProperty(r => r.SnoozedUntilMs, (long?)null),
                    token),
                token);
        },
        cancellation);

    /// <summary>PENDING → REJECTED, with the user's reason.</summary>
    public Task<Decision> RejectAsync(long id, string reason, CancellationToken cancellation = default) => DecideAsync(
        id,
        (db, row, token) =>
        {
            var (now, text) = (Now(), Model.StoredText.Readable(reason));
            return MoveAsync(
                db, row, RecommendationRows.Undecided(db, id), "rejected", RecommendationStatus.Rejected, reason,
                rows => rows.ExecuteUpdateAsync(
                    set => set
                        .SetProperty(r => r.Status, RecommendationStatus.Rejected)
                        .SetProperty(r => r.DecidedAtMs, now)
                        .SetProperty(r => r.RejectReason, text)
                        .SetProperty(r => r.SnoozedUntilMs, (long?)null),
                    token),
                token);
        },
        cancellation);

    /// <summary>Keeps a PENDING one out of sight until a time, Unix ms.</summary>
    public Task<Decision> SnoozeAsync(long id, long untilMs, CancellationToken cancellation = default) => DecideAsync(
        id,
        (db, row, token) => MoveAsync(
            db, row, RecommendationRows.Undecided(db, id), "snoozed", RecommendationStatus.Pending, $"until {DateTimeOffset.FromUnixTimeMilliseconds(untilMs):yyyy-MM-dd HH:mm} UTC",
            rows => rows.ExecuteUpdateAsync(set => set.SetProperty(r => r.SnoozedUntilMs, untilMs), token),
            token),
        cancellation);

    /// <summary>
    /// Back to PENDING within a day of the decision, while it is not judged. What was applied is taken back: the earlier
    /// settings are followed again by a new version; refused where a later version was made since.
    /// </summary>
    public Task<Decision> UndoAsync(long id, CancellationToken cancellation = default) => DecideAsync(
        id,
        async (db, row, token) =>
        {
            if (row.Status is not (RecommendationStatus.Accepted or RecommendationStatus.Rejected or RecommendationStatus.Applied))
            {
                return $"{await RecommendationRows.StandsAsync(db, row, token)}: only ACCEPTED, REJECTED and APPLIED ones are undone";
            }

            if (row.JudgedAtMs is not null || row.DecidedAtMs is not { } decided || decided < Now() - UndoMs)
            {
                return row.JudgedAtMs is not null
                    ? $"recommendation {id} is judged already: revert it instead"
                    : $"recommendation {id} was decided more than a day ago: revert it instead";
            }

            var version = row.StrategyVersion;
            if (row.Status == RecommendationStatus.Applied)
            {
                var (number, conflict) = await TakeBackAsync(db, row, keepMark: false, token);
                if (conflict is not null)
                {
                    return conflict;
                }

                version = number ?? version;
            }

            return await MoveAsync(
                db, row, db.Recommendations.Where(r => r.Id == id && r.Status == row.Status && r.JudgedAtMs == null), "undone", RecommendationStatus.Pending, null,
                rows => rows.ExecuteUpdateAsync(
                    set => set
                        .SetProperty(r => r.Status, RecommendationStatus.Pending)
                        .SetProperty(r => r.StrategyVersion, version)
                        .SetProperty(r => r.DecidedAtMs, (long?)null)
                        .SetProperty(r => r.RejectReason, (string?)null)
                        .SetProperty(r => r.AppliedAs, (string?)null),
                    token),
                token);
        },
        cancellation);

    /// <summary>APPLIED → REVERTED: the settings before it are followed again by a new version; refused where a later version was made since.</summary>
    public Task<Decision> RevertAsync(long id, CancellationToken cancellation = default) => DecideAsync(
        id,
        async (db, row, token) =>
        {
            if (row.Status != RecommendationStatus.Applied)
            {
                return $"{await RecommendationRows.StandsAsync(db, row, token)}: only APPLIED ones are reverted";
            }

            if (!IsChange(row))
            {
                return $"recommendation {id} ({row.Type}) changed no settings: there is nothing to revert";
            }

            var (number, conflict) = await TakeBackAsync(db, row, keepMark: true, token);
            return conflict ?? await MoveAsync(
                db, row, db.Recommendations.Where(r => r.Id == id && r.Status == RecommendationStatus.Applied), "reverted", RecommendationStatus.Reverted,
                number is null ? "followed again" : $"version {number} restores the settings of version {row.StrategyVersion}",
                rows => rows.ExecuteUpdateAsync(set => set.SetProperty(r => r.Status, RecommendationStatus.Reverted), token),
                token);
        },
        cancellation);

    /// <summary>True where applying it changes what is followed.</summary>
    internal static bool IsChange(StrategyRecommendation row) => row.Type == RetireWord || (row.RecommendedSpec is { } advised && advised != row.CurrentSpec);

    /// <summary>Restores what was followed before an applied recommendation.</summary>
    /// <returns>The number of the version that does, null where none was needed; or why it cannot be.</returns>
    private async Task<(int? Number, string? Conflict)> TakeBackAsync(BacktesterDb db, StrategyRecommendation row, bool keepMark, CancellationToken cancellation)
    {
        if (!IsChange(row))
        {
            return (null, null);
        }

        if (row.Type == RetireWord)
        {
            return await VersionRows.ResumeAsync(db, row.StrategyId, row.StrategyVersion, cancellation) ? (null, null) : (null, await LaterAsync(db, row, cancellation));
        }

        var applied = await db.ActiveStrategyVersions.AsNoTracking().SingleOrDefaultAsync(v => v.RecommendationId == row.Id, cancellation);
        var before = await VersionRows.SpecAsync(db, row.StrategyId, row.StrategyVersion, cancellation);
        if (applied is null || before is null
            || await VersionRows.AddAsync(db, row.StrategyId, applied.Number, before, $"revert:{row.StrategyVersion}", null, Now(), cancellation) is not { } added)
        {
            return (null, await LaterAsync(db, row, cancellation));
        }

        if (!keepMark)
        {
            await db.ActiveStrategyVersions.Where(v => v.RecommendationId == row.Id).ExecuteUpdateAsync(set => set.SetProperty(v => v.RecommendationId, (long?)null), cancellation);
        }

        return (added.Number, null);
    }

    private static async Task<string> LaterAsync(BacktesterDb db, StrategyRecommendation row, CancellationToken cancellation) =>
        $"what recommendation {row.Id} changed has been changed again: {await VersionRows.CurrentWordsAsync(db, row.StrategyId, cancellation)} is followed now and stays; follow another version by hand";

    private static async Task<string?> StaleAsync(BacktesterDb db, StrategyRecommendation row, CancellationToken cancellation)
    {
        var strategy = await db.ActiveStrategies.AsNoTracking().SingleAsync(s => s.Id == row.StrategyId, cancellation);
        return row.Status != RecommendationStatus.Pending ? null
            : strategy.CurrentVersion != row.StrategyVersion
                ? $"recommendation {row.Id} was made for version {row.StrategyVersion} of {strategy.Name}; {await VersionRows.CurrentWordsAsync(db, strategy.Id, cancellation)} is followed now: generate anew"
            : strategy.Status == ActiveStrategyStatus.Retired ? $"{strategy.Name} is retired: follow it again first"
            : null;
    }

    private async Task<string?> MoveAsync(
        BacktesterDb db,
        StrategyRecommendation row,
        IQueryable<StrategyRecommendation> expected,
        string action,
        RecommendationStatus to,
        string? note,
        Func<IQueryable<StrategyRecommendation>, Task<int>> update,
        CancellationToken cancellation)
    {
        if (await update(expected) == 0)
        {
            var now = await db.Recommendations.AsNoTracking().SingleAsync(r => r.Id == row.Id, cancellation);
            return await RecommendationRows.StandsAsync(db, now, cancellation);
        }

        RecommendationRows.Note(db, row.Id, Now(), action, row.Status, to, note);
        await db.SaveChangesAsync(cancellation);
        return null;
    }

    private Task<Decision> DecideAsync(long id, Func<BacktesterDb, StrategyRecommendation, CancellationToken, Task<string?>> decide, CancellationToken cancellation) => writer.TryWriteAsync(
        async (db, token) =>
        {
            if (await db.Recommendations.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, token) is not { } row)
            {
                return (Commit: false, Value: new Decision(null, null));
            }

            var conflict = row.Replayed ? $"recommendation {id} was replayed: nobody is asked about it" : await decide(db, row, token);
            return (Commit: conflict is null, Value: new Decision(await db.Recommendations.AsNoTracking().SingleAsync(r => r.Id == id, token), conflict));
        },
        cancellation);

    private long Now() => clock.GetUtcNow().ToUnixTimeMilliseconds();
}
