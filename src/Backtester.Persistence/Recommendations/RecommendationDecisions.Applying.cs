using Backtester.Core.Optimization;
using Backtester.Persistence.ActiveStrategies;
using Backtester.Persistence.Jobs;
using Backtester.Persistence.Optimizations;
using Microsoft.EntityFrameworkCore;

namespace Backtester.Persistence.Recommendations;

/// <content>
/// ACCEPTED → APPLIED together with what it makes, in one transaction. Whoever finds it APPLIED already changes nothing, so
/// that it may be tried again after any interruption.
/// </content>
public sealed partial class RecommendationDecisions
{
    /// <summary>Makes the advised settings the next version, or retires the strategy. Where others are followed meanwhile, it expires instead.</summary>
    public Task<Decision> ApplySettingsAsync(long id, CancellationToken cancellation = default) => ApplyAsync(
        id,
        async (db, row, token) =>
        {
            if (row.Type == RetireWord)
            {
                return await VersionRows.RetireAsync(db, row.StrategyId, row.StrategyVersion, Now(), token) ? ("retired", "the strategy is retired") : (null, null);
            }

            var version = await VersionRows.AddAsync(db, row.StrategyId, row.StrategyVersion, row.RecommendedSpec ?? row.CurrentSpec, $"recommendation:{id}", id, Now(), token);
            return version is null ? (null, null) : ($"version:{version.Number}", $"version {version.Number} is followed");
        },
        cancellation);

    /// <summary>Starts the search that it advises.</summary>
    public Task<Decision> ApplySearchAsync(long id, SearchPlan plan, NewJob job, CancellationToken cancellation = default) => ApplyAsync(
        id,
        async (db, _, token) =>
        {
            var search = OptimizationRows.New(plan, Now());
            db.Optimizations.Add(search);
            await db.SaveChangesAsync(token);
            db.Jobs.Add(JobRows.New(job with { OptimizationId = search.Id }, search.CreatedMs));
            await db.SaveChangesAsync(token);
            return ($"optimization:{search.Id}", $"search {search.Id} is started");
        },
        cancellation);

    /// <summary>Puts the work that it advises into the queue.</summary>
    public Task<Decision> ApplyJobAsync(long id, NewJob job, CancellationToken cancellation = default) => ApplyAsync(
        id,
        async (db, _, token) =>
        {
            var row = JobRows.New(job, Now());
            db.Jobs.Add(row);
            await db.SaveChangesAsync(token);
            return ($"job:{row.Id}", $"job {row.Id} is started");
        },
        cancellation);

    /// <summary>Nothing but the record, with a note where there is something to say.</summary>
    public Task<Decision> ApplyNothingAsync(long id, string? note, CancellationToken cancellation = default) =>
        ApplyAsync(id, (_, _, _) => Task.FromResult<(string?, string?)>(("nothing", note)), cancellation);

    private Task<Decision> ApplyAsync(
        long id, Func<BacktesterDb, StrategyRecommendation, CancellationToken, Task<(string? Made, string? Note)>> make, CancellationToken cancellation) => writer.TryWriteAsync(
        async (db, token) =>
        {
            // First the row's own status: on PostgreSQL it is this update that lets one of two in.
            var mine = await db.Recommendations
                .Where(r => r.Id == id && r.Status == RecommendationStatus.Accepted)
                .ExecuteUpdateAsync(set => set.SetProperty(r => r.Status, RecommendationStatus.Applied), token) == 1;
            if (await db.Recommendations.AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, token) is not { } row)
            {
                return (Commit: false, Value: new Decision(null, null));
            }

            if (!mine)
            {
                return (Commit: false, Value: new Decision(row, row.Status == RecommendationStatus.Applied ? null : await RecommendationRows.StandsAsync(db, row, token)));
            }

            var (made, note) = await make(db, row, token);
            var (status, conflict) = made is null
                ? (RecommendationStatus.Expired, $"not applied: it was made for version {row.StrategyVersion}, and {await VersionRows.CurrentWordsAsync(db, row.StrategyId, token)} is followed now")
                : (RecommendationStatus.Applied, null);
            await db.Recommendations.Where(r => r.Id == id).ExecuteUpdateAsync(
                set => set.SetProperty(r => r.Status, status).SetProperty(r => r.AppliedAs, made == "nothing" ? null : made), token);
            RecommendationRows.Note(db, id, Now(), made is null ? "expired" : "applied", RecommendationStatus.Accepted, status, conflict ?? note);
            await db.SaveChangesAsync(token);
            return (Commit: true, Value: new Decision(await db.Recommendations.AsNoTracking().SingleAsync(r => r.Id == id, token), conflict));
        },
        cancellation);
}
