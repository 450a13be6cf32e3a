using Backtester.Core.Formulas.Execution;
using Backtester.Core.Market;

namespace Backtester.Core.Strategies.Proof;

/// <summary>Measures how long the beginning of a series is remembered: the strategy starts at several later bars, and its decisions are compared with those of the whole series.</summary>
internal static class WarmUpProof
{
    public static WarmUpReport Measure(ITracedStrategy strategy, CandleSeries candles, DecisionTrace truth, IOtherCandles? others)
    {
        var declared = strategy.WarmUp(candles.Key.Timeframe);
        var settling = declared is { Settles: true } ? declared.Value.Settling : (int?)null;
        var (measured, differences, compared) = (0, 0, 0);
        foreach (var start in Starts(candles.Count))
        {
            var later = strategy.Trace(candles.SliceRows(start, candles.Count - start), others);
            foreach (var (whole, part) in truth.Decisions.Zip(later.Decisions))
            {
                var slack = WarmUpReport.Bound * whole.Values.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();
                for (var bar = 0; bar < part.Values.Length; bar++)
                {
                    var differs = Differs(whole.Values[start + bar], part.Values[bar], whole.IsBoolean ? 0 : slack);
                    measured = differs ? Math.Max(measured, bar + 1) : measured;
                    differences += differs && bar >= settling ? 1 : 0;
                }
            }

            compared += settling is { } settled ? Math.Max(0, candles.Count - start - settled) : 0;
        }

        var forever = truth.Parts.Where(p => !p.Forgets).Select(p => p.Expression).ToHashSet();

        // A part that contains another such part says nothing new.
        var innermost = forever.Where(e => !forever.Any(f => f.Length < e.Length && e.Contains(f, StringComparison.Ordinal))).ToList();
        return new WarmUpReport(declared?.Bars, settling, measured, differences, compared, innermost);
    }

    /// <summary>Odd bars, so that longer candles begin cut off.</summary>
    private static IEnumerable<int> Starts(int count) => new[] { 1, 7, count / 5, (count / 3) | 1 }.Where(s => s < count - 1).Distinct();

    private static bool Differs(double a, double b, double slack) =>
        !(a.Equals(b) || Math.Abs(a - b) <= slack);
}
