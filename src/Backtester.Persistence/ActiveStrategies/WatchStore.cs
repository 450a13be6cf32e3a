using Microsoft.EntityFrameworkCore;

namespace Backtester.Persistence.ActiveStrategies;

/// <summary>The watches of active strategies, a row a version.</summary>
public sealed class WatchStore(BacktesterDbFactory factory, DatabaseWriter writer, TimeProvider clock)
{
    /// <summary>The watch of a version; null before its first look.</summary>
    public async Task<ActiveStrategyWatch?> GetAsync(long strategyId, int version, CancellationToken cancellation = default)
    {
        await using var db = factory.OpenForReading();
        return await db.ActiveStrategyWatches.SingleOrDefaultAsync(w => w.StrategyId == strategyId && w.Version == version, cancellation);
    }

    /// <summary>The watches of all versions of a strategy, latest version first.</summary>
    public async Task<IReadOnlyList<ActiveStrategyWatch>> OfAsync(long strategyId, CancellationToken cancellation = default)
    {
        await using var db = factory.OpenForReading();
        return await db.ActiveStrategyWatches.Where(w => w.StrategyId == strategyId).OrderByDescending(w => w.Version).ToListAsync(cancellation);
    }

    /// <summary>Writes what a look found. Of two that looked at the same days at once, one is written.</summary>
    /// <param name="watch">The whole row; the time of the look is filled in.</param>
    /// <param name="seenUntilMs">How far the watch had seen when the look began; null where it was the first.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>False where another look was quicker; then nothing is written.</returns>
    public Task<bool> SaveAsync(ActiveStrategyWatch watch, long? seenUntilMs, CancellationToken cancellation = default) => writer.TryWriteAsync(
        async (db, token) =>
        {
            watch.UpdatedMs = clock.GetUtcNow().ToUnixTimeMilliseconds();

            // The strategy's row orders two first looks, of which neither finds a row of the watch to compare with.
            if (!await VersionRows.LockAsync(db, watch.StrategyId, token))
            {
                return (Commit: false, Value: false);
            }

            var known = await db.ActiveStrategyWatches.AsNoTracking().SingleOrDefaultAsync(w => w.StrategyId == watch.StrategyId && w.Version == watch.Version, token);
            if (known?.SeenUntilMs != seenUntilMs)
            {
                return (Commit: false, Value: false);
            }

            db.Entry(watch).State = known is null ? EntityState.Added : EntityState.Modified;
            await db.SaveChangesAsync(token);
            return (Commit: true, Value: true);
        },
        cancellation);
}
