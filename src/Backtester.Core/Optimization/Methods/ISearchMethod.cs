namespace Backtester.Core.Optimization.Methods;

/// <summary>
/// Decides which points a search tries. A batch follows from the seed, its own number and the trials of all earlier
/// batches alone, so that neither the number of workers nor a stop in between changes a search.
/// </summary>
public interface ISearchMethod
{
    /// <summary>The points of the next batch, in the order of their trial numbers; empty where the search is over.</summary>
    /// <param name="done">All trials of the earlier batches, in the order of their numbers.</param>
    IReadOnlyList<int[]> Propose(IReadOnlyList<Trial> done);
}
