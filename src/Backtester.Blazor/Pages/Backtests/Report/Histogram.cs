using Backtester.Core.Analysis;

namespace Backtester.Blazor.Pages.Backtests.Report;

/// <summary>Counts of values in bins of equal width with an edge at zero, so that no bin mixes gains with losses.</summary>
/// <param name="First">Lower edge of the first bin.</param>
/// <param name="Width">Width of a bin.</param>
/// <param name="Counts">Values in each bin: lower edge included, upper one not.</param>
internal sealed record Histogram(double First, double Width, int[] Counts)
{
    private const int MostBins = 41;

    /// <summary>Bins by Freedman and Diaconis (1981): width 2·IQR/∛n; null where the values do not vary.</summary>
    /// <param name="values">Finite values.</param>
    public static Histogram? Of(IEnumerable<double> values)
    {
        var sorted = values.Where(double.IsFinite).Order().ToArray();
        if (sorted.Length < 2 || sorted[0] == sorted[^1])
        {
            return null;
        }

        var spread = Quantile.OfSorted(sorted, 0.75) - Quantile.OfSorted(sorted, 0.25);
        var least = (sorted[^1] - sorted[0]) / (MostBins - 2);
        var width = Math.Max(least, 2 * spread / Math.Cbrt(sorted.Length));
        var (from, to) = (Math.Floor(sorted[0] / width), Math.Floor(sorted[^1] / width));
        var counts = new int[(int)(to - from) + 1];
        foreach (var value in sorted)
        {
            counts[(int)(Math.Floor(value / width) - from)]++;
        }

        return new Histogram(from * width, width, counts);
    }
}
