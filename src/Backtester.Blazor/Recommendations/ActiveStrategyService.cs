using Backtester.Blazor.Jobs;
using Backtester.Blazor.Optimizations;
using Backtester.Core.Market;
using Backtester.Core.Runs;
using Backtester.Core.Strategies;
using Backtester.Persistence.ActiveStrategies;
using Backtester.Persistence.Optimizations;
using Backtester.Persistence.Runs;

namespace Backtester.Blazor.Recommendations;

/// <summary>The strategies that the user follows, as pages, the API and commands see them.</summary>
internal sealed class ActiveStrategyService(ActiveStrategyStore store, RunStore runs, OptimizationStore searches, ICandleCatalog candles, IStrategyLibrary strategies)
{
    private const int LongestName = 200;

    /// <summary>Follows the settings of a stored run.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="name">What the user calls them; strategy, symbols and timeframe where null. An existing name gets a new version.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="SpecException">There is no such run, or the name cannot be.</exception>
    public async Task<FollowResult> FollowRunAsync(long runId, string? name = null, CancellationToken cancellation = default)
    {
        var run = await runs.GetAsync(runId, withTrades: false, cancellation) ?? throw Missing("run_id", $"run {runId}");
        return await FollowAsync(SettingsText.Of(BacktestJob.SpecOf(run.Plan.Manifest)), name, $"run:{runId}", cancellation);
    }

    /// <summary>Follows one set of a stored search.</summary>
    /// <param name="searchId">The search.</param>
    /// <param name="number">The set; the best one where null.</param>
    /// <param name="name">As of <see cref="FollowRunAsync"/>.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="SpecException">There is no such set, it cannot be run as it stands, or the name cannot be.</exception>
    public async Task<FollowResult> FollowTrialAsync(long searchId, int? number = null, string? name = null, CancellationToken cancellation = default)
    {
        var search = await searches.GetAsync(searchId, cancellation) ?? throw Missing("optimization_id", $"search {searchId}");
        var trial = (number is { } chosen ? await searches.TrialAsync(searchId, chosen, cancellation) : search.Best)
            ?? throw Missing("trial", number is null ? $"best set of search {searchId}" : $"set {number} of search {searchId}");
        return await FollowAsync(await CheckedAsync(TrialSpec.Of(search.Row, trial.Parameters).ToJsonString(), SpecFormat.Json, cancellation), name, $"trial:{searchId}/{trial.Number}", cancellation);
    }

    /// <summary>Follows the settings of a run's document, whose dates count for nothing.</summary>
    /// <exception cref="SpecException">The document has problems, or the name cannot be.</exception>
    public async Task<FollowResult> FollowSpecAsync(string specText, SpecFormat format, string? name = null, CancellationToken cancellation = default) =>
        await FollowAsync(await CheckedAsync(specText, format, cancellation), name, "spec", cancellation);

    /// <summary>All of them, those followed first.</summary>
    public Task<IReadOnlyList<StoredActiveStrategy>> ListAsync(CancellationToken cancellation = default) => store.ListAsync(cancellation);

    /// <summary>One by its number; null where there is none.</summary>
    public Task<StoredActiveStrategy?> GetAsync(long id, CancellationToken cancellation = default) => store.GetAsync(id, cancellation);

    /// <summary>One by its name or number; null where there is none.</summary>
    public async Task<StoredActiveStrategy?> FindAsync(string nameOrId, CancellationToken cancellation = default) =>
        await store.FindAsync(nameOrId, cancellation) ?? (long.TryParse(nameOrId, out var id) ? await store.GetAsync(id, cancellation) : null);

    /// <summary>All versions, latest first.</summary>
    public Task<IReadOnlyList<ActiveStrategyVersion>> VersionsAsync(long id, CancellationToken cancellation = default) => store.VersionsAsync(id, cancellation);

    /// <summary>Follows it no longer; false where it is not there or is retired already.</summary>
    public Task<bool> RetireAsync(long id, CancellationToken cancellation = default) => store.RetireAsync(id, cancellation);

    /// <summary>Follows a retired one again; false where it is not there or is not retired.</summary>
    public Task<bool> ResumeAsync(long id, CancellationToken cancellation = default) => store.ResumeAsync(id, cancellation);

    /// <summary>Follows the settings of an earlier version again, by a new one. Null strategy where there is no such version.</summary>
    public Task<FollowResult> RestoreAsync(long id, int number, CancellationToken cancellation = default) => store.RestoreAsync(id, number, cancellation);

    private async Task<FollowResult> FollowAsync(string settings, string? name, string origin, CancellationToken cancellation)
    {
        var called = string.IsNullOrWhiteSpace(name) ? SettingsText.NameOf(SettingsText.Parse(settings)) : name.Trim();
        return called.Length > LongestName
            ? throw new SpecException([new SpecProblem("name", "is too long", $"{called.Length} characters", $"1 to {LongestName} characters")])
            : await store.FollowAsync(called, settings, origin, cancellation);
    }

    /// <summary>A document with every default spelled out, as the planner understands it.</summary>
    private async Task<string> CheckedAsync(string specText, SpecFormat format, CancellationToken cancellation)
    {
        var plan = await Task.Run(() => RunPlanner.Plan(specText, format, candles, strategies, cancellation), cancellation);
        return SettingsText.Of(BacktestJob.SpecOf(plan.Manifest));
    }

    private static SpecException Missing(string field, string what) => new([new SpecProblem(field, $"there is no {what}")]);
}
