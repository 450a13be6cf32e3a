using System.Text.Json.Nodes;
using Backtester.Core.Analysis;
using Backtester.Core.Market;
using Backtester.Core.Recommendations;
using Backtester.Core.Strategies;
using Backtester.Core.Tests.Runs;

namespace Backtester.Core.Tests.Recommendations;

/// <summary>Candles of four hours, and settings on them, for recommendations.</summary>
internal static class AdviceMarket
{
    public const int Days = 400;

    private const long BarMs = 4 * 3_600_000L;

    public static long StartMs { get; } = DateTimeOffset.Parse("2023-01-01T00:00:00Z").ToUnixTimeMilliseconds();

    /// <summary>A walk without any edge.</summary>
    public static CandleSeries Walk { get; } = Candles(1, 0);

    /// <summary>Swings of about six days: averages that are slower than these lose, quick ones win.</summary>
    public static CandleSeries Swings { get; } = Candles(2, 0.06);

    public static JsonObject Spec(int fast = 20, int slow = 60) => (JsonObject)JsonNode.Parse(
        $$$$"""{"exchange": "binance", "symbols": ["BTCUSDT"], "timeframe": "4h", "strategy": "sma_cross", "strategy_params": {"fast": {{{{fast}}}}, "slow": {{{{slow}}}}}, "position_size": 5000, "execution": {"fees": {"model": "percent", "maker": 0, "taker": 0}, "slippage": {"model": "bps", "market": 0, "stop": 0, "limit": 0}}}""")!;

    public static long Day(int day) => StartMs + (day * DailyEquity.MsPerDay);

    public static RecommendationRequest Request(long madeAtMs, int fast = 20, int slow = 60) => new()
    {
        Spec = Spec(fast, slow),
        MadeAtMs = madeAtMs,
        Ranges = [new("fast", [3, 5, 8, 13, 20]), new("slow", [15, 25, 40, 60])],
        Settings = new RecommenderSettings { MinimumTrades = 5, Draws = 300, Paths = 200, HorizonDays = 20, Types = [RecommendationType.Parameters, RecommendationType.Retire, RecommendationType.LeaveAsItIs] },
    };

    public static RecommendationReport Recommend(RecommendationRequest request, CandleSeries candles, int workers = 1) =>
        Recommender.Generate(request, new MemoryCatalog(candles), StrategyLibrary.BuiltIn, workers);

    /// <summary>The same candles up to a moment, others after it.</summary>
    public static CandleSeries ChangedAfter(CandleSeries candles, long momentMs)
    {
        var random = new CounterRandom(77, 0);
        return CandleSeries.FromCandles(candles.Key, [.. Enumerable.Range(0, candles.Count).Select(row =>
        {
            var candle = candles[row];
            if (candle.OpenTimeMs + BarMs <= momentMs)
            {
                return candle;
            }

            var price = 50 + (100 * random.NextDouble());
            return new Candle(candle.OpenTimeMs, price, price * 1.1, price * 0.9, price * (0.95 + (0.1 * random.NextDouble())), 1, double.NaN, double.NaN, double.NaN);
        })]);
    }

    private static CandleSeries Candles(int seed, double swing)
    {
        var random = new CounterRandom(seed, 0);
        var candles = new Candle[Days * 6];
        var (price, before) = (100.0, 0.0);
        for (var i = 0; i < candles.Length; i++)
        {
            var wave = swing * Math.Sin(2 * Math.PI * i / 36.0);
            var open = price;
            price *= Math.Exp((0.006 * random.NextNormal()) + wave - before);
            before = wave;
            candles[i] = new Candle(StartMs + (i * BarMs), open, Math.Max(open, price) * 1.001, Math.Min(open, price) * 0.999, price, 10, double.NaN, double.NaN, double.NaN);
        }

        return CandleSeries.FromCandles(new SeriesKey("binance", "BTCUSDT", Timeframe.Parse("4h")), candles);
    }
}
