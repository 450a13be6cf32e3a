namespace Backtester.Core.Analysis;

/// <summary>What chance alone does with the best of many sets.</summary>
/// <param name="RealityCheck">p-value of White's Reality Check: small where the best mean return is more than luck.</param>
/// <param name="Spa">p-value of Hansen's test of superior predictive ability, consistent version: hopeless sets do not hide the best one.</param>
/// <param name="SpaUpper">The same with every set counted as if its true mean were 0: an upper bound, uniform where that is so.</param>
public readonly record struct SnoopingResult(double RealityCheck, double Spa, double SpaUpper);

/// <summary>
/// Tests over a whole search at once, against cash (a mean return of 0), with a stationary bootstrap of the days:
/// the Reality Check (White, "A Reality Check for Data Snooping", 2000) and the test of superior predictive ability
/// (Hansen, "A Test for Superior Predictive Ability", 2005, studentised).
/// </summary>
/// <remarks>
/// Two corrections make the levels those of a short history too; both vanish as it grows. The bootstrap's deviations are too
/// small by <see cref="BootstrapVariance.Shortfall"/>. And Hansen's statistic divides by deviations that are estimated, which
/// its bootstrap does not do again: the t-values found are taken for what they are, Student's, and not for normal ones.
/// </remarks>
public static class DataSnooping
{
    /// <summary>Tests a search.</summary>
    /// <param name="returns">Daily returns of each set, all of one length of at least 2, all known.</param>
    /// <param name="seed">Seed; path p draws from the stream (seed, p).</param>
    /// <param name="paths">Number of bootstrap paths.</param>
    /// <param name="workers">Number of threads; the result does not depend on it.</param>
    /// <exception cref="ArgumentException">No set, sets of different lengths, fewer than two days.</exception>
    public static SnoopingResult Measure(IReadOnlyList<double[]> returns, long seed, int paths = 1000, int workers = 1)
    {
        if (returns.Count == 0 || returns[0].Length < 2 || returns.Any(r => r.Length != returns[0].Length))
        {
            throw new ArgumentException("needs at least one set, and the same number of days, at least 2, of each", nameof(returns));
        }

        var days = returns[0].Length;
        var means = returns.Select(r => Moments.Mean(r)).ToArray();
        // One block length for all sets, for the days are drawn together: the mean of what suits each.
        var block = returns.Average(r => BlockLength.Of(r));
        var variance = new BootstrapVariance(days, block);
        var deviations = new double[returns.Count];
        Parallel.For(0, deviations.Length, new ParallelOptions { MaxDegreeOfParallelism = workers }, k =>
            deviations[k] = Math.Sqrt(Math.Max(0, variance.Of(returns[k]) / (1 - variance.Shortfall))));
        var scale = Math.Sqrt(days / (1 - variance.Shortfall));
        var shifts = BootstrapShifts(returns, means, block, scale, seed, paths, workers);
        var ratios = means.Select((mean, k) => deviations[k] > 0 ? Math.Sqrt(days) * mean / deviations[k] : 0).ToArray();
        var statistic = ratios.Max(t => variance.Normal(Math.Max(0, t)));
        return new SnoopingResult(
            WhiteP(means, shifts, days),
            HansenP(statistic, Recentred(ratios, days), deviations, shifts),
            HansenP(statistic, new double[ratios.Length], deviations, shifts));
    }

    /// <summary>√n·(mean of path − mean) of each path and set, widened by what the bootstrap falls short.</summary>
    private static double[][] BootstrapShifts(IReadOnlyList<double[]> returns, double[] means, double block, double scale, long seed, int paths, int workers)
    {
        var days = returns[0].Length;
        var shifts = new double[paths][];
        Parallel.For(0, paths, new ParallelOptions { MaxDegreeOfParallelism = workers }, () => (Rows: new int[days], Weights: new double[days]), (p, _, buffer) =>
        {
            var random = new CounterRandom(seed, p);
            StationaryBootstrap.FillRows(buffer.Rows, days, block, ref random);
            Array.Clear(buffer.Weights);
            foreach (var row in buffer.Rows)
            {
                buffer.Weights[row]++;
            }

            var shift = new double[returns.Count];
            for (var k = 0; k < shift.Length; k++)
            {
                shift[k] = scale * ((Dot(buffer.Weights, returns[k]) / days) - means[k]);
            }

            shifts[p] = shift;
            return buffer;
        }, _ => { });
        return shifts;
    }

    // p = share of paths whose best centred mean is at least the best mean found.
    private static double WhiteP(double[] means, double[][] shifts, int days)
    {
        var best = Math.Sqrt(days) * means.Max();
        return (1.0 + shifts.Count(shift => shift.Max() >= best)) / (1 + shifts.Length);
    }

    // A set whose mean lies below −ω·√(2·ln ln n / n) is so bad that it is left where it is.
    private static double[] Recentred(double[] ratios, int days)
    {
        var threshold = Math.Sqrt(2 * Math.Log(Math.Max(1.0, Math.Log(days))));
        return Array.ConvertAll(ratios, t => t >= -threshold ? 0 : t);
    }

    // p = share of paths whose best studentised mean, or 0, is at least the statistic.
    private static double HansenP(double statistic, double[] recentred, double[] deviations, double[][] shifts)
    {
        var atLeast = 0;
        foreach (var shift in shifts)
        {
            var path = 0.0;
            for (var k = 0; k < shift.Length; k++)
            {
                if (deviations[k] > 0)
                {
                    path = Math.Max(path, (shift[k] / deviations[k]) + recentred[k]);
                }
            }

            atLeast += path >= statistic ? 1 : 0;
        }

        return (1.0 + atLeast) / (1 + shifts.Length);
    }

    private static double Dot(double[] weights, double[] values)
    {
        var sum = 0.0;
        for (var i = 0; i < weights.Length; i++)
        {
            sum += weights[i] * values[i];
        }

        return sum;
    }
}
