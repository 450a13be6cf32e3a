using Backtester.Core.Indicators;
using Backtester.Core.Indicators.Trend;
using Backtester.Core.Market;

namespace Backtester.Core.Strategies.BuiltIn;

/// <summary>
/// Long while the fast average of the close is above the slow one. A crossing at bar i: below or equal at i − 1, above
/// at i, all four values known.
/// </summary>
public sealed class SmaCross : CatalogStrategy
{
    /// <inheritdoc/>
    public override StrategyInfo Info { get; } = new(
        "sma_cross",
        "1.0.0",
        "SMA cross",
        "Long while the fast simple moving average of the close is above the slow one: entry and exit on the crossings.",
        "classic",
        [
            new("fast", ParameterKind.Integer, Default: 10, Min: 2, Max: 500, Step: 1, "Length of the fast average, bars."),
            new("slow", ParameterKind.Integer, Default: 30, Min: 3, Max: 2000, Step: 1, "Length of the slow average, bars."),
        ],
        "fast < slow");

    /// <inheritdoc/>
    public override string Hash => "sma_cross 1.0.0";

    /// <inheritdoc/>
    public override Decisions Decide(CandleSeries candles, IReadOnlyDictionary<string, double> parameters)
    {
        var fast = Average(candles, (int)parameters["fast"]);
        var slow = Average(candles, (int)parameters["slow"]);
        return new Decisions
        {
            Signals = Crossings(fast, slow),
            WarmUp = (int)parameters["slow"],
            Indicators = new NamedColumns(["fast_sma", "slow_sma"], [fast, slow]),
        };
    }

    private static double[] Average(CandleSeries candles, int length)
    {
        var average = GC.AllocateUninitializedArray<double>(candles.Count);
        new Sma(length).Update(new IndicatorTile { Source = candles.Close, Output = average });
        return average;
    }

    private static Signals[] Crossings(double[] fast, double[] slow)
    {
        // Comparisons with NaN are false, so that nothing crosses before both averages are known.
        var signals = new Signals[fast.Length];
        for (var i = 1; i < fast.Length; i++)
        {
            if (fast[i - 1] <= slow[i - 1] && fast[i] > slow[i])
            {
                signals[i] = Signals.LongEntry;
            }
            else if (slow[i - 1] <= fast[i - 1] && slow[i] > fast[i])
            {
                signals[i] = Signals.LongExit;
            }
        }

        return signals;
    }
}
