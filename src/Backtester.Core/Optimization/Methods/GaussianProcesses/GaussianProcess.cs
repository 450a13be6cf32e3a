using Backtester.Core.Analysis;
using Backtester.Core.Market;

namespace Backtester.Core.Optimization.Methods.GaussianProcesses;

/// <summary>
/// A Gaussian process with mean 0 over points whose values are known up to noise, by the Cholesky factor of its covariance
/// (Rasmussen and Williams 2006, algorithm 2.1). The variance of the process is the one that makes the values most likely:
/// σ² = yᵀ(R + ηI)⁻¹y / n. Plain loops in a fixed order, so that every machine proposes the same sets.
/// </summary>
internal sealed class GaussianProcess
{
    private readonly double[][] _points;
    private readonly double _noise;

    /// <summary>Conditions the process on values.</summary>
    /// <param name="points">Coordinates, one row a point; at least one.</param>
    /// <param name="values">The value at each point.</param>
    /// <param name="kernel">How alike two points are.</param>
    /// <param name="noise">Variance of the noise, in parts of the variance of the process; above 0.</param>
    public GaussianProcess(double[][] points, double[] values, MaternKernel kernel, double noise)
    {
        (_points, Kernel, _noise) = (points, kernel, noise);

        // Rounding alone can bring a pivot under the noise.
        Factor = new SymmetricFactor(Covariance(points, kernel, noise), leastPivot: noise);
        Whitened = Factor.Whiten(values);
        Variance = Math.Max(Whitened.Sum(v => v * v) / values.Length, 1e-12);
        LogLikelihood = -(0.5 * values.Length * PortableMath.Log(Variance)) - (0.5 * Factor.LogDeterminant);
    }

    /// <summary>How alike two points are.</summary>
    public MaternKernel Kernel { get; }

    /// <summary>Number of points.</summary>
    public int Count => _points.Length;

    /// <summary>L with L·Lᵀ = R + ηI.</summary>
    public SymmetricFactor Factor { get; }

    /// <summary>L⁻¹·y.</summary>
    public double[] Whitened { get; }

    /// <summary>σ² of the process.</summary>
    public double Variance { get; }

    /// <summary>1 + η: what a new point has on the diagonal.</summary>
    public double Diagonal => 1 + _noise;

    /// <summary>Logarithm of the marginal likelihood at the best σ², without the terms that are the same for every kernel.</summary>
    public double LogLikelihood { get; }

    /// <summary>The points.</summary>
    public IReadOnlyList<double[]> Points => _points;

    /// <summary>What is to be expected at a point, and its standard deviation without the noise.</summary>
    public (double Mean, double Deviation) At(double[] point)
    {
        var alike = new double[Count];
        for (var i = 0; i < alike.Length; i++)
        {
            alike[i] = Kernel.Of(_points[i], point);
        }

        var v = Factor.Whiten(alike);
        var (mean, explained) = (0.0, 0.0);
        for (var i = 0; i < v.Length; i++)
        {
            mean += v[i] * Whitened[i];
            explained += v[i] * v[i];
        }

        return (mean, Math.Sqrt(Variance * Math.Max(0, 1 - explained)));
    }

    private static double[][] Covariance(double[][] points, MaternKernel kernel, double noise)
    {
        var rows = new double[points.Length][];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = new double[i + 1];
            for (var j = 0; j < i; j++)
            {
                rows[i][j] = kernel.Of(points[i], points[j]);
            }

            rows[i][i] = 1 + noise;
        }

        return rows;
    }
}
