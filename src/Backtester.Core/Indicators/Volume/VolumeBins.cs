namespace Backtester.Core.Indicators.Volume;

/// <summary>Volume in equal bins of price: what the indicator and the profile of a chart have in common.</summary>
internal static class VolumeBins
{
    private const double ValueShare = 0.7;

    /// <summary>Spreads a bar's volume evenly over its range; prices are counted in bins from the bottom.</summary>
    public static void Spread(double[] bins, double volume, double from, double to)
    {
        var first = Math.Clamp((int)from, 0, bins.Length - 1);
        var last = Math.Clamp((int)to, first, bins.Length - 1);
        if (first == last || !(to > from))
        {
            bins[first] += volume;
            return;
        }

        var density = volume / (to - from);
        bins[first] += density * (first + 1 - from);
        for (var bin = first + 1; bin < last; bin++)
        {
            bins[bin] += density;
        }

        bins[last] += density * (to - last);
    }

    /// <summary>The fullest bin, and the lowest and highest bin of the value area around it.</summary>
    public static (int Control, int Low, int High) ValueArea(double[] bins, double total)
    {
        var control = 0;
        for (var bin = 1; bin < bins.Length; bin++)
        {
            control = bins[bin] > bins[control] ? bin : control;
        }

        var (low, high) = (control, control);
        for (var held = bins[control]; held < ValueShare * total && (low > 0 || high < bins.Length - 1);)
        {
            var above = high < bins.Length - 1 ? bins[high + 1] : double.NegativeInfinity;
            var below = low > 0 ? bins[low - 1] : double.NegativeInfinity;
            held += above >= below ? bins[++high] : bins[--low];
        }

        return (control, low, high);
    }
}
