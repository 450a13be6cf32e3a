namespace Backtester.Core.Recommendations.Calibration;

/// <summary>
/// Corrects stated probabilities by what came of earlier ones: beta calibration, logit q = a·ln p − b·ln(1 − p) + c (Kull,
/// Silva Filho and Flach, "Beta calibration", 2017), fitted by the most probable (a, b, c) under a normal prior around
/// (1, 1, 0), which changes nothing: a short record hardly moves what is stated, a long one decides it.
/// </summary>
public sealed class ProbabilityCalibration
{
    /// <summary>Prior deviation of (a + b)/2: forecasts are often too sure of themselves.</summary>
    private const double SlopeDeviation = 0.5;

    /// <summary>Prior deviation of a − b: seldom on one side alone.</summary>
    private const double SkewDeviation = 0.2;

    /// <summary>Prior deviation of c: seldom biased to one side.</summary>
    private const double BiasDeviation = 0.15;

    /// <summary>Probabilities are kept off 0 and 1 by so much: certainty would cost an infinite score once.</summary>
    private const double Margin = 0.01;

    private const int MostSteps = 50;

    private readonly double[] _weights;

    private ProbabilityCalibration(double[] weights) => _weights = weights;

    /// <summary>a, b and c.</summary>
    public IReadOnlyList<double> Weights => _weights;

    /// <summary>Changes nothing but certainty.</summary>
    public static ProbabilityCalibration None { get; } = new([1, 1, 0]);

    /// <summary>Fits the record.</summary>
    /// <param name="record">Raw probability of a change for the better, and whether it was one.</param>
    public static ProbabilityCalibration Fit(IReadOnlyList<(double Probability, bool Happened)> record)
    {
        var rows = record.Select(r => (X: Features(r.Probability), Y: r.Happened ? 1.0 : 0.0)).ToList();
        double[] weights = [1, 1, 0];
        for (var step = 0; step < MostSteps; step++)
        {
            var (gradient, curvature) = Slope(rows, weights);
            var change = Solve(curvature, gradient);
            for (var i = 0; i < 3; i++)
            {
                weights[i] -= change[i];
            }

            if (change.Max(Math.Abs) < 1e-10)
            {
                break;
            }
        }

        // A falling map would call the better evidence the worse one: the record then only says that evidence is worth nothing.
        return new ProbabilityCalibration([Math.Max(0, weights[0]), Math.Max(0, weights[1]), weights[2]]);
    }

    /// <summary>The corrected probability.</summary>
    public double Of(double probability)
    {
        var x = Features(probability);
        return Math.Clamp(Logistic((_weights[0] * x[0]) + (_weights[1] * x[1]) + _weights[2]), Margin, 1 - Margin);
    }

    private static double[] Features(double probability)
    {
        var p = Math.Clamp(probability, Margin, 1 - Margin);
        return [Math.Log(p), -Math.Log(1 - p), 1];
    }

    private static (double[] Gradient, double[,] Curvature) Slope(List<(double[] X, double Y)> rows, double[] weights)
    {
        const double Slope = 0.25 / (SlopeDeviation * SlopeDeviation);
        const double Skew = 1 / (SkewDeviation * SkewDeviation);
        const double Bias = 1 / (BiasDeviation * BiasDeviation);
        var (slope, skew) = (Slope * (weights[0] + weights[1] - 2), Skew * (weights[0] - weights[1]));
        var gradient = new[] { slope + skew, slope - skew, Bias * weights[2] };
        var curvature = new[,] { { Slope + Skew, Slope - Skew, 0 }, { Slope - Skew, Slope + Skew, 0 }, { 0, 0, Bias } };
        foreach (var (x, y) in rows)
        {
            var q = Logistic((weights[0] * x[0]) + (weights[1] * x[1]) + weights[2]);
            for (var i = 0; i < 3; i++)
            {
                gradient[i] += (q - y) * x[i];
                for (var j = 0; j < 3; j++)
                {
                    curvature[i, j] += q * (1 - q) * x[i] * x[j];
                }
            }
        }

        return (gradient, curvature);
    }

    /// <summary>Gauss without pivots: the prior keeps the matrix positive.</summary>
    private static double[] Solve(double[,] matrix, double[] right)
    {
        var (m, r) = ((double[,])matrix.Clone(), (double[])right.Clone());
        for (var column = 0; column < 3; column++)
        {
            for (var row = column + 1; row < 3; row++)
            {
                var factor = m[row, column] / m[column, column];
                for (var k = column; k < 3; k++)
                {
                    m[row, k] -= factor * m[column, k];
                }

                r[row] -= factor * r[column];
            }
        }

        for (var row = 2; row >= 0; row--)
        {
            for (var k = row + 1; k < 3; k++)
            {
                r[row] -= m[row, k] * r[k];
            }

            r[row] /= m[row, row];
        }

        return r;
    }

    private static double Logistic(double x) => 1 / (1 + Math.Exp(-x));
}
