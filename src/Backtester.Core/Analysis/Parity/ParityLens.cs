namespace Backtester.Core.Analysis.Parity;

/// <summary>
/// The same run's metrics as three other tools print them, in their names and units. They answer different questions
/// under one word: the Sharpe ratio of one run was seen as 7.2, 5.7 and 0.74, so a number from here is never shown without its tool.
/// </summary>
public static class ParityLens
{
    /// <summary>Why the numbers differ from this product's, in a sentence a tool.</summary>
    public static IReadOnlyDictionary<string, string> Differences { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["backtrader"] = "Daily returns as here, but their deviation is divided by n, not n − 1; closed trades alone.",
        ["backtesting_py"] = "Sharpe is the geometric annual return over a compounded volatility, not mean over deviation; profit factor and expectancy count trades in percent, not money.",
        ["vectorbt"] = "Returns of each bar instead of each day, annualised by the bars of a year; value at risk is that of one bar.",
    };

    /// <summary>Measures a run: tool (backtrader, backtesting_py, vectorbt), then metric.</summary>
    public static IReadOnlyDictionary<string, MetricSet> Measure(ParityMeasurement input)
    {
        var daily = input.Daily ?? DailyEquity.Sample(input.Curve);
        return new Dictionary<string, MetricSet>(StringComparer.Ordinal)
        {
            ["backtrader"] = BacktraderMetrics.Measure(input, daily),
            ["backtesting_py"] = BacktestingPyMetrics.Measure(input, daily),
            ["vectorbt"] = VectorbtMetrics.Measure(input),
        };
    }
}
