using Backtester.Blazor.Downloads;
using Backtester.Blazor.Jobs;
using Backtester.Blazor.Runs;
using Backtester.Core.Market;
using Backtester.Core.Runs;
using Backtester.Persistence;
using Backtester.Persistence.Jobs;
using Xunit;

namespace Backtester.Blazor.Tests.Cli;

/// <summary>`jobs retry`: the work of a job that ended badly waits once more.</summary>
public sealed class JobsCommandTests : IDisposable
{
    private const string Spec = """{"exchange":"test","symbols":["AAAUSDT"],"timeframe":"1h","strategy":"sma_cross"}""";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Failed_run_is_submitted_anew_and_a_cancelled_download_goes_on()
    {
        using var workspace = await OpenAsync();
        var key = new SeriesKey("test", "AAAUSDT", Timeframe.Parse("1h"));
        workspace.Candles.Write(CandleSeries.FromCandles(key, [.. Enumerable.Range(0, 100).Select(i => new Candle(SmallMarket.FirstOpenMs + (i * 3_600_000L), 100, 101, 99, 100 + (i % 3), 5))]), "test");
        var (_, run) = await workspace.Runs.CreateRunAndJobAsync(RunPlanner.Plan(Spec, SpecFormat.Json, workspace.Candles), new NewJob(BacktestJob.Kind) { Owner = "gone" });
        Assert.True(await workspace.Jobs.FailAsync(new JobClaim(run.Id, "gone", 1), "the disk is full"));
        var download = await workspace.Jobs.EnqueueAsync(new NewJob(FetchJob.Kind, """{"exchange":"binance","symbols":["BTCUSDT"],"timeframes":["1h"]}"""));
        Assert.Equal(CancelOutcome.Cancelled, await workspace.Jobs.RequestCancelAsync(download.Id));

        var again = await RunAsync("jobs", "retry", $"{run.Id}", "--json");
        Assert.True(again.ExitCode == 0, again.Error);
        Assert.Equal("/backtests/2", again.Document().GetProperty("page").GetString());
        var resumed = await RunAsync("jobs", "retry", $"{download.Id}");
        Assert.Equal($"job {download.Id} waits in the queue again: /jobs/4", resumed.Output.Trim());

        var waiting = (await workspace.Jobs.ListAsync(new JobQuery { Statuses = [WorkStatus.Pending] })).Items;
        Assert.Equal([FetchJob.Kind, BacktestJob.Kind], waiting.Select(j => j.Kind));
        Assert.Equal("binance", FetchPayload.Parse(waiting[0].Payload).Exchange);
    }

    [Fact]
    public async Task Job_that_waits_is_not_done_twice_and_one_that_is_not_there_is_not_found()
    {
        using var workspace = await OpenAsync();
        var job = await workspace.Jobs.EnqueueAsync(new NewJob(FetchJob.Kind, """{"exchange":"binance","symbols":["BTCUSDT"],"timeframes":["1h"]}"""));

        var refused = await RunAsync("jobs", "retry", $"{job.Id}");
        Assert.NotEqual(0, refused.ExitCode);
        Assert.Contains("cannot be done again: PENDING", refused.Error, StringComparison.Ordinal);
        Assert.Equal(2, (await RunAsync("jobs", "retry", "99")).ExitCode);
        Assert.Single((await workspace.Jobs.ListAsync(new JobQuery())).Items);
    }

    private Task<CommandResult> RunAsync(params string[] words) => CommandInProcess.RunAsync(_folder.Path, words);

    private Task<Workspace> OpenAsync() => Workspace.OpenMigratedAsync(new Dictionary<string, string?> { ["DataDirectory"] = _folder.Path }, default);
}
