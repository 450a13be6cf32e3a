using Backtester.Core.Optimization.Space;

namespace Backtester.Core.Optimization.Methods;

/// <summary>Every point of the space in order, up to a number of trials.</summary>
internal sealed class GridSearch(SearchSpace space, long budget, int batch) : ISearchMethod
{
    /// <inheritdoc/>
    public IReadOnlyList<int[]> Propose(IReadOnlyList<Trial> done)
    {
        var count = (int)Math.Min(batch, Math.Min(space.Total, budget) - done.Count);
        var points = new List<int[]>(Math.Max(0, count));
        for (var i = 0; i < count; i++)
        {
            points.Add(space.PointAt(done.Count + i));
        }

        return points;
    }
}
