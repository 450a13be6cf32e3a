using Backtester.Blazor.Runs;
using Backtester.Core.Market;
using Backtester.Persistence;
using Backtester.Persistence.Runs;
using Backtester.Persistence.Summaries;

namespace Backtester.Blazor.Overview;

/// <summary>Where everything stands: what the dashboard, `GET /api/backtest/summary` and `backtest summary` show.</summary>
/// <param name="Stored">Runs, walk-forwards and recommendations.</param>
/// <param name="Latest">The newest runs.</param>
/// <param name="Data">Freshness and gaps of recorded candles.</param>
/// <param name="Disk">What the data folder takes.</param>
public sealed record Summary(StoredSummary Stored, IReadOnlyList<Runs.RunSummary> Latest, DataState Data, DiskUse Disk);

/// <summary>Reads the summary of a data folder and its database.</summary>
public sealed class SummaryService(BacktesterDbFactory database, RunStore runs, ICandleCatalog candles, string dataDirectory, TimeProvider clock)
{
    private readonly SummaryStore _stored = new(database);

    /// <summary>How many of the newest runs it names.</summary>
    public const int LatestRuns = 8;

    /// <summary>The summary of a workspace.</summary>
    public static SummaryService Of(Workspace workspace) =>
        new(workspace.Database, workspace.Runs, workspace.Candles, workspace.Options.DataDirectory, TimeProvider.System);

    /// <summary>Reads it as it is now.</summary>
    /// <param name="without">Runs that are about to be deleted, and not named among the newest.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async Task<Summary> ReadAsync(IReadOnlyList<long>? without = null, CancellationToken cancellation = default)
    {
        // The folder is walked beside the database.
        var disk = Task.Run(() => DiskUse.Measure(dataDirectory), cancellation);
        var stored = await _stored.ReadAsync(cancellation);
        var latest = await runs.ListAsync(new Persistence.Runs.RunQuery { Limit = LatestRuns, Without = without ?? [] }, cancellation);
        return new Summary(
            stored,
            [.. latest.Items.Select(r => RunViews.Summary(r, jobId: null))],
            DataState.Of(candles.List(), clock.GetUtcNow().ToUnixTimeMilliseconds()),
            await disk);
    }
}
