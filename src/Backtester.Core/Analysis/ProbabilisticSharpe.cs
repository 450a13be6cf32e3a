namespace Backtester.Core.Analysis;

/// <summary>
/// How sure a Sharpe ratio is. Sharpe ratios are per period (not annualised), n − 1; kurtosis is raw, 3 for the normal.
/// Bailey and López de Prado, "The Sharpe Ratio Efficient Frontier" (2012) and "The Deflated Sharpe Ratio" (2014).
/// </summary>
public static class ProbabilisticSharpe
{
    /// <summary>The Euler-Mascheroni constant.</summary>
    private const double EulerGamma = 0.57721566490153286;

    /// <summary>
    /// PSR: the probability that the true Sharpe ratio is above <paramref name="threshold"/>,
    /// Φ((SR − SR*)·√(n − 1) / √(1 − γ₃·SR + (γ₄ − 1)/4·SR²)); NaN under two returns or where the variance is not above 0.
    /// </summary>
    /// <param name="sharpe">Per-period Sharpe ratio.</param>
    /// <param name="count">Number of returns n.</param>
    /// <param name="skew">γ₃, biased.</param>
    /// <param name="kurtosis">γ₄, biased, raw.</param>
    /// <param name="threshold">SR*, per period.</param>
    public static double Psr(double sharpe, int count, double skew, double kurtosis, double threshold = 0)
    {
        var variance = VarianceFactor(sharpe, skew, kurtosis);
        return count > 1 && variance > 0
            ? NormalDistribution.Cdf((sharpe - threshold) * Math.Sqrt(count - 1) / Math.Sqrt(variance))
            : double.NaN;
    }

    /// <summary>
    /// SR0: the Sharpe ratio that the best of <paramref name="trials"/> sets without edge is expected to show,
    /// sd·((1 − γ)·Φ⁻¹(1 − 1/N) + γ·Φ⁻¹(1 − 1/(N·e))); 0 for one trial, NaN for fewer.
    /// </summary>
    /// <param name="trialDeviation">Standard deviation of the trials' per-period Sharpe ratios.</param>
    /// <param name="trials">(Effective) number of independent trials, at least 1.</param>
    public static double ExpectedMaximum(double trialDeviation, double trials)
    {
        if (!(trials > 1))
        {
            return trials == 1 ? 0 : double.NaN;
        }

        return trialDeviation * (((1 - EulerGamma) * -NormalDistribution.Inverse(1 / trials)) + (EulerGamma * -NormalDistribution.Inverse(1 / (trials * Math.E))));
    }

    /// <summary>DSR: <see cref="Psr"/> against <see cref="ExpectedMaximum"/>; above 0.95 the best of a search is more than luck.</summary>
    public static double Dsr(double sharpe, int count, double skew, double kurtosis, double trialDeviation, double trials) =>
        Psr(sharpe, count, skew, kurtosis, ExpectedMaximum(trialDeviation, trials));

    /// <summary>
    /// Minimum track record length: how many returns make PSR reach <paramref name="confidence"/>,
    /// 1 + (1 − γ₃·SR + (γ₄ − 1)/4·SR²)·(Φ⁻¹(confidence)/(SR − SR*))²; NaN where SR is not above SR*.
    /// </summary>
    public static double MinimumTrackRecord(double sharpe, double skew, double kurtosis, double threshold = 0, double confidence = 0.95)
    {
        var variance = VarianceFactor(sharpe, skew, kurtosis);
        if (!(sharpe > threshold) || !(variance > 0))
        {
            return double.NaN;
        }

        var ratio = NormalDistribution.Inverse(confidence) / (sharpe - threshold);
        return 1 + (variance * ratio * ratio);
    }

    private static double VarianceFactor(double sharpe, double skew, double kurtosis) =>
        1 - (skew * sharpe) + ((kurtosis - 1) / 4 * sharpe * sharpe);
}
