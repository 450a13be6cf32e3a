namespace Backtester.Core.Optimization.Robustness;

/// <summary>
/// The variance of a score over a full grid, taken apart exactly. The mean of the score over all parameters but some is a
/// function of those; its variance over the grid is their share and the shares of all their subsets together.
/// </summary>
internal static class GridVariance
{
    /// <summary>The shares, for a table in which each combination of the tried values has a score.</summary>
    public static ParameterImportance Measure(TrialTable table)
    {
        var axes = table.VariedNames.Select(name => AxisBins.Of(name, table.Parameter(name), int.MaxValue)).ToArray();
        var steps = Array.ConvertAll(axes, axis => Array.ConvertAll(table.Parameter(axis.Name), axis.StepOf));
        var mean = table.Scores.Sum() / table.Count;
        var centred = Array.ConvertAll(table.Scores, score => score - mean);
        var all = Enumerable.Range(0, axes.Length).ToArray();
        var variance = VarianceOfMeans(all);
        var first = Array.ConvertAll(all, axis => VarianceOfMeans([axis]) / variance);
        return new ParameterImportance
        {
            IsExact = true,
            Sets = table.Count,
            Fit = 1,
            Parameters = [.. all.Select(i => new ParameterShare(axes[i].Name, first[i], 1 - (VarianceOfMeans([.. all.Where(j => j != i)]) / variance)))],
            Interactions = [.. all.SelectMany(i => all.Where(j => j > i).Select(j =>
                new InteractionShare(axes[i].Name, axes[j].Name, (VarianceOfMeans([i, j]) / variance) - first[i] - first[j])))],
        };

        // Var over the grid of E[score | these parameters].
        double VarianceOfMeans(int[] chosen)
        {
            var sums = new double[chosen.Aggregate(1, (n, axis) => n * axes[axis].Count)];
            for (var row = 0; row < centred.Length; row++)
            {
                var cell = 0;
                foreach (var axis in chosen)
                {
                    cell = (cell * axes[axis].Count) + steps[axis][row];
                }

                sums[cell] += centred[row];
            }

            var each = (double)centred.Length / sums.Length;
            var squares = 0.0;
            foreach (var sum in sums)
            {
                squares += sum / each * (sum / each);
            }

            return squares / sums.Length;
        }
    }
}
