using Backtester.Core.Analysis;

namespace Backtester.Core.Optimization.Robustness;

/// <summary>What the sets around one scored: how much of its score is left when the parameters are a step off.</summary>
/// <param name="Sets">Sets around it that were simulated.</param>
/// <param name="WithoutScore">Those of them without a score, such as too few trades; the numbers leave them out.</param>
/// <param name="Mean">Mean score around it; NaN where no set around it has one.</param>
/// <param name="Median">Median score around it.</param>
/// <param name="Worst">Lowest score around it.</param>
public sealed record Neighbourhood(int Sets, int WithoutScore, double Mean, double Median, double Worst)
{
    /// <summary>Looks around a row.</summary>
    public static Neighbourhood Of(TrialTable table, SetGrid grid, int row)
    {
        var around = grid.Around(row);
        var scores = around.Select(r => table.Scores[r]).Where(score => !double.IsNaN(score)).ToArray();
        return scores.Length == 0
            ? new(around.Count, around.Count, double.NaN, double.NaN, double.NaN)
            : new(around.Count, around.Count - scores.Length, scores.Sum() / scores.Length, Quantile.Of(scores, 0.5), scores.Min());
    }
}
