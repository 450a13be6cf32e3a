using Backtester.Core.Analysis;
using Backtester.Core.Optimization.Space;

namespace Backtester.Core.Optimization.Methods;

/// <summary>
/// Latin hypercube (McKay, Beckman and Conover 1979): each axis is cut into as many equal strata as there are trials, and
/// each stratum is used once; which strata meet is random. Points that repeat are replaced by random ones.
/// </summary>
internal sealed class LatinHypercubeSearch : ISearchMethod
{
    private readonly IReadOnlyList<int[]> _points;
    private readonly int _batch;

    public LatinHypercubeSearch(SearchSpace space, long budget, int batch, long seed)
    {
        _batch = batch;
        var count = (int)Math.Min(budget, space.Total);
        var columns = space.Axes.Select((axis, i) => Column(axis.Values.Count, count, new CounterRandom(seed, -1 - i))).ToArray();
        var tried = new HashSet<long>();
        var points = new int[count][];
        for (var n = 0; n < count; n++)
        {
            var point = Array.ConvertAll(columns, c => c[n]);
            points[n] = tried.Add(space.NumberOf(point)) ? point : RandomSearch.Draw(space, new CounterRandom(seed, n), tried);
        }

        _points = points;
    }

    /// <inheritdoc/>
    public IReadOnlyList<int[]> Propose(IReadOnlyList<Trial> done) => [.. _points.Skip(done.Count).Take(_batch)];

    // Stratum s of n covers the share [s/n, (s+1)/n) of the axis; a random place in it names the value.
    private static int[] Column(int values, int count, CounterRandom random)
    {
        var column = new int[count];
        for (var s = 0; s < count; s++)
        {
            column[s] = Math.Min(values - 1, (int)((s + random.NextDouble()) / count * values));
        }

        for (var i = count - 1; i > 0; i--)
        {
            var other = random.NextInt(i + 1);
            (column[i], column[other]) = (column[other], column[i]);
        }

        return column;
    }
}
