using Backtester.Core.Analysis;

namespace Backtester.Core.Recommendations.Forecasts;

/// <summary>One way in which the true advantages may be spread, with how likely the candles make it.</summary>
/// <param name="Weight">Posterior weight; all weights add up to 1.</param>
/// <param name="Means">Expected true advantage a day of each alternative.</param>
/// <param name="Variances">Its variance; 0 where there is no edge at all.</param>
internal sealed record EdgeComponent(double Weight, double[] Means, double[] Variances)
{
    /// <summary>No edge at all.</summary>
    public static EdgeComponent None(double weight, int alternatives) => new(weight, new double[alternatives], new double[alternatives]);
}

/// <summary>What is believed of the true mean advantage of each alternative after the candles: a mixture of normal distributions and of "none at all".</summary>
internal sealed class EdgePosterior
{
    private readonly IReadOnlyList<EdgeComponent> _components;

    /// <summary>A belief.</summary>
    public EdgePosterior(IReadOnlyList<EdgeComponent> components, double[] sampleMeans)
    {
        (_components, SampleMeans) = (components, sampleMeans);
        Means = [.. Enumerable.Range(0, sampleMeans.Length).Select(j => components.Sum(c => c.Weight * c.Means[j]))];
    }

    /// <summary>Expected true advantage a day.</summary>
    public double[] Means { get; }

    /// <summary>Mean advantage a day that the candles showed, before it was shrunk.</summary>
    public double[] SampleMeans { get; }

    /// <summary>Probability that no alternative differs from the settings in use.</summary>
    public double NoEdge => _components.Where(c => c.Variances.All(v => v == 0)).Sum(c => c.Weight);

    /// <summary>The alternative with the highest expected advantage, the first of equals; −1 where there is none.</summary>
    public int Best => Means.Length == 0 ? -1 : Array.IndexOf(Means, Means.Max());

    /// <summary>Probability that an alternative's true mean is higher than that of the settings in use.</summary>
    public double BetterThanCurrent(int alternative) => _components.Sum(c => c.Variances[alternative] > 0
        ? c.Weight * NormalDistribution.Cdf(c.Means[alternative] / Math.Sqrt(c.Variances[alternative]))
        : 0);

    /// <summary>Standard deviation of the belief about an alternative.</summary>
    public double Deviation(int alternative) =>
        Math.Sqrt(Math.Max(0, _components.Sum(c => c.Weight * (c.Variances[alternative] + (c.Means[alternative] * c.Means[alternative]))) - (Means[alternative] * Means[alternative])));

    /// <summary>Draws a true advantage a day.</summary>
    public double Draw(int alternative, ref CounterRandom random)
    {
        var at = random.NextDouble();
        var normal = random.NextNormal();
        foreach (var component in _components)
        {
            at -= component.Weight;
            if (at < 0)
            {
                return component.Means[alternative] + (Math.Sqrt(component.Variances[alternative]) * normal);
            }
        }

        var last = _components[^1];
        return last.Means[alternative] + (Math.Sqrt(last.Variances[alternative]) * normal);
    }
}
