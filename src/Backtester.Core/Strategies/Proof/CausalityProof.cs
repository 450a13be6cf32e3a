using Backtester.Core.Formulas.Execution;
using Backtester.Core.Market;

namespace Backtester.Core.Strategies.Proof;

/// <summary>What a proof uses beside the candles.</summary>
/// <param name="Cuts">Bars after which the future is replaced.</param>
/// <param name="Other">Candles of another instrument; generated where it is null.</param>
/// <param name="Others">Candles that the strategy's symbol blocks read.</param>
/// <param name="Progress">Hears of the share that is done, 0 to 1, from the calling thread; null for nobody.</param>
public sealed record ProofOptions(int Cuts = 48, CandleSeries? Other = null, IOtherCandles? Others = null, Action<double>? Progress = null);

/// <summary>
/// Proves that decisions do not know the future, by changing it: for many bars t everything after t is replaced by each
/// of <see cref="FutureKind"/>, and every decision up to t must keep its bytes. Half of the cuts lie at bars where
/// something is decided, since a look at the next bar shows only there. Where a decision changes, the first leaking bar
/// is found by bisection, and the innermost part that changes is named.
/// </summary>
public static class CausalityProof
{
    private static readonly FutureKind[] Kinds = Enum.GetValues<FutureKind>();

    /// <summary>Puts a strategy to the test.</summary>
    /// <param name="strategy">What decides.</param>
    /// <param name="candles">The true series, at least 16 candles.</param>
    /// <param name="options">Cuts and other candles.</param>
    /// <param name="cancellation">Ends the proof.</param>
    /// <exception cref="ArgumentException">There are too few candles.</exception>
    public static ProofReport Check(ITracedStrategy strategy, CandleSeries candles, ProofOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(strategy);
        ArgumentNullException.ThrowIfNull(candles);
        if (candles.Count < 16)
        {
            throw new ArgumentException($"candles: a proof needs at least 16, not {candles.Count}", nameof(candles));
        }

        options ??= new ProofOptions();
        var truth = strategy.Trace(candles, options.Others);
        var cuts = CutsOf(truth, candles.Count, options.Cuts);
        var leaks = new List<Leak>();
        var comparisons = 0L;
        foreach (var (done, kind) in Kinds.Index())
        {
            var change = new ChangedFuture(strategy, candles, truth, kind, options);
            foreach (var (made, cut) in cuts.Index())
            {
                cancellation.ThrowIfCancellationRequested();
                options.Progress?.Invoke((done + ((double)made / cuts.Count)) / Kinds.Length);
                var differences = change.DifferencesUpTo(cut);
                comparisons += (long)(cut + 1) * truth.All.Count();
                if (differences.Count > 0)
                {
                    leaks.Add(change.Bisect(cut));
                    break;
                }
            }
        }

        leaks.Sort((a, b) => a.Bar.CompareTo(b.Bar));
        return new ProofReport(
            strategy.Name,
            cuts.Count,
            comparisons,
            leaks,
            WarmUpProof.Measure(strategy, candles, truth, options.Others),
            Coverage(truth, candles.Count));
    }

    /// <summary>Evenly spread bars, and bars at and just before decisions.</summary>
    private static List<int> CutsOf(DecisionTrace truth, int count, int wanted)
    {
        var last = count - 2;
        var cuts = new SortedSet<int> { 0, 1, last };
        for (var i = 1; i <= wanted / 2; i++)
        {
            cuts.Add((int)((long)last * i / ((wanted / 2) + 1)));
        }

        var busy = BusyBars(truth, count);
        for (var i = 0; i < wanted / 2 && busy.Count > 0; i++)
        {
            // At the decision, and one to three bars before it.
            cuts.Add(Math.Clamp(busy[(int)((long)busy.Count * i / (wanted / 2))] - (i % 4), 0, last));
        }

        return [.. cuts];
    }

    private static List<int> BusyBars(DecisionTrace truth, int count)
    {
        var signals = truth.Decisions.Where(d => d.IsBoolean).ToList();
        return [.. Enumerable.Range(0, count).Where(bar => signals.Exists(s => s.Values[bar] != 0 && (bar == 0 || s.Values[bar - 1] == 0)))];
    }

    private static CoverageReport Coverage(DecisionTrace truth, int count)
    {
        var signals = truth.Decisions.Where(d => d.IsBoolean).ToList();
        var conditions = truth.All.Where(c => c.IsBoolean).DistinctBy(c => (c.Field, c.Expression)).ToList();
        var idle = conditions
            .Where(c => !c.Values.Contains(0) || !c.Values.Contains(1))
            .Select(c => new IdleBranch(c.Field, c.Expression, c.Values[0] != 0))
            .ToList();
        return new CoverageReport(
            count,
            Enumerable.Range(0, count).Count(bar => signals.Exists(s => s.Values[bar] != 0)),
            conditions.Count * 2,
            (conditions.Count * 2) - idle.Count,
            idle);
    }
}
