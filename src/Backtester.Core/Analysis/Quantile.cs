namespace Backtester.Core.Analysis;

/// <summary>Empirical quantiles of type 7 (Hyndman and Fan 1996): linear between order statistics, as numpy and R by default.</summary>
public static class Quantile
{
    /// <summary>The quantile of unsorted values, which are left as they are; NaN for no values or where one is unknown.</summary>
    /// <param name="values">The sample.</param>
    /// <param name="probability">0 to 1.</param>
    public static double Of(ReadOnlySpan<double> values, double probability)
    {
        var sorted = values.ToArray();
        Array.Sort(sorted);
        return OfSorted(sorted, probability);
    }

    /// <summary>The quantile of values in rising order: x[h] at h = (n − 1)·p, linear between rows; NaN for no values or where one is unknown.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The probability is not within 0 to 1.</exception>
    public static double OfSorted(ReadOnlySpan<double> sorted, double probability)
    {
        if (!(probability is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "a probability lies within 0 to 1");
        }

        // Sorting puts NaN first.
        if (sorted.IsEmpty || double.IsNaN(sorted[0]))
        {
            return double.NaN;
        }

        var position = (sorted.Length - 1) * probability;
        var below = (int)position;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((position - below) * (sorted[above] - sorted[below]));
    }
}
