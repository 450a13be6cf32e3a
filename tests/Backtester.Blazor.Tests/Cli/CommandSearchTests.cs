using Backtester.Blazor.Cli;
using Backtester.Blazor.Runs;
using Backtester.Core.Market;
using Backtester.Core.Optimization;
using Backtester.Core.Runs;
using Backtester.Persistence;
using Xunit;

namespace Backtester.Blazor.Tests.Cli;

/// <summary>A search in a command's own process, while another process looks on.</summary>
public sealed class CommandSearchTests : IDisposable
{
    private const string Spec =
        """{"exchange": "test", "symbols": ["AAAUSDT"], "timeframe": "1h", "strategy": "sma_cross", "parameter_ranges": {"fast": {"min": 2, "max": 60, "step": 1}, "slow": {"min": 61, "max": 1060, "step": 1}}}""";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Search_that_is_paused_elsewhere_stops_and_says_how_it_goes_on()
    {
        using var here = await OpenAsync();
        using var elsewhere = await OpenAsync();
        here.Candles.Write(CandleSeries.FromCandles(new SeriesKey("test", "AAAUSDT", Timeframe.Parse("1h")), [.. Enumerable.Range(0, 20_000).Select(Candle)]), "test");
        var plan = SearchPlanner.Plan(Spec, SpecFormat.Json, here.Candles);
        using var errors = new StringWriter();
        var output = new CommandOutput(TextWriter.Null, errors, json: true);

        // A thousand million bars times sets: the pause comes long before the end.
        var search = Task.Run(() => CommandSearch.RunAsync(here, plan, output, CancellationToken.None));
        long id;
        while ((id = (await elsewhere.Optimizations.ListAsync(1)).Select(o => o.Id).FirstOrDefault()) == 0)
        {
            Assert.False(search.IsCompleted, $"{search.Exception}");
            await Task.Delay(10);
        }

        Assert.NotNull(await elsewhere.Optimizations.PauseAsync(id));
        var stopped = await Assert.ThrowsAsync<InvalidOperationException>(() => search);
        Assert.Equal($"search {id} was paused; `optimize resume {id}` goes on with it", stopped.Message);
        Assert.Equal(WorkStatus.Paused, (await elsewhere.Optimizations.GetAsync(id))!.Row.Status);
    }

    private Task<Workspace> OpenAsync() => Workspace.OpenMigratedAsync(new Dictionary<string, string?> { ["DataDirectory"] = _folder.Path }, CancellationToken.None);

    private static Candle Candle(int i)
    {
        var (open, close) = (Price(i - 1), Price(i));
        return new Candle(SmallMarket.FirstOpenMs + (i * 3_600_000L), open, Math.Max(open, close) + 0.5, Math.Min(open, close) - 0.5, close, 10);
    }

    private static double Price(int i) => 100 + (10 * Math.Sin(i / 15.0));
}
