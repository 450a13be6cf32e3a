using Backtester.Core.Indicators.Windows;

namespace Backtester.Core.Engine.Models.Spreads;

/// <summary>Means over the last pairs of neighbouring bars.</summary>
internal static class PairMeans
{
    /// <summary>The mean of the last values at each bar; the value of bar 0, which closes no pair, is not looked at.</summary>
    /// <param name="values">A value for each pair, at its later bar.</param>
    /// <param name="length">Number of pairs.</param>
    public static double[] Of(ReadOnlySpan<double> values, int length)
    {
        var means = new double[values.Length];
        var sum = new CompensatedSum();
        for (var i = 0; i < values.Length; i++)
        {
            if (i > 0)
            {
                sum.Add(values[i]);
            }

            if (i > length)
            {
                sum.Add(-values[i - length]);
            }

            means[i] = i >= length ? sum.Value / length : double.NaN;
        }

        return means;
    }
}
