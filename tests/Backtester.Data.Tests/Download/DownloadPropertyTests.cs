using Backtester.Core.Market;
using Backtester.ExchangeHost;
using Xunit;

namespace Backtester.Data.Tests.Download;

/// <summary>Random ranges, page sizes, faults and earlier downloads: in the end exactly the exchange's candles are stored.</summary>
public class DownloadPropertyTests
{
    private const long Minute = 60_000;
    private const long Day = 1440 * Minute;
    private const long Now = 1_700_000_123_456; // 2023-11-14T22:15:23Z, in the middle of a candle of every length
    private static readonly string[] Timeframes = ["1m", "5m", "15m", "1h", "4h", "1d"];

    [Theory]
    [MemberData(nameof(WireCandles.Markets), MemberType = typeof(WireCandles))]
    public async Task Store_holds_exactly_the_candles_of_the_exchange(string exchange)
    {
        for (var seed = 0; seed < 4; seed++)
        {
            var random = new Random(seed * 7919);
            var options = new ExchangeServerOptions
            {
                Seed = seed,
                NowMs = () => Now,
                ListedMs = Now - (random.Next(5, 25) * Day) - random.Next(0, (int)Day),
                HoleShare = random.NextDouble() * 0.05,
                PageLimit = random.Next(3) == 0 ? random.Next(20, 90) : null,
                Faults = new FaultPlan(seed, share: 0.12, slow: TimeSpan.FromMilliseconds(900)),
                Halts = [new TimeRange(Now - (4 * Day), Now - (4 * Day) + (random.Next(1, 600) * Minute))],
            };
            await using var test = await TestExchanges.StartAsync(options, s => s with { Timeout = TimeSpan.FromMilliseconds(600), Retries = 8 });
            var timeframe = Timeframe.Parse(Timeframes[random.Next(Timeframes.Length)]);
            var (from, to) = (Now - (random.NextInt64(1, 30) * Day), random.Next(2) == 0 ? long.MaxValue : Now - random.NextInt64(0, Day));
            var symbol = WireCandles.SymbolOf(exchange);

            // Pieces first, so that there is something to append to, to prepend to, and to fill.
            for (var piece = random.Next(4); piece > 0; piece--)
            {
                var start = Now - (random.NextInt64(0, 28) * Day);
                await test.FetchAsync(exchange, symbol, timeframe.Name, start, start + random.NextInt64(Minute, 3 * Day));
            }

            await test.FetchAsync(exchange, symbol, timeframe.Name, from, to);

            var stored = test.Stored(exchange, symbol, timeframe.Name).Where(c => c.OpenTimeMs >= from && c.OpenTimeMs < to).ToList();
            var expected = test.Server.Market.Finished("BTC", timeframe, from, long.MaxValue)
                .Where(c => c.OpenTimeMs < to)
                .Select(c => WireCandles.Kept(exchange, c))
                .ToList();
            Assert.True(expected.Count == stored.Count, $"{exchange} {timeframe} seed {seed}: {stored.Count} candles of {expected.Count}");
            Assert.True(expected.SequenceEqual(stored), $"{exchange} {timeframe} seed {seed}: candles differ");
            Assert.All(test.Stored(exchange, symbol, timeframe.Name), c => Assert.True(c.OpenTimeMs + timeframe.Milliseconds <= Now));
        }
    }
}
