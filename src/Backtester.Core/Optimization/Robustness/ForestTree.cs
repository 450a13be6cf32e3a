using Backtester.Core.Analysis;

namespace Backtester.Core.Optimization.Robustness;

/// <summary>
/// A regression tree (Breiman et al. 1984) over steps of parameters, grown on a bootstrap sample until the sets of a leaf
/// have one score or cannot be told apart. Every split is the best of all parameters; of equal ones the first.
/// </summary>
internal sealed class ForestTree
{
    private readonly List<Node> _nodes = [];
    private readonly int[][] _steps;
    private readonly int[] _counts;
    private readonly double[] _scores;

    private ForestTree(int[][] steps, int[] counts, double[] scores) => (_steps, _counts, _scores) = (steps, counts, scores);

    /// <summary>The leaves: for each axis the steps [Low, High) that it holds, and its mean score.</summary>
    public required IReadOnlyList<Leaf> Leaves { get; init; }

    /// <summary>True for rows that the tree was grown on.</summary>
    public required bool[] InBag { get; init; }

    /// <summary>Grows a tree.</summary>
    /// <param name="steps">By axis, the step of each row.</param>
    /// <param name="counts">Steps of each axis.</param>
    /// <param name="scores">The score of each row.</param>
    /// <param name="random">Draws the sample.</param>
    public static ForestTree Grow(int[][] steps, int[] counts, double[] scores, CounterRandom random)
    {
        var sample = new int[scores.Length];
        var inBag = new bool[scores.Length];
        for (var i = 0; i < sample.Length; i++)
        {
            sample[i] = random.NextInt(sample.Length);
            inBag[sample[i]] = true;
        }

        var leaves = new List<Leaf>();
        var tree = new ForestTree(steps, counts, scores) { Leaves = leaves, InBag = inBag };
        tree.Grow(sample, new int[counts.Length], [.. counts], leaves);
        return tree;
    }

    /// <summary>The tree's score for one step on each axis.</summary>
    public double Predict(ReadOnlySpan<int> cell)
    {
        var node = _nodes[0];
        while (node.Axis >= 0)
        {
            node = _nodes[cell[node.Axis] < node.Split ? node.Below : node.Above];
        }

        return node.Score;
    }

    private int Grow(Span<int> sample, int[] low, int[] high, List<Leaf> leaves)
    {
        var at = _nodes.Count;
        var (axis, split) = BestSplit(sample, low, high);
        if (axis < 0)
        {
            var sum = 0.0;
            foreach (var row in sample)
            {
                sum += _scores[row];
            }

            _nodes.Add(new Node(-1, 0, 0, 0, sum / sample.Length));
            leaves.Add(new Leaf(low, high, sum / sample.Length));
            return at;
        }

        _nodes.Add(default);
        var middle = Partition(sample, _steps[axis], split);
        var (highBelow, lowAbove) = ((int[])high.Clone(), (int[])low.Clone());
        (highBelow[axis], lowAbove[axis]) = (split, split);
        var below = Grow(sample[..middle], low, highBelow, leaves);
        var above = Grow(sample[middle..], lowAbove, high, leaves);
        _nodes[at] = new Node(axis, split, below, above, 0);
        return at;
    }

    /// <summary>The split after which the squares of the scores around their means are least; axis −1 where none lessens them.</summary>
    private (int Axis, int Split) BestSplit(ReadOnlySpan<int> sample, int[] low, int[] high)
    {
        var total = 0.0;
        var differ = false;
        foreach (var row in sample)
        {
            total += _scores[row];
            differ |= _scores[row] != _scores[sample[0]];
        }

        // Gain: Σ²/n of both sides, against Σ²/n of the whole.
        var best = (Gain: total * total / sample.Length, Axis: -1, Split: 0);
        Span<(int Count, double Sum)> bins = stackalloc (int, double)[ParameterImportance.MostSteps];
        for (var axis = 0; differ && axis < _counts.Length; axis++)
        {
            bins.Clear();
            foreach (var row in sample)
            {
                ref var bin = ref bins[_steps[axis][row]];
                bin = (bin.Count + 1, bin.Sum + _scores[row]);
            }

            var below = (Count: 0, Sum: 0.0);
            for (var split = low[axis] + 1; split < high[axis]; split++)
            {
                below = (below.Count + bins[split - 1].Count, below.Sum + bins[split - 1].Sum);
                var above = (Count: sample.Length - below.Count, Sum: total - below.Sum);
                if (below.Count == 0 || above.Count == 0 || bins[split - 1].Count == 0)
                {
                    continue;
                }

                var gain = (below.Sum * below.Sum / below.Count) + (above.Sum * above.Sum / above.Count);
                if (gain > best.Gain + (1e-12 * Math.Abs(best.Gain)))
                {
                    best = (gain, axis, split);
                }
            }
        }

        return (best.Axis, best.Split);
    }

    // Stable, so that sums keep their order.
    private static int Partition(Span<int> sample, int[] steps, int split)
    {
        var above = new List<int>(sample.Length);
        var middle = 0;
        foreach (var row in sample)
        {
            if (steps[row] < split)
            {
                sample[middle++] = row;
            }
            else
            {
                above.Add(row);
            }
        }

        System.Runtime.InteropServices.CollectionsMarshal.AsSpan(above).CopyTo(sample[middle..]);
        return middle;
    }

    /// <summary>A box of steps with one score.</summary>
    /// <param name="Low">First step on each axis.</param>
    /// <param name="High">Step after the last.</param>
    /// <param name="Score">Mean score of its sets.</param>
    internal sealed record Leaf(int[] Low, int[] High, double Score);

    private readonly record struct Node(int Axis, int Split, int Below, int Above, double Score);
}
