namespace Backtester.Core.Analysis;

/// <summary>
/// Moments of a sample, summed in order in two passes (first the mean, then the deviations), so that the same
/// values give the same bytes everywhere. NaN where the sample is too small or does not vary.
/// </summary>
public static class Moments
{
    /// <summary>Deviations below this share of the largest value are the rounding of equal values, not variation.</summary>
    private const double Rounding = 1e-13;

    /// <summary>Σx / n; NaN for no values.</summary>
    public static double Mean(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
        {
            sum += value;
        }

        return sum / values.Length;
    }

    /// <summary>√(Σ(x − mean)² / (n − 1)); NaN under two values, exactly 0 where the values do not vary.</summary>
    public static double SampleDeviation(ReadOnlySpan<double> values) => Deviation(values, values.Length - 1);

    /// <summary>√(Σ(x − mean)² / n); NaN for no values, exactly 0 where the values do not vary.</summary>
    public static double PopulationDeviation(ReadOnlySpan<double> values) => Deviation(values, values.Length);

    /// <summary>Biased skewness m₃ / m₂^1.5, as scipy.stats.skew; NaN under three values or without variation.</summary>
    public static double Skew(ReadOnlySpan<double> values) => values.Length < 3 ? double.NaN : Standardised(values, 3);

    /// <summary>Biased raw kurtosis m₄ / m₂² (3 for the normal), as scipy.stats.kurtosis with fisher=False; NaN under four values or without variation.</summary>
    public static double Kurtosis(ReadOnlySpan<double> values) => values.Length < 4 ? double.NaN : Standardised(values, 4);

    private static double Deviation(ReadOnlySpan<double> values, int divisor)
    {
        if (divisor < 1)
        {
            return double.NaN;
        }

        var mean = Mean(values);
        var (squares, largest) = (0.0, 0.0);
        foreach (var value in values)
        {
            var d = value - mean;
            squares += d * d;
            largest = Math.Max(largest, Math.Abs(value));
        }

        var deviation = Math.Sqrt(squares / divisor);
        return deviation <= Rounding * largest ? 0 : deviation;
    }

    private static double Standardised(ReadOnlySpan<double> values, int order)
    {
        if (PopulationDeviation(values) is var deviation && !(deviation > 0))
        {
            return double.NaN;
        }

        var mean = Mean(values);
        var (second, high) = (0.0, 0.0);
        foreach (var value in values)
        {
            var d = value - mean;
            second += d * d;
            high += order == 3 ? d * d * d : d * d * d * d;
        }

        second /= values.Length;
        high /= values.Length;
        return order == 3 ? high / (second * Math.Sqrt(second)) : high / (second * second);
    }
}
