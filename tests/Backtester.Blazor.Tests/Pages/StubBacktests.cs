using Backtester.Blazor.Runs;
using Backtester.Core.Runs;
using Backtester.Persistence.Runs;
using RunQuery = Backtester.Blazor.Runs.RunQuery;
using RunSummary = Backtester.Blazor.Runs.RunSummary;

namespace Backtester.Blazor.Tests.Pages;

/// <summary>Runs in memory: gives a page of a list without filtering, and keeps what it was asked.</summary>
internal sealed class StubBacktests(params RunSummary[] runs) : IBacktestService
{
    public List<RunSummary> Stored { get; } = [.. runs];

    public List<RunQuery> Queries { get; } = [];

    public List<(long Id, RunEdit Edit)> Edits { get; } = [];

    public List<long> Deleted { get; } = [];

    public Task<RunPage> ListAsync(RunQuery query, CancellationToken cancellation = default)
    {
        Queries.Add(query);
        var matching = Stored.Where(r => query.Without?.Contains(r.Id) != true).ToList();
        return Task.FromResult(new RunPage([.. matching.Skip(query.Skip).Take(query.Limit)], null, matching.Count));
    }

    public Task<bool> EditAsync(long id, RunEdit edit, CancellationToken cancellation = default)
    {
        Edits.Add((id, edit));
        return Task.FromResult(true);
    }

    public Task<IReadOnlyList<KeyValuePair<string, int>>> TagsAsync(CancellationToken cancellation = default) =>
        Task.FromResult<IReadOnlyList<KeyValuePair<string, int>>>([new("btc", 2), new("keep", 1)]);

    public Task<bool> DeleteAsync(long id, CancellationToken cancellation = default)
    {
        Deleted.Add(id);
        return Task.FromResult(Stored.RemoveAll(r => r.Id == id) > 0);
    }

    public Task<RunSummary?> SummaryAsync(long id, CancellationToken cancellation = default) => Task.FromResult(Stored.FirstOrDefault(r => r.Id == id));

    public Task<RunDetail?> GetAsync(long id, CancellationToken cancellation = default) => Task.FromResult((RunDetail?)null);

    public Task<SpecCheck> CheckAsync(string specText, SpecFormat format = SpecFormat.Json, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<SubmitOutcome> SubmitAsync(string specText, SpecFormat format = SpecFormat.Json, bool fresh = false, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<SubmitOutcome?> RerunAsync(long id, CancellationToken cancellation = default) => throw new NotSupportedException();

    public Task<bool> CancelAsync(long id, CancellationToken cancellation = default) => Task.FromResult(false);

    /// <summary>A finished run of the sample market.</summary>
    public static RunSummary Run(long id, string status = "COMPLETED", params string[] tags) => new()
    {
        Id = id,
        Uuid = Guid.Empty,
        Name = $"run {id}",
        Tags = tags,
        Status = status,
        Strategy = "sma_cross",
        Exchange = "sample",
        Symbols = ["BTCUSDT"],
        Timeframe = "1h",
        StartMs = 0,
        EndMs = 86_400_000,
        Synthetic = false,
        CreatedAtMs = id,
    };
}
