namespace Backtester.Core.Optimization.Methods.GaussianProcesses;

/// <summary>
/// Scores as a process learns them: scaled to mean 0 and deviation 1, hopeless ones (more than three interquartile ranges
/// under the median) raised to that bar, so that a ruin far off does not flatten the hill that matters. Sets without a
/// score teach as the worst ones do.
/// </summary>
internal sealed class ScoreTargets
{
    private readonly double _floor;
    private readonly double _mean;
    private readonly double _deviation;

    /// <summary>Learns the scale of a search's scores, of which at least one is known.</summary>
    public ScoreTargets(IReadOnlyList<Trial> done)
    {
        var known = done.Select(t => t.Score).Where(s => !double.IsNaN(s)).Order().ToArray();
        var bar = Quantile(known, 0.5) - (3 * (Quantile(known, 0.75) - Quantile(known, 0.25)));
        _floor = Math.Max(bar, known[0]);
        var sum = 0.0;
        foreach (var trial in done)
        {
            sum += Raised(trial.Score);
        }

        _mean = sum / done.Count;
        var square = 0.0;
        foreach (var trial in done)
        {
            square += (Raised(trial.Score) - _mean) * (Raised(trial.Score) - _mean);
        }

        _deviation = square > 0 ? Math.Sqrt(square / done.Count) : 1;
    }

    /// <summary>The target of a score, unknown ones included.</summary>
    public double Of(double score) => (Raised(score) - _mean) / _deviation;

    private double Raised(double score) => score > _floor ? score : _floor;

    private static double Quantile(double[] sorted, double share) => sorted[(int)(share * (sorted.Length - 1))];
}
