namespace Backtester.Core.Analysis;

/// <summary>
/// The mean block of a stationary bootstrap that suits a series: about 1 where its days are independent, longer the longer
/// they remember. Politis and White, "Automatic Block-Length Selection for the Dependent Bootstrap" (2004), with the
/// correction of Patton, Politis and White (2009).
/// </summary>
public static class BlockLength
{
    /// <summary>The mean block, at least 1; 1 for a series that does not vary or has under 10 values.</summary>
    public static double Of(ReadOnlySpan<double> values)
    {
        var n = values.Length;
        var variance = Autocovariance(values, 0);
        if (n < 10 || !(variance > 0))
        {
            return 1;
        }

        // How many lags matter: none of the next few is beyond what noise shows.
        var few = Math.Max(5, (int)Math.Ceiling(Math.Sqrt(Math.Log10(n))));
        var most = Math.Min((int)Math.Ceiling(Math.Sqrt(n)) + few, n - 1);
        var covariances = new double[most + 1];
        covariances[0] = variance;
        var (quiet, last) = (0, -1);
        for (var lag = 1; lag <= most; lag++)
        {
            covariances[lag] = Autocovariance(values, lag);
            quiet = Math.Abs(covariances[lag] / variance) < 2 * Math.Sqrt(Math.Log10(n) / n) ? quiet + 1 : 0;
            if (quiet == few && last < 0)
            {
                last = lag - few;
            }
        }

        var window = Math.Min(2 * Math.Max(1, last < 0 ? most : last), most);
        var (slope, spectrum) = (0.0, variance);
        for (var lag = 1; lag <= window; lag++)
        {
            var weight = lag <= window / 2.0 ? 1 : 2 * (1 - ((double)lag / window));
            slope += 2 * weight * lag * covariances[lag];
            spectrum += 2 * weight * covariances[lag];
        }

        var block = Math.Cbrt(slope * slope / (spectrum * spectrum) * n);
        return double.IsFinite(block) ? Math.Clamp(block, 1, Math.Ceiling(Math.Min(3 * Math.Sqrt(n), n / 3.0))) : 1;
    }

    private static double Autocovariance(ReadOnlySpan<double> values, int lag)
    {
        var (mean, sum) = (Moments.Mean(values), 0.0);
        for (var i = lag; i < values.Length; i++)
        {
            sum += (values[i] - mean) * (values[i - lag] - mean);
        }

        return sum / values.Length;
    }
}
