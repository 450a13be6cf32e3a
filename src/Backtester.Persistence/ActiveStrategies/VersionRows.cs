using Backtester.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Backtester.Persistence.ActiveStrategies;

/// <summary>
/// Steps from one version to the next, inside the caller's transaction. The strategy's own row is moved first, by an update
/// that names the version it expects: of two who add a version at once one finds another number there.
/// </summary>
internal static class VersionRows
{
    /// <summary>Adds the version after <paramref name="expected"/> and makes it the current one; the strategy is followed again where it was retired.</summary>
    /// <returns>The version; null where the current one is not the expected.</returns>
    public static async Task<ActiveStrategyVersion?> AddAsync(
        BacktesterDb db, long strategyId, int expected, string spec, string origin, long? recommendationId, long nowMs, CancellationToken cancellation)
    {
        var moved = await db.ActiveStrategies
            .Where(s => s.Id == strategyId && s.CurrentVersion == expected)
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(s => s.CurrentVersion, expected + 1)
                    .SetProperty(s => s.Status, ActiveStrategyStatus.Active)
                    .SetProperty(s => s.RetiredMs, (long?)null),
                cancellation);
        if (moved == 0)
        {
            return null;
        }

        var version = New(strategyId, expected + 1, spec, origin, recommendationId, nowMs);
        db.ActiveStrategyVersions.Add(version);
        await db.SaveChangesAsync(cancellation);
        return version;
    }

    public static ActiveStrategyVersion New(long strategyId, int number, string spec, string origin, long? recommendationId, long nowMs) => new()
    {
        StrategyId = strategyId,
        Number = number,
        Spec = StoredText.Exact("spec", spec),
        Origin = origin,
        RecommendationId = recommendationId,
        CreatedMs = nowMs,
    };

    /// <summary>The settings of one version.</summary>
    public static Task<string?> SpecAsync(BacktesterDb db, long strategyId, int number, CancellationToken cancellation) => db.ActiveStrategyVersions
        .Where(v => v.StrategyId == strategyId && v.Number == number)
        .Select(v => (string?)v.Spec)
        .SingleOrDefaultAsync(cancellation);

    /// <summary>ACTIVE → RETIRED, while this version is the current one.</summary>
    /// <returns>False where it is retired already or another version is current.</returns>
    public static async Task<bool> RetireAsync(BacktesterDb db, long strategyId, int? version, long nowMs, CancellationToken cancellation) => await db.ActiveStrategies
        .Where(s => s.Id == strategyId && s.Status == ActiveStrategyStatus.Active && (version == null || s.CurrentVersion == version))
        .ExecuteUpdateAsync(set => set.SetProperty(s => s.Status, ActiveStrategyStatus.Retired).SetProperty(s => s.RetiredMs, nowMs), cancellation) == 1;

    /// <summary>RETIRED → ACTIVE, while this version is the current one.</summary>
    /// <returns>False where it is followed already or another version is current.</returns>
    public static async Task<bool> ResumeAsync(BacktesterDb db, long strategyId, int? version, CancellationToken cancellation) => await db.ActiveStrategies
        .Where(s => s.Id == strategyId && s.Status == ActiveStrategyStatus.Retired && (version == null || s.CurrentVersion == version))
        .ExecuteUpdateAsync(set => set.SetProperty(s => s.Status, ActiveStrategyStatus.Active).SetProperty(s => s.RetiredMs, (long?)null), cancellation) == 1;

    /// <summary>Holds the strategy's row until the transaction ends, so that steps which compare other rows come one after another.</summary>
    /// <returns>False where there is no such strategy.</returns>
    public static async Task<bool> LockAsync(BacktesterDb db, long strategyId, CancellationToken cancellation) => await db.ActiveStrategies
        .Where(s => s.Id == strategyId)
        .ExecuteUpdateAsync(set => set.SetProperty(s => s.CreatedMs, s => s.CreatedMs), cancellation) == 1;

    /// <summary>Which version is followed, and where it comes from, for messages.</summary>
    public static async Task<string> CurrentWordsAsync(BacktesterDb db, long strategyId, CancellationToken cancellation)
    {
        var current = await db.ActiveStrategies
            .Where(s => s.Id == strategyId)
            .Join(db.ActiveStrategyVersions, s => new { Id = s.Id, Number = s.CurrentVersion }, v => new { Id = v.StrategyId, v.Number }, (_, v) => v)
            .AsNoTracking()
            .SingleAsync(cancellation);
        return $"version {current.Number} ({current.Origin}) of {DateTimeOffset.FromUnixTimeMilliseconds(current.CreatedMs):yyyy-MM-dd HH:mm} UTC";
    }
}
