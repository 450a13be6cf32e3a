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
        Factor = Cholesky(points, kernel, noise);
        Whitened = Solve(Factor, values);
        var (square, logDeterminant) = (0.0, 0.0);
        for (var i = 0; i < values.Length; i++)
        {
            square += Whitened[i] * Whitened[i];
            logDeterminant += PortableMath.Log(Factor[i][i]);
        }

        Variance = Math.Max(square / values.Length, 1e-12);
        LogLikelihood = -(0.5 * values.Length * PortableMath.Log(Variance)) - logDeterminant;
    }

    /// <summary>How alike two points are.</summary>
    public MaternKernel Kernel { get; }

    /// <summary>Number of points.</summary>
    public int Count => _points.Length;

    /// <summary>Lower triangle L with L·Lᵀ = R + ηI.</summary>
    public double[][] Factor { get; }

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

        var v = Solve(Factor, alike);
        var (mean, explained) = (0.0, 0.0);
        for (var i = 0; i < v.Length; i++)
        {
            mean += v[i] * Whitened[i];
            explained += v[i] * v[i];
        }

        return (mean, Math.Sqrt(Variance * Math.Max(0, 1 - explained)));
    }

    private static double[][] Cholesky(double[][] points, MaternKernel kernel, double noise)
    {
        var factor = new double[points.Length][];
        for (var i = 0; i < factor.Length; i++)
        {
            var row = factor[i] = new double[i + 1];
            for (var j = 0; j <= i; j++)
            {
                var sum = i == j ? 1 + noise : kernel.Of(points[i], points[j]);
                var other = factor[j];
                for (var k = 0; k < j; k++)
                {
                    sum -= row[k] * other[k];
                }

                // Rounding alone can bring a pivot under the noise.
                row[j] = i == j ? Math.Sqrt(Math.Max(sum, noise)) : sum / other[j];
            }
        }

        return factor;
    }

    private static double[] Solve(double[][] factor, double[] right)
    {
        var solved = new double[right.Length];
        for (var i = 0; i < solved.Length; i++)
        {
            var (sum, row) = (right[i], factor[i]);
            for (var j = 0; j < i; j++)
            {
                sum -= row[j] * solved[j];
            }

            solved[i] = sum / row[i];
        }

        return solved;
    }
}
