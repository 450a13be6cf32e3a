using Backtester.Core.Analysis;
using Backtester.Core.Market;
using Backtester.Core.Optimization;
using Backtester.Core.Runs;
using Backtester.Core.Tests.Runs;

namespace Backtester.Core.Tests.Optimization;

/// <summary>A random walk of hourly candles, and searches on it.</summary>
internal static class SearchMarket
{
    public const string Grid =
        """{"symbols": ["BTCUSDT"], "timeframe": "1h", "strategy": "sma_cross", "position_size": 5000, "parameter_ranges": {"fast": [3, 5, 8, 30], "slow": [10, 20, 30]}}""";

    public static CandleSeries Candles { get; } = Walk(7, 24 * 120);

    /// <summary>Another walk over the same hours.</summary>
    public static CandleSeries Other { get; } = Walk(8, 24 * 120, "ETHUSDT");

    public static MemoryCatalog Catalog { get; } = new(Candles);

    public static SearchPlan Plan(string spec) => SearchPlanner.Plan(spec, SpecFormat.Json, Catalog);

    public static ParameterSearch Search(SearchPlan plan) => new(plan, new TrialEvaluator(plan, Catalog));

    public static IReadOnlyList<Trial> Run(string spec, int workers = 1)
    {
        var search = Search(Plan(spec));
        search.Run(workers, _ => { });
        return search.Trials;
    }

    public static CandleSeries Walk(int seed, int count, string symbol = "BTCUSDT")
    {
        var random = new CounterRandom(seed, 0);
        var start = DateTimeOffset.Parse("2024-01-01T00:00:00Z").ToUnixTimeMilliseconds();
        var candles = new Candle[count];
        var price = 100.0;
        for (var i = 0; i < count; i++)
        {
            var open = price;
            price *= Math.Exp((0.01 * random.NextNormal()) + (0.002 * Math.Sin(i / 40.0)));
            var (high, low) = (Math.Max(open, price) * 1.002, Math.Min(open, price) * 0.998);
            candles[i] = new Candle(start + (i * 3_600_000L), open, high, low, price, 5 + random.NextDouble(), double.NaN, double.NaN, double.NaN);
        }

        return CandleSeries.FromCandles(new SeriesKey("binance", symbol, Timeframe.Parse("1h")), candles);
    }
}
