using Backtester.Core.Analysis;
using Backtester.Core.Optimization.Space;

namespace Backtester.Core.Optimization.Methods.GaussianProcesses;

/// <summary>
/// The untried sets among which a search chooses: all of a small space, else some drawn anywhere and some around the best
/// so far, far and near.
/// </summary>
internal static class CandidatePoints
{
    /// <summary>Candidates at most: what each costs grows with the square of the sets that are modelled.</summary>
    public const int Most = 2000;

    private const int Anywhere = 800;
    private static readonly double[] Reaches = [0.25, 0.08, 0.025, 0.008];

    /// <summary>Candidates, each once and none tried before.</summary>
    /// <param name="space">What is searched.</param>
    /// <param name="best">The best points so far, the best first.</param>
    /// <param name="tried">Numbers of the points tried.</param>
    /// <param name="random">Of this batch.</param>
    public static List<int[]> Of(SearchSpace space, IReadOnlyList<int[]> best, HashSet<long> tried, CounterRandom random)
    {
        if (space.Total <= Most)
        {
            return [.. Enumerable.Range(0, (int)space.Total).Where(n => !tried.Contains(n)).Select(n => space.PointAt(n))];
        }

        var seen = new HashSet<long>(tried);
        var points = new List<int[]>(Most);
        foreach (var centre in best)
        {
            AddNeighbours(space, centre, seen, points);
        }

        for (var draw = 0; draw < Anywhere; draw++)
        {
            Add(space, Array.ConvertAll(space.Axes.ToArray(), axis => random.NextInt(axis.Values.Count)), seen, points);
        }

        // The better a point, the more is drawn around it: half around the best, a quarter around the second, …
        for (var draw = 0; points.Count < Most && draw < 2 * Most; draw++)
        {
            var rank = 0;
            while (rank < best.Count - 1 && random.NextDouble() < 0.5)
            {
                rank++;
            }

            Add(space, Around(space, best[rank], Reaches[draw % Reaches.Length], ref random), seen, points);
        }

        return points;
    }

    private static void AddNeighbours(SearchSpace space, int[] centre, HashSet<long> seen, List<int[]> points)
    {
        for (var axis = 0; axis < centre.Length; axis++)
        {
            foreach (var step in (ReadOnlySpan<int>)[-1, 1])
            {
                var point = (int[])centre.Clone();
                point[axis] += step;
                if (point[axis] >= 0 && point[axis] < space.Axes[axis].Values.Count)
                {
                    Add(space, point, seen, points);
                }
            }
        }
    }

    // Each axis moves with a probability of a half, by a triangular draw of at least one step.
    private static int[] Around(SearchSpace space, int[] centre, double reach, ref CounterRandom random)
    {
        var point = (int[])centre.Clone();
        for (var axis = 0; axis < point.Length; axis++)
        {
            var (moves, draw) = (random.NextDouble() < 0.5, random.NextDouble() - random.NextDouble());
            if (moves)
            {
                var count = space.Axes[axis].Values.Count;
                var step = (int)Math.Round(draw * Math.Max(1.5, reach * 2 * count), MidpointRounding.AwayFromZero);
                point[axis] = Math.Clamp(point[axis] + step, 0, count - 1);
            }
        }

        return point;
    }

    private static void Add(SearchSpace space, int[] point, HashSet<long> seen, List<int[]> points)
    {
        if (points.Count < Most && seen.Add(space.NumberOf(point)))
        {
            points.Add(point);
        }
    }
}
