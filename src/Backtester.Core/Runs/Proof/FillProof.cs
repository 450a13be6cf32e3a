using Backtester.Core.Engine;
using Backtester.Core.Engine.Models;
using Backtester.Core.Market;
using Backtester.Core.Strategies.Proof;

namespace Backtester.Core.Runs.Proof;

/// <summary>A fill, or an equity, that knew the future.</summary>
/// <param name="What">"fill" or "equity".</param>
/// <param name="Part">The part of the run that knew: decisions, execution.fill, sizing, fees or slippage.</param>
/// <param name="Bar">The first bar of it, 0-based.</param>
/// <param name="TimeMs">Its open time, Unix ms.</param>
/// <param name="Explanation">What was found, in a sentence.</param>
public sealed record FillLeak(string What, string Part, int Bar, long TimeMs, string Explanation);

/// <summary>
/// Proves that a run of one symbol does not trade on what it cannot know. Two changes: everything after a bar is
/// replaced, and fills and equity up to it must keep their bytes; and of a bar in which an entry fills only the open is
/// kept, since the fill comes before the rest of its bar. What leaks is named by taking the parts of the run out one by one.
/// </summary>
public static class FillProof
{
    private static readonly FutureKind[] Kinds = [FutureKind.Noise, FutureKind.OtherSymbol, FutureKind.Reversed];

    /// <summary>The parts in the order in which they are suspected, each with what takes it out.</summary>
    private static readonly (string Name, Func<BacktestInput, BacktestInput> WithoutIt)[] Parts =
    [
        ("execution.fill", i => i with { Conventions = Conventions.Presets["house"] }),
        ("sizing", i => i with { Sizing = new FixedNotional(100) }),
        ("slippage", i => i with { Slippage = new NoSlippage() }),
        ("fees", i => i with { Fees = new ZeroFees() }),
    ];

    /// <summary>Puts a run to the test.</summary>
    /// <param name="build">The run of a series; called for each changed series.</param>
    /// <param name="candles">The true series.</param>
    /// <param name="cuts">Most bars after which the future is replaced, and most entries whose bar is replaced.</param>
    /// <param name="cancellation">Ends the proof.</param>
    public static IReadOnlyList<FillLeak> Check(Func<CandleSeries, BacktestInput> build, CandleSeries candles, int cuts = 24, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(build);
        ArgumentNullException.ThrowIfNull(candles);
        var first = Find(build, candles, cuts, cancellation);
        if (first is null)
        {
            return [];
        }

        foreach (var (name, withoutIt) in Parts)
        {
            if (Find(c => withoutIt(build(c)), candles, cuts, cancellation) is null)
            {
                return [first with { Part = name }];
            }
        }

        return [first];
    }

    private static FillLeak? Find(Func<CandleSeries, BacktestInput> build, CandleSeries candles, int cuts, CancellationToken cancellation)
    {
        var input = build(candles);
        var truth = Backtest.Run(input, progress: null, cancellation);
        var entries = truth.Trades.Select(t => t.EntryBar).Distinct().Order().ToList();
        FillLeak? first = null;

        // Waiting orders fill inside bars, which they may.
        var fillsAtOpen = input.Symbols[0].Decisions.EntryOrder is null;
        foreach (var bar in fillsAtOpen ? Spread(entries, cuts) : [])
        {
            Keep(AtEntry(build, candles, truth, bar, cancellation));
        }

        foreach (var bar in Spread([.. Enumerable.Range(1, candles.Count - 2)], cuts / 2).Concat(Spread(entries, cuts / 2)))
        {
            foreach (var kind in Kinds)
            {
                Keep(After(build, candles, truth, Math.Min(bar, candles.Count - 2), kind, cancellation));
            }
        }

        return first;

        void Keep(FillLeak? leak) => first = leak is not null && (first is null || leak.Bar < first.Bar) ? leak : first;
    }

    /// <summary>The entry of a bar of which only the open is kept.</summary>
    private static FillLeak? AtEntry(Func<CandleSeries, BacktestInput> build, CandleSeries candles, BacktestOutcome truth, int bar, CancellationToken cancellation)
    {
        var changed = Backtest.Run(build(Futures.KeepOpen(candles, bar)), progress: null, cancellation);
        var before = truth.Fills.Where(f => f.Bar <= bar).ToList();

        // Exits inside the bar may differ, and come after the entry.
        var entry = truth.Trades.First(t => t.EntryBar == bar);
        var fill = before.FindIndex(f => f.Bar == bar && f.Quantity * (entry.Direction == Orders.Direction.Long ? 1 : -1) > 0);
        return fill >= 0 && fill < changed.Fills.Count && changed.Fills[fill].Equals(before[fill])
            ? null
            : new FillLeak("fill", "decisions", bar, candles.OpenTimeMs[bar], "an entry depends on the high, low or close of the bar in which it fills");
    }

    private static FillLeak? After(Func<CandleSeries, BacktestInput> build, CandleSeries candles, BacktestOutcome truth, int cut, FutureKind kind, CancellationToken cancellation)
    {
        var changed = Backtest.Run(build(Futures.Replace(candles, cut + 1, kind)), progress: null, cancellation);
        var (before, after) = (truth.Fills.Where(f => f.Bar <= cut).ToList(), changed.Fills.Where(f => f.Bar <= cut).ToList());
        var same = before.Zip(after).TakeWhile(f => f.First.Equals(f.Second)).Count();
        if (same < Math.Max(before.Count, after.Count))
        {
            var bar = before.Skip(same).Take(1).Concat(after.Skip(same).Take(1)).Min(f => f.Bar);
            return new FillLeak("fill", "decisions", bar, candles.OpenTimeMs[bar], $"a fill changes when the candles after bar {cut} are replaced");
        }

        for (var bar = 0; bar <= cut; bar++)
        {
            if (BitConverter.DoubleToInt64Bits(truth.Curve.Equity[bar]) != BitConverter.DoubleToInt64Bits(changed.Curve.Equity[bar]))
            {
                return new FillLeak("equity", "decisions", bar, candles.OpenTimeMs[bar], $"the equity changes when the candles after bar {cut} are replaced");
            }
        }

        return null;
    }

    private static IEnumerable<int> Spread(List<int> bars, int most) =>
        Enumerable.Range(0, Math.Min(most, bars.Count)).Select(i => bars[(int)((long)bars.Count * i / Math.Min(most, bars.Count))]);
}
