namespace Backtester.Core.Recommendations.Forecasts;

/// <summary>
/// Mean daily advantage of each alternative over the settings in use, and how sure these means are together: the later a
/// day the more it counts, and days that follow one another alike count as fewer.
/// </summary>
internal sealed class DifferenceSample
{
    /// <summary>Part of every covariance that is taken off: a sample of few days makes alternatives look more alike than they are (Ledoit and Wolf 2004 shrink likewise).</summary>
    private const double Shrinkage = 0.05;

    private const int Lags = 5;

    private DifferenceSample(double[] means, double[][] covariance, double[] deviations, double days)
    {
        (Means, Covariance, Deviations, Days) = (means, covariance, deviations, days);
    }

    /// <summary>Mean daily difference of each alternative.</summary>
    public double[] Means { get; }

    /// <summary>Covariance of these means, the lower triangle.</summary>
    public double[][] Covariance { get; }

    /// <summary>Standard deviation of each daily difference.</summary>
    public double[] Deviations { get; }

    /// <summary>Independent days that the sample is worth.</summary>
    public double Days { get; }

    /// <summary>Measures.</summary>
    /// <param name="current">Daily returns of the settings in use.</param>
    /// <param name="alternatives">Daily returns of each alternative, on the same days.</param>
    /// <param name="halfLife">Days after which a day counts half.</param>
    public static DifferenceSample Of(double[] current, IReadOnlyList<double[]> alternatives, double halfLife)
    {
        var days = current.Length;
        var weights = new double[days];
        var (sum, squares, decay, weight) = (0.0, 0.0, Math.Pow(0.5, 1 / halfLife), 1.0);
        for (var day = days - 1; day >= 0; day--)
        {
            weights[day] = weight;
            sum += weight;
            squares += weight * weight;
            weight *= decay;
        }

        var centred = new double[alternatives.Count][];
        var means = new double[alternatives.Count];
        for (var j = 0; j < centred.Length; j++)
        {
            centred[j] = Centred(current, alternatives[j], weights, sum, out means[j]);
        }

        var worth = sum * sum / squares;
        var scale = 1 / (sum * (1 - (1 / worth)));
        var covariance = new double[centred.Length][];
        var deviations = new double[centred.Length];
        for (var j = 0; j < centred.Length; j++)
        {
            covariance[j] = new double[j + 1];
            for (var k = 0; k <= j; k++)
            {
                covariance[j][k] = scale * Product(centred[j], centred[k], weights) * (j == k ? 1 : 1 - Shrinkage);
            }

            deviations[j] = Math.Sqrt(covariance[j][j]);
        }

        worth /= Inflation(centred);
        foreach (var row in covariance)
        {
            for (var k = 0; k < row.Length; k++)
            {
                row[k] /= worth;
            }
        }

        return new DifferenceSample(means, covariance, deviations, worth);
    }

    private static double[] Centred(double[] current, double[] alternative, double[] weights, double total, out double mean)
    {
        var difference = new double[current.Length];
        var sum = 0.0;
        for (var day = 0; day < difference.Length; day++)
        {
            difference[day] = alternative[day] - current[day];
            sum += weights[day] * difference[day];
        }

        mean = sum / total;
        for (var day = 0; day < difference.Length; day++)
        {
            difference[day] -= mean;
        }

        return difference;
    }

    private static double Product(double[] a, double[] b, double[] weights)
    {
        var sum = 0.0;
        for (var day = 0; day < a.Length; day++)
        {
            sum += weights[day] * a[day] * b[day];
        }

        return sum;
    }

    /// <summary>Long-run variance over variance, the mean over the alternatives, with Bartlett's weights (Newey and West 1987); at least 1.</summary>
    private static double Inflation(double[][] centred)
    {
        var (ratio, count) = (0.0, 0);
        foreach (var d in centred)
        {
            var variance = Autocovariance(d, 0);
            if (variance > 0)
            {
                var sum = 1.0;
                for (var lag = 1; lag <= Lags; lag++)
                {
                    sum += 2 * (1 - (lag / (Lags + 1.0))) * Autocovariance(d, lag) / variance;
                }

                ratio += sum;
                count++;
            }
        }

        return count == 0 ? 1 : Math.Max(1, ratio / count);
    }

    private static double Autocovariance(double[] values, int lag)
    {
        var sum = 0.0;
        for (var day = lag; day < values.Length; day++)
        {
            sum += values[day] * values[day - lag];
        }

        return sum;
    }
}
