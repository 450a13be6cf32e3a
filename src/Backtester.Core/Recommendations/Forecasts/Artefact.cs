using Backtester.Core.Analysis;

namespace Backtester.Core.Recommendations.Forecasts;

/// <summary>
/// Finds alternatives whose mean their neighbours cannot explain, neither by an edge nor by luck that all of them share: a
/// peak on its own, such as one freak trade makes. Such a mean says nothing of its neighbours and nothing of itself.
/// </summary>
internal static class Artefact
{
    /// <summary>Deviations from what all others predict (leave-one-out, Rasmussen and Williams 2006, equation 5.12) beyond which it is one.</summary>
    private const double Beyond = 2.5;

    /// <summary>At most this part of all alternatives: where more stand out, the ground itself is uneven.</summary>
    private const double MostOf = 0.1;

    /// <summary>Makes the noise of artefacts so large that they weigh nothing.</summary>
    /// <param name="kernel">How the alternatives go together, the lower triangle in units of a variance.</param>
    /// <param name="noise">Covariance of the means; the diagonal of artefacts is raised in place.</param>
    /// <param name="x">The means.</param>
    /// <param name="variance">Of an edge.</param>
    public static void Discount(double[][] kernel, double[][] noise, double[] x, double variance)
    {
        var unit = new double[x.Length];
        for (var found = 0; found < (int)Math.Ceiling(MostOf * x.Length); found++)
        {
            var factor = new SymmetricFactor([.. kernel.Select((row, j) => row.Select((v, k) => (v * variance) + noise[j][k]).ToArray())]);
            var explained = factor.Solve(x);
            var (worst, most) = (-1, Beyond);
            for (var j = 0; j < x.Length; j++)
            {
                unit[j] = 1;
                var inverse = factor.Solve(unit)[j];
                unit[j] = 0;
                if (Math.Abs(explained[j]) / Math.Sqrt(inverse) is var off && off > most)
                {
                    (worst, most) = (j, off);
                }
            }

            if (worst < 0)
            {
                return;
            }

            noise[worst][worst] += 1e4 * (variance + (x[worst] * x[worst]));
        }
    }
}
