using Backtester.Core.Analysis;

namespace Backtester.Core.Optimization.Robustness;

/// <summary>
/// fANOVA (Hutter, Hoos and Leyton-Brown 2014): the variance of a random forest over the whole space, taken apart. A tree is
/// constant on boxes, so that its means over all other parameters are finite sums, and the forest's are the means of these.
/// The shares are taken of the forest's variance rather than of each tree's: single trees vary more than the scores do.
/// </summary>
internal static class ForestVariance
{
    private const int Trees = 64;

    /// <summary>Cells of the space over which the forest's variance is taken; of more, so many drawn by the seed (error below 1 %).</summary>
    private const int MostCells = 65_536;

    /// <summary>The stream of the cells; those of the trees lie below, those of trials from 0 on.</summary>
    private const int CellStream = -1;

    /// <summary>The shares.</summary>
    /// <param name="table">All trials.</param>
    /// <param name="known">Rows with a score.</param>
    /// <param name="seed">Seed of sample, trees and cells.</param>
    /// <param name="workers">Threads; no number depends on it.</param>
    public static ParameterImportance? Measure(TrialTable table, int[] known, long seed, int workers)
    {
        var axes = table.VariedNames.Select(name => AxisBins.Of(name, table.Parameter(name), ParameterImportance.MostSteps)).ToArray();
        var rows = known.Length <= ParameterImportance.MostFitted
            ? known
            : [.. known.OrderBy(row => new CounterRandom(seed, table.Numbers[row]).NextBits()).ThenBy(row => row).Take(ParameterImportance.MostFitted).Order()];
        var steps = Array.ConvertAll(axes, axis => Array.ConvertAll(rows, row => axis.StepOf(table.Parameter(axis.Name)[row])));
        var counts = Array.ConvertAll(axes, axis => axis.Count);
        var mean = rows.Sum(row => table.Scores[row]) / rows.Length;
        var scores = Array.ConvertAll(rows, row => table.Scores[row] - mean);

        var trees = new ForestTree[Trees];
        var means = new TreeMeans[Trees];
        Parallel.For(0, Trees, new ParallelOptions { MaxDegreeOfParallelism = workers }, tree =>
        {
            trees[tree] = ForestTree.Grow(steps, counts, scores, new CounterRandom(seed, CellStream - 1 - tree));
            means[tree] = TreeMeans.Of(trees[tree].Leaves, counts);
        });
        return VarianceOverCells(trees, counts, seed, workers) is > 0 and var variance ? Shares(axes, TreeMeans.OfForest(means), variance, rows.Length, FitOutOfBag(trees, steps, scores)) : null;
    }

    private static ParameterImportance Shares(AxisBins[] axes, TreeMeans forest, double variance, int sets, double fit)
    {
        var first = forest.Single.Select(m => TreeMeans.Variance(m) / variance).ToArray();
        var pairs = TreeMeans.Pairs(axes.Length).Select((p, place) => (p.I, p.J, Share: (TreeMeans.Variance(forest.Double[place]) / variance) - first[p.I] - first[p.J])).ToList();
        return new ParameterImportance
        {
            IsExact = false,
            Sets = sets,
            Fit = fit,
            Parameters = [.. axes.Select((axis, i) => new ParameterShare(axis.Name, first[i], first[i] + pairs.Where(p => p.I == i || p.J == i).Sum(p => p.Share)))],
            Interactions = [.. pairs.Select(p => new InteractionShare(axes[p.I].Name, axes[p.J].Name, p.Share))],
        };
    }

    private static double VarianceOverCells(ForestTree[] trees, int[] counts, long seed, int workers)
    {
        var all = counts.Aggregate(1.0, (product, count) => product * count);
        var cells = new double[(int)Math.Min(all, MostCells)];
        Parallel.For(0, cells.Length, new ParallelOptions { MaxDegreeOfParallelism = workers }, number =>
        {
            Span<int> cell = stackalloc int[counts.Length];
            var random = new CounterRandom(seed + number, CellStream);
            var rest = number;
            for (var axis = counts.Length - 1; axis >= 0; axis--)
            {
                cell[axis] = all <= MostCells ? rest % counts[axis] : random.NextInt(counts[axis]);
                rest /= counts[axis];
            }

            cells[number] = Predict(trees, cell);
        });
        return TreeMeans.Variance(cells);
    }

    private static double Predict(ForestTree[] trees, ReadOnlySpan<int> cell)
    {
        var sum = 0.0;
        foreach (var tree in trees)
        {
            sum += tree.Predict(cell);
        }

        return sum / trees.Length;
    }

    private static double FitOutOfBag(ForestTree[] trees, int[][] steps, double[] scores)
    {
        var (errors, squares, rows) = (0.0, 0.0, 0);
        for (var row = 0; row < scores.Length; row++)
        {
            var cell = Array.ConvertAll(steps, axis => axis[row]);
            var unseen = Array.FindAll(trees, tree => !tree.InBag[row]);
            if (unseen.Length > 0)
            {
                var error = scores[row] - Predict(unseen, cell);
                (errors, squares, rows) = (errors + (error * error), squares + (scores[row] * scores[row]), rows + 1);
            }
        }

        return rows > 1 && squares > 0 ? 1 - (errors / squares) : double.NaN;
    }
}
