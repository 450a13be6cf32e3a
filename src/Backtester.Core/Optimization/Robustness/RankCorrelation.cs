namespace Backtester.Core.Optimization.Robustness;

/// <summary>Spearman's rank correlation: Pearson's of the ranks, equal values sharing the mean of theirs.</summary>
public static class RankCorrelation
{
    /// <summary>The correlation over the pairs of which both are known; NaN for fewer than three, or where one side is all the same.</summary>
    /// <exception cref="ArgumentException">The columns differ in length.</exception>
    public static double Of(double[] first, double[] second)
    {
        if (first.Length != second.Length)
        {
            throw new ArgumentException($"{first.Length} values against {second.Length}", nameof(second));
        }

        var known = Enumerable.Range(0, first.Length).Where(i => double.IsFinite(first[i]) && double.IsFinite(second[i])).ToArray();
        if (known.Length < 3)
        {
            return double.NaN;
        }

        var (a, b) = (Ranks(Array.ConvertAll(known, i => first[i])), Ranks(Array.ConvertAll(known, i => second[i])));
        var mean = (known.Length + 1) / 2.0;
        var (product, squaresA, squaresB) = (0.0, 0.0, 0.0);
        for (var i = 0; i < a.Length; i++)
        {
            product += (a[i] - mean) * (b[i] - mean);
            squaresA += (a[i] - mean) * (a[i] - mean);
            squaresB += (b[i] - mean) * (b[i] - mean);
        }

        return squaresA > 0 && squaresB > 0 ? product / Math.Sqrt(squaresA * squaresB) : double.NaN;
    }

    private static double[] Ranks(double[] values)
    {
        var order = Enumerable.Range(0, values.Length).OrderBy(i => values[i]).ToArray();
        var ranks = new double[values.Length];
        for (var from = 0; from < order.Length;)
        {
            var to = from;
            while (to < order.Length && values[order[to]] == values[order[from]])
            {
                to++;
            }

            // Places from + 1 to `to`: their mean.
            for (var i = from; i < to; i++)
            {
                ranks[order[i]] = (from + 1 + to) / 2.0;
            }

            from = to;
        }

        return ranks;
    }
}
