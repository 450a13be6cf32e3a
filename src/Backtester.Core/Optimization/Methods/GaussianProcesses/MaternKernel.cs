using Backtester.Core.Market;

namespace Backtester.Core.Optimization.Methods.GaussianProcesses;

/// <summary>
/// Matérn kernel with ν = 5/2 and one length scale an axis: (1 + √5·r + 5/3·r²)·exp(−√5·r) with r² = Σ((xᵢ − yᵢ)/ℓᵢ)²
/// (Rasmussen and Williams, "Gaussian Processes for Machine Learning", 2006, equation 4.17). 1 at distance 0.
/// </summary>
/// <param name="scales">Length scale of each axis, in parts of the axis.</param>
internal sealed class MaternKernel(double[] scales)
{
    private const double Root5 = 2.23606797749979;

    /// <summary>How alike two points are, 0 to 1. Own exponential: what it feeds decides which set is tried next.</summary>
    public double Of(double[] a, double[] b)
    {
        var square = 0.0;
        for (var i = 0; i < scales.Length; i++)
        {
            var difference = (a[i] - b[i]) / scales[i];
            square += difference * difference;
        }

        var distance = Root5 * Math.Sqrt(square);
        return (1 + distance + (distance * distance / 3)) * PortableMath.Exp(-distance);
    }
}
