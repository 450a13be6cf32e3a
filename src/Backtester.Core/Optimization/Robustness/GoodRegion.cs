using Backtester.Core.Analysis;

namespace Backtester.Core.Optimization.Robustness;

/// <summary>
/// The broadest region of good sets. Good are the sets whose score reaches half the way from the median to the 95th
/// percentile of all scores (not to the best, which one lucky set may have put out of reach); regions are what hangs together
/// of them by <see cref="SetGrid.Connections"/>; the broadest is the one with the most sets. Its centre is its medoid: the
/// set with the least sum of distances to all others of the region.
/// </summary>
/// <param name="Threshold">Score from which a set is good.</param>
/// <param name="Good">Good sets.</param>
/// <param name="Regions">Regions that they form.</param>
/// <param name="Rows">Rows of the broadest region, rising; of several as broad the one with the higher mean score.</param>
/// <param name="Centre">Row of its centre.</param>
public sealed record GoodRegion(double Threshold, int Good, int Regions, IReadOnlyList<int> Rows, int Centre)
{
    private const double High = 0.95;

    /// <summary>Finds it; null where no set has a score.</summary>
    /// <param name="table">All trials.</param>
    /// <param name="grid">Which sets lie next to each other.</param>
    /// <param name="seed">Seed of the sample of many scattered sets.</param>
    public static GoodRegion? Find(TrialTable table, SetGrid grid, long seed)
    {
        var compared = grid.Compared(seed);
        if (compared.Length == 0)
        {
            return null;
        }

        var scores = Array.ConvertAll(compared, row => table.Scores[row]);
        Array.Sort(scores);
        var median = Quantile.OfSorted(scores, 0.5);
        var threshold = median + (0.5 * (Quantile.OfSorted(scores, High) - median));
        var good = Array.FindAll(compared, row => table.Scores[row] >= threshold);
        var regions = Connected(grid.Connections(good, compared));
        var broadest = regions
            .Select(region => region.Select(i => good[i]).Order().ToArray())
            .OrderByDescending(rows => rows.Length)
            .ThenByDescending(rows => rows.Sum(row => table.Scores[row]) / rows.Length)
            .ThenBy(rows => rows[0])
            .First();
        return new GoodRegion(threshold, good.Length, regions.Count, broadest, Medoid(table, grid, broadest));
    }

    private static List<List<int>> Connected(int[][] connections)
    {
        var regions = new List<List<int>>();
        var seen = new bool[connections.Length];
        for (var start = 0; start < connections.Length; start++)
        {
            if (seen[start])
            {
                continue;
            }

            var region = new List<int> { start };
            seen[start] = true;
            for (var next = 0; next < region.Count; next++)
            {
                foreach (var other in connections[region[next]])
                {
                    if (!seen[other])
                    {
                        seen[other] = true;
                        region.Add(other);
                    }
                }
            }

            regions.Add(region);
        }

        return regions;
    }

    // Distances add over the parameters, so that each parameter is summed by itself: sorted, with what lies before and after.
    private static int Medoid(TrialTable table, SetGrid grid, int[] rows)
    {
        var sums = new double[rows.Length];
        for (var axis = 0; axis < grid.Axes.Count; axis++)
        {
            var order = Enumerable.Range(0, rows.Length).OrderBy(i => At(axis, rows[i])).ThenBy(i => i).ToArray();
            var (before, all) = (0.0, order.Sum(i => At(axis, rows[i])));
            for (var place = 0; place < order.Length; place++)
            {
                var here = At(axis, rows[order[place]]);
                sums[order[place]] += (place * here) - before + (all - before) - ((order.Length - place) * here);
                before += here;
            }
        }

        var centre = 0;
        for (var i = 1; i < rows.Length; i++)
        {
            // Sums of steps are whole; those of scattered places are equal only by chance.
            if (sums[i] < sums[centre] || (sums[i] == sums[centre] && table.Scores[rows[i]] > table.Scores[rows[centre]]))
            {
                centre = i;
            }
        }

        return rows[centre];

        double At(int axis, int row) => grid.IsGrid ? grid.Step(axis, row) : grid.Position(axis, row);
    }
}
