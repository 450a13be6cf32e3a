using Backtester.Core.Market;

namespace Backtester.Core.Analysis;

/// <summary>Cholesky factor L of a symmetric matrix, L·Lᵀ = A, by plain loops in a fixed order, so that every machine finds the same numbers.</summary>
internal sealed class SymmetricFactor
{
    private readonly double[][] _rows;

    /// <summary>Factors a matrix.</summary>
    /// <param name="matrix">Its lower triangle, row i of i + 1 values; positive definite but for rounding.</param>
    /// <param name="leastPivot">What a pivot has at least, since rounding alone can bring it to nothing; null for 10⁻¹² of the diagonal's value.</param>
    public SymmetricFactor(double[][] matrix, double? leastPivot = null)
    {
        _rows = new double[matrix.Length][];
        for (var i = 0; i < matrix.Length; i++)
        {
            var row = _rows[i] = new double[i + 1];
            for (var j = 0; j <= i; j++)
            {
                var (sum, other) = (matrix[i][j], _rows[j]);
                for (var k = 0; k < j; k++)
                {
                    sum -= row[k] * other[k];
                }

                row[j] = i == j ? Math.Sqrt(Math.Max(sum, leastPivot ?? 1e-12 * matrix[i][i])) : sum / other[j];
            }
        }
    }

    /// <summary>The rows of L, row i of i + 1 values.</summary>
    public IReadOnlyList<double[]> Rows => _rows;

    /// <summary>ln det A.</summary>
    public double LogDeterminant => 2 * _rows.Select((row, i) => PortableMath.Log(row[i])).Sum();

    /// <summary>L⁻¹·y.</summary>
    public double[] Whiten(double[] y)
    {
        var solved = new double[y.Length];
        for (var i = 0; i < solved.Length; i++)
        {
            var (sum, row) = (y[i], _rows[i]);
            for (var j = 0; j < i; j++)
            {
                sum -= row[j] * solved[j];
            }

            solved[i] = sum / row[i];
        }

        return solved;
    }

    /// <summary>A⁻¹·y.</summary>
    public double[] Solve(double[] y)
    {
        var solved = Whiten(y);
        for (var i = solved.Length - 1; i >= 0; i--)
        {
            solved[i] /= _rows[i][i];
            for (var j = 0; j < i; j++)
            {
                solved[j] -= _rows[i][j] * solved[i];
            }
        }

        return solved;
    }
}
