namespace Backtester.Core.Analysis;

/// <summary>
/// Whether two accounts differ by more than chance, from their returns on the same days. Paths of a stationary bootstrap
/// draw the days of both together, so that what moves both alike cancels out; a difference is judged against those of paths
/// around their own mean (Politis and Romano 1994; for Sharpe ratios as in Ledoit and Wolf 2008, not studentised).
/// </summary>
/// <param name="Days">Days that both know.</param>
/// <param name="MeanBlock">Mean length of the blocks drawn, days.</param>
/// <param name="Mean">Mean of a − b, a fraction a day; NaN without days.</param>
/// <param name="Low">Lower end of the 95 % interval of <paramref name="Mean"/>; NaN under two days.</param>
/// <param name="High">Its upper end.</param>
/// <param name="MeanPValue">The share of cases in which chance alone gives a mean as far from 0; NaN under two days.</param>
/// <param name="Sharpe">Difference of the Sharpe ratios, a year; NaN where one of them is unknown.</param>
/// <param name="SharpePValue">The same share for it.</param>
/// <param name="NormalSharpePValue">What <see cref="SharpeTest"/> says, for returns that are normal and do not remember; a check of the one before.</param>
public sealed record PairedDifference(
    int Days, double MeanBlock, double Mean, double Low, double High, double MeanPValue, double Sharpe, double SharpePValue, double NormalSharpePValue)
{
    /// <summary>Differences of this share of the larger value are rounding.</summary>
    private const double Rounding = 1e-12;

    /// <summary>Compares the returns of the same days.</summary>
    /// <param name="a">Simple returns of one account, all finite.</param>
    /// <param name="b">Those of the other on the same days.</param>
    /// <param name="seed">Seed; the result depends on nothing else.</param>
    /// <param name="paths">Number of paths, at least 1; no p-value is under 1/(paths + 1).</param>
    /// <param name="meanBlock">Mean block, at least 1; null for <see cref="BlockLength.Of"/> the differences.</param>
    /// <param name="periodsPerYear">365, or 252 for markets with sessions.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static PairedDifference Of(double[] a, double[] b, long seed, int paths = 4000, double? meanBlock = null, double periodsPerYear = 365)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(paths);
        if (a.Length != b.Length)
        {
            throw new ArgumentException($"b: {b.Length} returns beside {a.Length}", nameof(b));
        }

        var difference = new double[a.Length];
        for (var i = 0; i < a.Length; i++)
        {
            difference[i] = a[i] - b[i];
        }

        var mean = Moments.Mean(difference);
        var (sharpeA, sharpeB) = (SharpeRatio.PerPeriod(a), SharpeRatio.PerPeriod(b));
        var sharpe = sharpeA - sharpeB;
        if (a.Length < 2)
        {
            return new(a.Length, 1, mean, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN);
        }

        var block = meanBlock ?? BlockLength.Of(difference);
        var (means, sharpes) = Draw(a, b, seed, paths, block);
        var sorted = means.Order().ToArray();
        return new PairedDifference(
            a.Length,
            block,
            mean,
            Quantile.OfSorted(sorted, 0.025),
            Quantile.OfSorted(sorted, 0.975),
            PValue(means, mean, Rounding * Largest(difference)),
            sharpe * Math.Sqrt(periodsPerYear),
            double.IsFinite(sharpe) ? PValue(sharpes, sharpe, Rounding * Math.Max(Math.Abs(sharpeA), Math.Abs(sharpeB))) : double.NaN,
            SharpeTest(sharpeA, sharpeB, Correlation(a, b), a.Length));
    }

    /// <summary>
    /// The two-sided p-value of the difference of two Sharpe ratios by Jobson and Korkie (1981) as corrected by Memmel
    /// (2003): z = (SRa − SRb)/√V, V = (2 − 2ρ + ½(SRa² + SRb² − 2·SRa·SRb·ρ²))/n. NaN where V is not above 0.
    /// </summary>
    /// <param name="sharpeA">Per period.</param>
    /// <param name="sharpeB">Per period.</param>
    /// <param name="correlation">ρ of the returns.</param>
    /// <param name="count">Number of periods n.</param>
    public static double SharpeTest(double sharpeA, double sharpeB, double correlation, int count)
    {
        var variance = (2 - (2 * correlation) + (0.5 * ((sharpeA * sharpeA) + (sharpeB * sharpeB) - (2 * sharpeA * sharpeB * correlation * correlation)))) / count;
        return variance > Rounding ? 2 * NormalDistribution.Cdf(-Math.Abs(sharpeA - sharpeB) / Math.Sqrt(variance)) : double.NaN;
    }

    private static (double[] Means, double[] Sharpes) Draw(double[] a, double[] b, long seed, int paths, double block)
    {
        var (means, sharpes) = (new double[paths], new double[paths]);
        var (rows, pathA, pathB) = (new int[a.Length], new double[a.Length], new double[a.Length]);
        for (var p = 0; p < paths; p++)
        {
            var random = new CounterRandom(seed, p);
            StationaryBootstrap.FillRows(rows, a.Length, block, ref random);
            var sum = 0.0;
            for (var i = 0; i < rows.Length; i++)
            {
                (pathA[i], pathB[i]) = (a[rows[i]], b[rows[i]]);
                sum += pathA[i] - pathB[i];
            }

            means[p] = sum / a.Length;
            sharpes[p] = SharpeRatio.PerPeriod(pathA) - SharpeRatio.PerPeriod(pathB);
        }

        return (means, sharpes);
    }

    /// <summary>The share of paths whose value lies as far from the observed one as that from 0, the sample itself counted as one more.</summary>
    private static double PValue(double[] values, double observed, double rounding)
    {
        var (known, asFar) = (0, 0);
        foreach (var value in values)
        {
            if (double.IsFinite(value))
            {
                known++;
                asFar += Math.Abs(value - observed) >= Math.Abs(observed) - rounding ? 1 : 0;
            }
        }

        return (1.0 + asFar) / (1 + known);
    }

    private static double Largest(double[] values) => values.Max(Math.Abs);

    private static double Correlation(double[] a, double[] b)
    {
        var (meanA, meanB) = (Moments.Mean(a), Moments.Mean(b));
        var (product, squaresA, squaresB) = (0.0, 0.0, 0.0);
        for (var i = 0; i < a.Length; i++)
        {
            product += (a[i] - meanA) * (b[i] - meanB);
            squaresA += (a[i] - meanA) * (a[i] - meanA);
            squaresB += (b[i] - meanB) * (b[i] - meanB);
        }

        return product / Math.Sqrt(squaresA * squaresB);
    }
}
