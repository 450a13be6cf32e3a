using Backtester.Core.Analysis;
using Backtester.Core.Optimization.Space;

namespace Backtester.Core.Optimization.Methods;

/// <summary>Points drawn uniformly and without repetition; trial n draws from the stream (seed, n).</summary>
internal sealed class RandomSearch(SearchSpace space, long budget, int batch, long seed) : ISearchMethod
{
    // After so many repetitions the nearest untried point by number is taken: small spaces are exhausted, not circled.
    private const int Patience = 64;

    /// <inheritdoc/>
    public IReadOnlyList<int[]> Propose(IReadOnlyList<Trial> done)
    {
        var tried = done.Select(t => space.NumberOf(t.Point)).ToHashSet();
        var points = new List<int[]>();
        while (points.Count < batch && done.Count + points.Count < Math.Min(budget, space.Total))
        {
            points.Add(Draw(space, new CounterRandom(seed, done.Count + points.Count), tried));
        }

        return points;
    }

    /// <summary>An untried point, which becomes a tried one.</summary>
    internal static int[] Draw(SearchSpace space, CounterRandom random, HashSet<long> tried)
    {
        var point = new int[space.Axes.Count];
        for (var attempt = 0; attempt < Patience; attempt++)
        {
            for (var axis = 0; axis < point.Length; axis++)
            {
                point[axis] = random.NextInt(space.Axes[axis].Values.Count);
            }

            if (tried.Add(space.NumberOf(point)))
            {
                return point;
            }
        }

        var number = space.NumberOf(point);
        while (!tried.Add(number))
        {
            number = (number + 1) % space.Total;
        }

        return space.PointAt(number);
    }
}
