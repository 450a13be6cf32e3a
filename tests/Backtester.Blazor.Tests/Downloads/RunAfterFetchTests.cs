using Backtester.Blazor.Downloads;
using Backtester.Blazor.Jobs;
using Backtester.Blazor.Runs;
using Backtester.Core.Market;
using Backtester.Persistence.Jobs;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Backtester.Blazor.Tests.Downloads;

/// <summary>The run that waits for a download is submitted once, whatever happens to the download's process.</summary>
public sealed class RunAfterFetchTests : IAsyncLifetime, IDisposable
{
    private const string Then = """{"exchange":"test","symbols":["AAAUSDT"],"timeframe":"1h","strategy":"sma_cross"}""";

    private readonly TemporaryFolder _folder = new();
    private readonly JobFeed _feed = new(NullLogger<JobFeed>.Instance);
    private Workspace _workspace = null!;
    private JobQueue _queue = null!;

    public async Task InitializeAsync()
    {
        _workspace = await Workspace.OpenMigratedAsync(new Dictionary<string, string?> { ["DataDirectory"] = _folder.Path }, default);

        // A queue that nobody started: what is submitted waits.
        _queue = new JobQueue(_workspace.Jobs, null!, null!, null!, TimeProvider.System, NullLogger<JobQueue>.Instance);
        var key = new SeriesKey("test", "AAAUSDT", Timeframe.Parse("1h"));
        _workspace.Candles.Write(CandleSeries.FromCandles(key, [.. Enumerable.Range(0, 100).Select(i => new Candle(SmallMarket.FirstOpenMs + (i * 3_600_000L), 100, 101, 99, 100 + (i % 3), 5))]), "test");
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _queue.Dispose();
        _feed.Dispose();
        _workspace.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Download_that_is_killed_behind_its_submission_finds_its_run_when_it_is_taken_up_again()
    {
        using var first = await ClaimAsync("serve:first");
        var run = await SubmitAsync(first);

        // The process is gone before the download's end was stored; the run still waits.
        Assert.Equal([first.Job.Id], (await _workspace.Jobs.RequeueOrphansAsync(_ => false)).Requeued);
        using var second = await ClaimAsync("serve:second");
        Assert.Equal(first.Job.Id, second.Job.Id);
        Assert.Equal(run, await SubmitAsync(second));
        Assert.Equal(1, (await _workspace.Runs.ListAsync(new())).Total);

        // Nor does a retry of the download make another.
        Assert.Equal(Then, FetchPayload.Parse(second.Job.Payload).Then);
        Assert.Equal(run, FetchSequel.RunOf(second.Job.Payload));
    }

    [Fact]
    public async Task Download_that_is_another_process_s_submits_nothing()
    {
        using var lost = await ClaimAsync("serve:first");
        await _workspace.Jobs.RequeueOrphansAsync(_ => false);
        using var held = await ClaimAsync("serve:second");

        await Assert.ThrowsAsync<OperationCanceledException>(() => SubmitAsync(lost));
        Assert.Equal(StopReason.Lost, lost.Reason);
        Assert.Equal(0, (await _workspace.Runs.ListAsync(new())).Total);
        Assert.True(await SubmitAsync(held) > 0);
    }

    /// <summary>The oldest waiting job; the download where there is none yet.</summary>
    private async Task<RunningJob> ClaimAsync(string owner)
    {
        if ((await _workspace.Jobs.ListAsync(new JobQuery())).Items.Count == 0)
        {
            await _workspace.Jobs.EnqueueAsync(new NewJob(FetchJob.Kind, new FetchPayload("test", ["AAAUSDT"], ["1h"], Then: Then).ToJson()));
        }

        var (job, claim) = (await _workspace.Jobs.ClaimNextAsync(owner))!.Value;
        return new RunningJob(job, claim);
    }

    private Task<long> SubmitAsync(RunningJob job)
    {
        var runs = new BacktestService(
            _workspace.Runs, _workspace.Jobs, _workspace.Database, _workspace.Curves, _workspace.Candles, _workspace.CommandStrategies,
            new JobService(_workspace.Jobs, _workspace.Database, TimeProvider.System), _feed, _queue);
        return new RunAfterFetch(_workspace.Runs, _feed, () => runs, () => _queue).SubmitAsync(job, FetchPayload.Parse(job.Job.Payload).Then!);
    }
}
