namespace Backtester.Core.Analysis.Paths;

/// <summary>A number over many paths.</summary>
/// <param name="Name">Which number.</param>
/// <param name="Realised">What the run itself had, measured in the same way; NaN where unknown.</param>
/// <param name="Mean">Mean over the paths.</param>
/// <param name="Low">5 % quantile.</param>
/// <param name="LowerQuartile">25 % quantile.</param>
/// <param name="Median">50 % quantile.</param>
/// <param name="UpperQuartile">75 % quantile.</param>
/// <param name="High">95 % quantile.</param>
/// <param name="AtMostRealised">Share of the paths whose number is at most the run's; NaN where that is unknown.</param>
public sealed record PathDistribution(
    string Name, double Realised, double Mean, double Low, double LowerQuartile, double Median, double UpperQuartile, double High, double AtMostRealised)
{
    /// <summary>The probabilities of the quantiles.</summary>
    public static IReadOnlyList<double> Probabilities { get; } = [0.05, 0.25, 0.5, 0.75, 0.95];

    /// <summary>The quantiles, in the order of <see cref="Probabilities"/>.</summary>
    public IReadOnlyList<double> Quantiles => [Low, LowerQuartile, Median, UpperQuartile, High];

    /// <summary>Measures values, of which unknown ones are left out.</summary>
    public static PathDistribution Of(string name, double realised, ReadOnlySpan<double> values)
    {
        var sorted = new List<double>(values.Length);
        foreach (var value in values)
        {
            if (double.IsFinite(value))
            {
                sorted.Add(value);
            }
        }

        // The mean is that of the sorted values: it does not depend on which thread made which path.
        sorted.Sort();
        var known = sorted.ToArray();
        var q = Probabilities.Select(p => Quantile.OfSorted(known, p)).ToArray();
        var atMost = double.IsNaN(realised) || known.Length == 0 ? double.NaN : known.Count(v => v <= realised) / (double)known.Length;
        return new PathDistribution(name, realised, known.Length == 0 ? double.NaN : Moments.Mean(known), q[0], q[1], q[2], q[3], q[4], atMost);
    }
}

/// <summary>Quantiles of the equity of all paths after a step: a slice of the fan.</summary>
/// <param name="Step">Number of the step, 0 for the beginning.</param>
/// <param name="Quantiles">In the order of <see cref="PathDistribution.Probabilities"/>.</param>
/// <param name="Realised">Equity of the run itself after this step.</param>
public sealed record FanSlice(int Step, IReadOnlyList<double> Quantiles, double Realised);
