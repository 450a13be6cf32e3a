namespace Backtester.Core.Optimization.Robustness;

/// <summary>A tree's, or a forest's, mean score given one parameter or two, every step of the others weighing the same.</summary>
/// <param name="Single">By axis, then by its step.</param>
/// <param name="Double">By pair in the order of <see cref="Pairs"/>, then by the steps of both.</param>
internal sealed record TreeMeans(double[][] Single, double[][] Double)
{
    /// <summary>All pairs of axes, in the order of the tables.</summary>
    public static IEnumerable<(int I, int J)> Pairs(int axes) =>
        Enumerable.Range(0, axes).SelectMany(i => Enumerable.Range(i + 1, axes - i - 1).Select(j => (i, j)));

    /// <summary>The means of a tree.</summary>
    public static TreeMeans Of(IReadOnlyList<ForestTree.Leaf> leaves, int[] counts)
    {
        var weighted = leaves.Select(leaf => leaf.Score * Volume(leaf, counts)).ToArray();
        return new TreeMeans(
            [.. counts.Select((_, axis) => Along(leaves, weighted, counts, axis))],
            [.. Pairs(counts.Length).Select(p => Over(leaves, weighted, counts, p.I, p.J))]);
    }

    /// <summary>The means of a forest: those of its trees, summed in their order.</summary>
    public static TreeMeans OfForest(TreeMeans[] trees)
    {
        return new TreeMeans(
            [.. trees[0].Single.Select((_, axis) => Mean(tree => tree.Single[axis]))],
            [.. trees[0].Double.Select((_, pair) => Mean(tree => tree.Double[pair]))]);

        double[] Mean(Func<TreeMeans, double[]> part)
        {
            var sums = new double[part(trees[0]).Length];
            foreach (var tree in trees)
            {
                var values = part(tree);
                for (var i = 0; i < sums.Length; i++)
                {
                    sums[i] += values[i];
                }
            }

            return Array.ConvertAll(sums, sum => sum / trees.Length);
        }
    }

    /// <summary>Mean of the squares around the mean.</summary>
    public static double Variance(double[] values)
    {
        var mean = values.Sum() / values.Length;
        return values.Sum(value => (value - mean) * (value - mean)) / values.Length;
    }

    private static double Volume(ForestTree.Leaf leaf, int[] counts)
    {
        var volume = 1.0;
        for (var axis = 0; axis < counts.Length; axis++)
        {
            volume *= Width(leaf, axis, counts);
        }

        return volume;
    }

    private static double Width(ForestTree.Leaf leaf, int axis, int[] counts) => (double)(leaf.High[axis] - leaf.Low[axis]) / counts[axis];

    // The mean given a step is the sum over the leaves that hold it: each leaf adds at its first step and takes away after its last.
    private static double[] Along(IReadOnlyList<ForestTree.Leaf> leaves, double[] weighted, int[] counts, int axis)
    {
        var means = new double[counts[axis] + 1];
        for (var i = 0; i < leaves.Count; i++)
        {
            var part = weighted[i] / Width(leaves[i], axis, counts);
            means[leaves[i].Low[axis]] += part;
            means[leaves[i].High[axis]] -= part;
        }

        for (var step = 1; step < counts[axis]; step++)
        {
            means[step] += means[step - 1];
        }

        return means[..^1];
    }

    private static double[] Over(IReadOnlyList<ForestTree.Leaf> leaves, double[] weighted, int[] counts, int a, int b)
    {
        var columns = counts[b] + 1;
        var change = new double[(counts[a] + 1) * columns];
        for (var i = 0; i < leaves.Count; i++)
        {
            var leaf = leaves[i];
            var part = weighted[i] / (Width(leaf, a, counts) * Width(leaf, b, counts));
            change[(leaf.Low[a] * columns) + leaf.Low[b]] += part;
            change[(leaf.Low[a] * columns) + leaf.High[b]] -= part;
            change[(leaf.High[a] * columns) + leaf.Low[b]] -= part;
            change[(leaf.High[a] * columns) + leaf.High[b]] += part;
        }

        var means = new double[counts[a] * counts[b]];
        for (var row = 0; row < counts[a]; row++)
        {
            for (var column = 0; column < counts[b]; column++)
            {
                var at = (row * columns) + column;
                change[at] += (row > 0 ? change[at - columns] : 0) + (column > 0 ? change[at - 1] : 0) - (row > 0 && column > 0 ? change[at - columns - 1] : 0);
                means[(row * counts[b]) + column] = change[at];
            }
        }

        return means;
    }
}
