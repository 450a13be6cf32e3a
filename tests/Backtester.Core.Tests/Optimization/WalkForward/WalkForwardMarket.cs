using System.Globalization;
using Backtester.Core.Market;
using Backtester.Core.Optimization.WalkForward;
using Backtester.Core.Runs;
using Backtester.Core.Tests.Runs;

namespace Backtester.Core.Tests.Optimization.WalkForward;

/// <summary>Walk-forwards over the random walk of <see cref="SearchMarket"/>: 120 days of hourly candles.</summary>
internal static class WalkForwardMarket
{
    /// <summary>720 hours searched, 240 traded, 12 and 6 left out: (2880 − 726) / 240 = 8 windows.</summary>
    public const string Windows = """{"mode": "rolling", "in_sample": "30d", "out_of_sample": 240, "purge": 12, "embargo": "6h"}""";

    public static string Spec(string windows = Windows, string more = "") =>
        $$"""
        {"symbols": ["BTCUSDT"], "timeframe": "1h", "strategy": "sma_cross", "position_size": 5000, {{more}}
         "parameter_ranges": {"fast": [3, 5, 8], "slow": [10, 20, 30]}, "walk_forward": {{windows}} }
        """;

    public static WalkForwardPlan Plan(string spec, ICandleCatalog? catalog = null) => WalkForwardPlanner.Plan(spec, SpecFormat.Json, catalog ?? SearchMarket.Catalog);

    public static WalkForwardResult Run(string spec, int workers = 1, ICandleCatalog? catalog = null) =>
        new WalkForwardRun(Plan(spec, catalog), catalog ?? SearchMarket.Catalog).Execute(workers);

    /// <summary>The same candles, another walk from a time on.</summary>
    public static MemoryCatalog Poisoned(long fromMs)
    {
        var (real, other) = (SearchMarket.Candles, SearchMarket.Walk(99, SearchMarket.Candles.Count));
        return new MemoryCatalog(CandleSeries.FromCandles(real.Key, [.. Enumerable.Range(0, real.Count).Select(i => real.OpenTimeMs[i] < fromMs ? real[i] : other[i])]));
    }

    /// <summary>Everything that a window chose, number by number.</summary>
    public static string Choice(WindowResult window) => string.Create(
        CultureInfo.InvariantCulture,
        $"{window.Window} {window.Trials} {window.Measured} {window.Chosen!.Number} {window.Chosen.Score:R} {Pairs(window.Chosen.Parameters)} {Pairs(window.Chosen.Metrics!)} {window.InSample}");

    /// <summary>Everything that a walk-forward gave.</summary>
    public static IEnumerable<string> Lines(WalkForwardResult result) =>
    [
        result.ResultHash,
        result.Sentence,
        string.Join(' ', result.Metrics.Values.Select(m => $"{m.Key}={m.Value:R}")),
        .. result.Windows.Select(w => $"{Choice(w)} {w.Efficiency:R} {w.Degradation:R} {w.OutOfSample}"),
    ];

    private static string Pairs(IReadOnlyDictionary<string, double> values) => string.Join(' ', values.Select(m => $"{m.Key}={m.Value:R}"));
}
