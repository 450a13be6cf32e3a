namespace Backtester.Core.Optimization.Methods.Genetic;

/// <summary>
/// How lonely a set is on its front (Deb et al. 2002, section III-B): over the objectives, the distance between its two
/// neighbours in parts of the front's extent. Those at an end of an objective are infinitely lonely, so that the ends stay.
/// </summary>
internal static class CrowdingDistance
{
    /// <summary>The distance of each set of one front.</summary>
    /// <param name="front">One row a set, all values known.</param>
    public static double[] Of(IReadOnlyList<double[]> front)
    {
        var distance = new double[front.Count];
        for (var objective = 0; front.Count > 0 && objective < front[0].Length; objective++)
        {
            var index = objective;
            var order = Enumerable.Range(0, front.Count).OrderBy(i => front[i][index]).ThenBy(i => i).ToList();
            var extent = front[order[^1]][objective] - front[order[0]][objective];
            (distance[order[0]], distance[order[^1]]) = (double.PositiveInfinity, double.PositiveInfinity);
            for (var i = 1; extent > 0 && i < order.Count - 1; i++)
            {
                distance[order[i]] += (front[order[i + 1]][objective] - front[order[i - 1]][objective]) / extent;
            }
        }

        return distance;
    }
}
