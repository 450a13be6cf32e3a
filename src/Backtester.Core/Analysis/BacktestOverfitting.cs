using System.Numerics;

namespace Backtester.Core.Analysis;

/// <summary>The probability of backtest overfitting of a search.</summary>
/// <param name="Probability">Share of splits in which the best set in sample was no better than the median out of sample (λ ≤ 0).</param>
/// <param name="Logits">λ = ln(ω/(1 − ω)) of each split, ω = rank/(N + 1) of the in-sample best out of sample.</param>
/// <param name="ProbabilityOfLoss">Share of splits in which the in-sample best has a Sharpe ratio below 0 out of sample.</param>
/// <param name="Degradation">Slope of the out-of-sample on the in-sample Sharpe ratio of the bests; NaN where the latter does not vary.</param>
public sealed record OverfittingResult(double Probability, double[] Logits, double ProbabilityOfLoss, double Degradation);

/// <summary>
/// PBO by combinatorially symmetric cross-validation (Bailey, Borwein, López de Prado and Zhu 2017): the days are cut
/// into blocks, each half of the blocks is once the sample and the other half what follows.
/// The statistic is the per-period Sharpe ratio; that of a set whose returns are all equal is 0 where they are 0 and
/// otherwise infinite. Ties share their average rank, and the first of equal bests in sample counts as the best.
/// </summary>
public static class BacktestOverfitting
{
    /// <summary>Most blocks: 24 make 2.7 million splits.</summary>
    public const int MostBlocks = 24;

    /// <summary>Measures a search.</summary>
    /// <param name="returns">One array of periodic returns for each set, all of one length T; at least two sets.</param>
    /// <param name="blocks">Number of blocks, even, 2 to <see cref="MostBlocks"/>; block k holds rows k·T/blocks … (k+1)·T/blocks − 1.</param>
    /// <exception cref="ArgumentException">Fewer than two sets, sets of different lengths, an odd or impossible number of blocks, fewer than two rows a half, an unknown return.</exception>
    public static OverfittingResult Measure(IReadOnlyList<double[]> returns, int blocks = 16)
    {
        Check(returns, blocks);
        var sums = new BlockSums(returns, blocks);
        var (sets, half, everything) = (returns.Count, blocks / 2, (1 << blocks) - 1);
        var (inSample, outOfSample) = (new double[sets], new double[sets]);
        var (logits, bestIn, bestOut) = (new List<double>(), new List<double>(), new List<double>());
        var atMostMedian = 0;

        // Each pair of halves is two splits; the lower mask names the pair.
        for (var mask = 0; mask < 1 << (blocks - 1); mask++)
        {
            if (BitOperations.PopCount((uint)mask) != half)
            {
                continue;
            }

            sums.FillSharpe(mask, inSample);
            sums.FillSharpe(everything & ~mask, outOfSample);
            Split(inSample, outOfSample);
            Split(outOfSample, inSample);
        }

        var loss = bestOut.Count(s => s < 0) / (double)bestOut.Count;
        return new OverfittingResult((double)atMostMedian / logits.Count, [.. logits], loss, Slope(bestIn, bestOut));

        void Split(double[] before, double[] after)
        {
            var best = Array.IndexOf(before, before.Max());
            var (below, equal) = (0, 0);
            foreach (var sharpe in after)
            {
                below += sharpe < after[best] ? 1 : 0;
                equal += sharpe == after[best] ? 1 : 0;
            }

            // Twice the average rank, a whole number, so that the median is met exactly.
            var twiceRank = (2 * below) + equal + 1;
            atMostMedian += twiceRank <= sets + 1 ? 1 : 0;
            var omega = twiceRank / (2.0 * (sets + 1));
            logits.Add(Math.Log(omega / (1 - omega)));
            bestIn.Add(before[best]);
            bestOut.Add(after[best]);
        }
    }

    private static double Slope(List<double> x, List<double> y) =>
        x.TrueForAll(double.IsFinite) && y.TrueForAll(double.IsFinite)
            ? AlphaBeta.Fit(y.ToArray(), x.ToArray(), 0, 1).Beta
            : double.NaN;

    private static void Check(IReadOnlyList<double[]> returns, int blocks)
    {
        if (returns.Count < 2)
        {
            throw new ArgumentException($"returns: {returns.Count} sets, at least 2 are compared", nameof(returns));
        }

        if (blocks % 2 != 0 || blocks is < 2 or > MostBlocks)
        {
            throw new ArgumentException($"blocks: {blocks} is not an even number of 2 to {MostBlocks}", nameof(blocks));
        }

        var rows = returns[0].Length;
        if (rows < 2 * blocks)
        {
            throw new ArgumentException($"returns: {rows} rows for {blocks} blocks, at least {2 * blocks} are needed", nameof(returns));
        }

        for (var set = 0; set < returns.Count; set++)
        {
            if (returns[set].Length != rows)
            {
                throw new ArgumentException($"returns: set {set} has {returns[set].Length} rows, set 0 has {rows}", nameof(returns));
            }

            if (Array.Exists(returns[set], r => !double.IsFinite(r)))
            {
                throw new ArgumentException($"returns: set {set} has an unknown return", nameof(returns));
            }
        }
    }
}
