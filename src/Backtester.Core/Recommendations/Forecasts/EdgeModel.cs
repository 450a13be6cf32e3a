using Backtester.Core.Analysis;
using Backtester.Core.Market;

namespace Backtester.Core.Recommendations.Forecasts;

/// <summary>
/// What the true mean advantages of many alternatives are, given that all of them were looked at on the same days. The
/// means that the candles show are x ~ N(μ, S), with S the covariance of the means (alternatives that trade alike share
/// their luck); the true ones are μ = 0 with probability 0.8 (most changes of settings change nothing), and else μ ~ N(0, τ²K) with the kernel of <see cref="EdgeKernel"/>,
/// for several sizes τ of an edge and several lengths over which neighbours do alike, besides artefacts of single alternatives of
/// several sizes η, which were never an edge (a freak trade that one set alone caught). Each is weighed by how likely it makes
/// what was seen, N(x; 0, τ²K + η²I + S), and the beliefs are averaged (Rasmussen and Williams 2006, chapters 2 and 5; Hoeting et
/// al., "Bayesian Model Averaging", 1999). So the best of many is not believed by its own mean alone: a lucky spike among
/// poor neighbours shrinks to nothing, a plateau does not.
/// </summary>
internal static class EdgeModel
{
    private const double NoEdge = 0.8;

    /// <summary>Sizes of an edge: standard deviation of true annual Sharpe ratios of the differences.</summary>
    private static readonly double[] Sizes = [0.5, 1.2, 2.8];

    /// <summary>Variances of artefacts, in parts of that of an edge; never none, for a surface without any is a fiction.</summary>
    private static readonly double[] Artefacts = [0.1, 1, 10];

    /// <summary>Size of the edge that neighbours may differ by before one of them is taken for an artefact.</summary>
    private const double ScreenSize = 0.7;

    /// <summary>Weights under which a belief is left out.</summary>
    private const double Negligible = 1e-4;

    /// <summary>Fits.</summary>
    /// <param name="current">Daily returns of the settings in use.</param>
    /// <param name="alternatives">Daily returns of each alternative, on the same days.</param>
    /// <param name="points">Place of each, coordinates from 0 to 1; null where they have none.</param>
    /// <param name="place">Place of the settings in use.</param>
    /// <param name="halfLife">Days after which a day counts half.</param>
    public static EdgePosterior Fit(double[] current, IReadOnlyList<double[]> alternatives, double[][]? points, double[]? place, double halfLife)
    {
        var sample = DifferenceSample.Of(current, alternatives, halfLife);

        // What does the same as the settings in use on every day has no advantage, and no place in a covariance.
        var kept = Enumerable.Range(0, alternatives.Count).Where(j => sample.Deviations[j] > 1e-12).ToArray();
        if (kept.Length == 0)
        {
            return new EdgePosterior([EdgeComponent.None(1, alternatives.Count)], sample.Means);
        }

        var x = kept.Select(j => sample.Means[j]).ToArray();
        var noise = kept.Select((j, row) => kept.Take(row + 1).Select(k => sample.Covariance[j][k]).ToArray()).ToArray();
        var deviations = kept.Select(j => sample.Deviations[j]).ToArray();
        var usual = deviations.Order().ElementAt(deviations.Length / 2);
        var kernels = EdgeKernel.Of(points is null ? null : [.. kept.Select(j => points[j])], place, [.. deviations.Select(d => d / usual)]);
        if (place is not null)
        {
            Artefact.Discount(kernels[0], noise, x, ScreenSize * ScreenSize / 365 * usual * usual);
        }

        var beliefs = new List<(double LogWeight, double[][]? Prior, SymmetricFactor Factor)>
        {
            (PortableMath.Log(NoEdge) + LogLikelihood(noise, x, out var none), null, none),
        };
        var share = PortableMath.Log((1 - NoEdge) / (kernels.Count * Sizes.Length * Artefacts.Length));
        foreach (var (kernel, size) in kernels.SelectMany(k => Sizes.Select(s => (k, s))))
        {
            var variance = size * size / 365 * usual * usual;
            var prior = kernel.Select(row => row.Select(v => v * variance).ToArray()).ToArray();
            foreach (var artefact in Artefacts)
            {
                var total = prior.Select((row, j) => row.Select((v, k) => v + noise[j][k] + (j == k ? artefact * variance : 0)).ToArray()).ToArray();
                beliefs.Add((share + LogLikelihood(total, x, out var factor), prior, factor));
            }
        }

        return new EdgePosterior(Average(beliefs, x, kept, alternatives.Count), sample.Means);
    }

    private static double LogLikelihood(double[][] covariance, double[] x, out SymmetricFactor factor)
    {
        factor = new SymmetricFactor(covariance);
        return -0.5 * (factor.Whiten(x).Sum(v => v * v) + factor.LogDeterminant);
    }

    private static List<EdgeComponent> Average(List<(double LogWeight, double[][]? Prior, SymmetricFactor Factor)> beliefs, double[] x, int[] kept, int count)
    {
        var most = beliefs.Max(b => b.LogWeight);
        var weights = beliefs.Select(b => PortableMath.Exp(b.LogWeight - most)).ToArray();
        var all = weights.Sum();
        var used = Enumerable.Range(0, weights.Length).Where(i => weights[i] / all > Negligible).ToArray();
        var sum = used.Sum(i => weights[i]);
        return [.. used.Select(i => Component(weights[i] / sum, beliefs[i].Prior, beliefs[i].Factor, x, kept, count))];
    }

    private static EdgeComponent Component(double weight, double[][]? prior, SymmetricFactor factor, double[] x, int[] kept, int count)
    {
        if (prior is null)
        {
            return EdgeComponent.None(weight, count);
        }

        var (means, variances) = (new double[count], new double[count]);
        var (explained, column) = (factor.Solve(x), new double[x.Length]);
        for (var j = 0; j < x.Length; j++)
        {
            var mean = 0.0;
            for (var k = 0; k < x.Length; k++)
            {
                column[k] = k <= j ? prior[j][k] : prior[k][j];
                mean += column[k] * explained[k];
            }

            means[kept[j]] = mean;
            variances[kept[j]] = Math.Max(prior[j][j] - factor.Whiten(column).Sum(v => v * v), 1e-4 * prior[j][j]);
        }

        return new EdgeComponent(weight, means, variances);
    }
}
