using Backtester.Core.Formulas.Compilation;
using Backtester.Core.Formulas.Execution;
using Backtester.Core.Market;

namespace Backtester.Core.Strategies.Proof;

/// <summary>One kind of future put in the place of the true one, at any bar.</summary>
internal sealed class ChangedFuture(ITracedStrategy strategy, CandleSeries candles, DecisionTrace truth, FutureKind kind, ProofOptions options)
{
    /// <summary>For each column that changed, the first bar up to the cut on which it did.</summary>
    public IReadOnlyList<(TraceColumn Column, int Bar)> DifferencesUpTo(int cut)
    {
        var changed = strategy.Trace(
            Futures.Replace(candles, cut + 1, kind, options.Other),
            options.Others is null ? null : new ChangedOthers(options.Others, candles.OpenTimeMs[cut], kind));
        var differences = new List<(TraceColumn Column, int Bar)>();
        foreach (var (before, after) in truth.All.Zip(changed.All))
        {
            var bar = FirstDifference(before.Values, after.Values, cut + 1);
            if (bar >= 0)
            {
                differences.Add((before, bar));
            }
        }

        return differences;
    }

    /// <summary>From a cut that leaks to the earliest one, to its first bar, and to how far that bar looks ahead.</summary>
    public Leak Bisect(int cut)
    {
        var (clean, leaking) = (-1, cut);
        while (leaking - clean > 1)
        {
            var middle = clean + ((leaking - clean) / 2);
            (clean, leaking) = DifferencesUpTo(middle).Count > 0 ? (clean, middle) : (middle, leaking);
        }

        var found = DifferencesUpTo(leaking);
        var bar = found.Min(f => f.Bar);

        // Parts come before what is made of them, so the first is the innermost.
        var (first, _) = found.First(f => f.Bar == bar);
        var decision = found.Where(f => truth.Decisions.Any(d => ReferenceEquals(d, f.Column))).Select(f => f.Column.Field).FirstOrDefault() ?? first.Field;
        return new Leak(kind, decision, first.Field, first.Expression, bar, candles.OpenTimeMs[bar], ReadsAhead(first, bar));
    }

    /// <summary>The last bar whose change still reaches <paramref name="bar"/>, counted from it.</summary>
    private int ReadsAhead(TraceColumn column, int bar)
    {
        var (reaching, beyond) = (bar, candles.Count - 1);
        while (beyond - reaching > 1)
        {
            var middle = reaching + ((beyond - reaching) / 2);
            var reaches = DifferencesUpTo(middle).Any(d => ReferenceEquals(d.Column, column) && d.Bar == bar);
            (reaching, beyond) = reaches ? (middle, beyond) : (reaching, middle);
        }

        return beyond - bar;
    }

    private static int FirstDifference(double[] before, double[] after, int count)
    {
        for (var bar = 0; bar < count; bar++)
        {
            if (BitConverter.DoubleToInt64Bits(before[bar]) != BitConverter.DoubleToInt64Bits(after[bar]))
            {
                return bar;
            }
        }

        return -1;
    }

    /// <summary>Other instruments change at the same time.</summary>
    private sealed class ChangedOthers(IOtherCandles others, long lastOpenMs, FutureKind kind) : IOtherCandles
    {
        public CandleSeries Load(SymbolInput symbol, Timeframe timeframe)
        {
            var series = others.Load(symbol, timeframe);
            return Futures.Replace(series, series.LowerBound(lastOpenMs + 1), kind);
        }
    }
}
