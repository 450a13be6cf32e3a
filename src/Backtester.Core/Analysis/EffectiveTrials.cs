namespace Backtester.Core.Analysis;

/// <summary>
/// How many independent tries a search is worth: sets that trade alike are one try. N̂ = ρ̄ + (1 − ρ̄)·N with the mean
/// correlation ρ̄ of all pairs of sets (Bailey and López de Prado, "The Deflated Sharpe Ratio", 2014, appendix 3).
/// </summary>
public static class EffectiveTrials
{
    /// <summary>The number, from 1 to <paramref name="trials"/>.</summary>
    /// <param name="returns">Daily returns of (a sample of) the sets, all of one length; those that do not vary say nothing and are left out.</param>
    /// <param name="trials">Number of all sets tried.</param>
    public static double Of(IReadOnlyList<double[]> returns, double trials)
    {
        var correlation = MeanCorrelation(returns);
        return double.IsNaN(correlation) ? trials : Math.Clamp(correlation + ((1 - correlation) * trials), 1, trials);
    }

    /// <summary>
    /// Mean correlation of all pairs; NaN under two sets that vary. By the identity Σ over pairs of ρ = (|Σ z|² − N)/2 for
    /// returns z scaled to length 1, which needs one pass instead of one a pair.
    /// </summary>
    public static double MeanCorrelation(IReadOnlyList<double[]> returns)
    {
        var (sum, count) = (returns.Count == 0 ? [] : new double[returns[0].Length], 0);
        foreach (var set in returns)
        {
            var mean = Moments.Mean(set);
            var length = 0.0;
            foreach (var r in set)
            {
                length += (r - mean) * (r - mean);
            }

            if (!(length > 0))
            {
                continue;
            }

            count++;
            length = Math.Sqrt(length);
            for (var day = 0; day < sum.Length; day++)
            {
                sum[day] += (set[day] - mean) / length;
            }
        }

        var square = 0.0;
        foreach (var value in sum)
        {
            square += value * value;
        }

        return count < 2 ? double.NaN : (square - count) / ((double)count * (count - 1));
    }
}
