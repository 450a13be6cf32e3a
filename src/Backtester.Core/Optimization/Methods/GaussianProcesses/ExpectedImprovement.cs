using Backtester.Core.Analysis;
using Backtester.Core.Market;

namespace Backtester.Core.Optimization.Methods.GaussianProcesses;

/// <summary>
/// By how much a normal value is expected to be above the best one known: (μ − f*)·Φ(z) + σ·φ(z) with z = (μ − f*)/σ
/// (Mockus 1975; Jones, Schonlau and Welch, "Efficient Global Optimization of Expensive Black-Box Functions", 1998).
/// </summary>
internal static class ExpectedImprovement
{
    private const double InverseRootTwoPi = 0.3989422804014327;

    /// <summary>The expectation, at least 0.</summary>
    /// <param name="mean">μ.</param>
    /// <param name="deviation">σ, at least 0.</param>
    /// <param name="best">f*.</param>
    public static double Of(double mean, double deviation, double best)
    {
        var gain = mean - best;
        if (!(deviation > 0))
        {
            return Math.Max(gain, 0);
        }

        var z = gain / deviation;
        var density = InverseRootTwoPi * PortableMath.Exp(-0.5 * z * z);
        return Math.Max(0, (gain * NormalDistribution.CdfFrom(z, density)) + (deviation * density));
    }
}
