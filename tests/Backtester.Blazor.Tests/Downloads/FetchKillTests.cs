using Backtester.Core.Market;
using Backtester.Core.Runs;
using Backtester.Data.Store;
using Backtester.ExchangeHost;
using Xunit;

namespace Backtester.Blazor.Tests.Downloads;

/// <summary>`candles fetch` as a process of its own that is killed again and again.</summary>
public class FetchKillTests
{
    private const int Kills = 20;

    // 348 days of minutes come in about 500 pages: twenty kills after 1 to 40 of them fall on most of the way.
    private const int MostPages = 40;
    private const int LeastCandles = 500_000;
    private const long Now = 1_700_000_123_456; // 2023-11-14T22:15:23Z
    private const long Day = 86_400_000;
    private static readonly SeriesKey Series = new("binance", "BTCUSDT", Timeframe.Parse("1m"));

    [Fact]
    public async Task Download_that_is_killed_twenty_times_ends_with_the_hash_of_an_undisturbed_one()
    {
        await using var server = await ExchangeServer.StartAsync(new ExchangeServerOptions { NowMs = () => Now, ListedMs = Now - (348 * Day) });
        using var whole = new TemporaryFolder();
        using var broken = new TemporaryFolder();
        string[] arguments = ["candles", "fetch", "--exchange", "binance", "--symbols", "BTCUSDT", "--timeframe", "1m", "--json", "--Exchanges:Binance:BaseAddress", server.Address.ToString()];
        var undisturbed = await BacktesterProcess.RunAsync(whole.Path, arguments);
        Assert.True(undisturbed.ExitCode == 0, undisturbed.Error);

        var random = new Random(1);
        var (running, kills) = (0, 0);
        while (kills < Kills)
        {
            // Killed some pages after its first one, in the middle of whatever it does then.
            var calls = server.Log.Count;
            using var process = BacktesterProcess.Start(broken.Path, arguments);
            var after = random.Next(1, MostPages + 1);
            while (server.Log.Count < calls + after && !process.HasExited)
            {
                await Task.Delay(2);
            }

            await Task.Delay(random.Next(0, 12));
            running += process.HasExited ? 0 : 1;
            await process.KillAsync();
            kills++;
        }

        var finished = await BacktesterProcess.RunAsync(broken.Path, arguments);
        Assert.True(finished.ExitCode == 0, finished.Error);
        Assert.True(running >= Kills / 2, $"only {running} of {Kills} were killed while they worked");
        var stored = new CandleStore(broken.Path).Read(Series, TimeRange.All).Count;
        Assert.True(stored >= LeastCandles, $"{stored} candles");
        Assert.Equal(Hash(whole), Hash(broken));
        Assert.Empty(new CandleStore(broken.Path).Verify(Series));
        Assert.Equal(server.Market.Finished("BTC", Series.Timeframe, 0, long.MaxValue).Count, stored);
    }

    private static string Hash(TemporaryFolder folder) => DatasetHash.Of([new CandleStore(folder.Path).Read(Series, TimeRange.All)]);
}
