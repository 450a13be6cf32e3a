using Backtester.Core.Analysis;
using Backtester.Core.Optimization.Robustness;
using Xunit;

namespace Backtester.Core.Tests.Optimization.Robustness;

public sealed class SearchRobustnessTests
{
    /// <summary>
    /// A plateau of 1.5 over the 5 × 5 sets around (3, 3), a lone spike of 3 at (8, 8), noise under 0.1 elsewhere. The 95th
    /// percentile lies on the plateau, the median in the noise: half-way between them is 0.75 to 0.8.
    /// </summary>
    [Fact]
    public void Lone_spike_is_the_best_and_the_middle_of_the_plateau_is_the_centre()
    {
        var random = new CounterRandom(1, 0);
        var noise = Enumerable.Range(0, 100).Select(_ => random.NextDouble() / 10).ToArray();
        var table = ScoredTable.Grid(
            p => (p[0], p[1]) is (8, 8) ? 3 : IsPlateau(p) ? 1.5 : noise[(int)((10 * p[0]) + p[1])],
            ("a", ScoredTable.Steps(10)),
            ("b", ScoredTable.Steps(10)));
        var found = SearchRobustness.Measure(table, seed: 1);

        Assert.Equal(88, found.Best!.Number);
        Assert.Equal(3, found.Best.Score);
        Assert.True(found.Best.Drop > 2.8);

        Assert.InRange(found.Region!.Threshold, 0.75, 0.8);
        Assert.Equal(26, found.Region.Good);
        Assert.Equal(2, found.Region.Regions);
        Assert.Equal(25, found.Region.Rows.Count);
        Assert.Equal(33, found.Centre!.Number);
        Assert.Equal(1.5, found.Centre.Score);
        Assert.Equal(new Neighbourhood(8, 0, 1.5, 1.5, 1.5), found.Centre.Around);
        Assert.Equal("The best set, set 88, scores 3.00 with a median of " + $"{found.Best.Around.Median:0.00}" +
            " around it, lies outside the broadest good region (25 of the 26 good sets); the centre, set 33, scores 1.50 with a median of 1.50 around it.", found.Sentence);

        static bool IsPlateau(double[] p) => p[0] is >= 1 and <= 5 && p[1] is >= 1 and <= 5;
    }

    /// <summary>
    /// Around (1, 1) of a 3 × 3 grid: refused sets are no neighbours, one without a score counts as such. Scores 1, 2, 3, 10
    /// remain: mean 4, median 2.5, worst 1.
    /// </summary>
    [Fact]
    public void Neighbours_are_the_simulated_sets_within_a_step_on_every_parameter()
    {
        double?[] scores = [1, null, 2, double.NaN, 99, null, 3, 10, null];
        var table = ScoredTable.Grid(p => scores[(3 * ((int)p[0] / 10)) + ((int)p[1] / 3)], ("a", [0, 10, 20]), ("b", [1, 5, 7]));
        var found = Neighbourhood.Of(table, new SetGrid(table), 4);

        Assert.Equal(new Neighbourhood(5, 1, 4, 2.5, 1), found);
    }

    /// <summary>Lists need not be in order: a step is the next value, whatever the order of the document.</summary>
    [Fact]
    public void Steps_are_between_values_not_between_places_of_a_list()
    {
        var table = ScoredTable.Grid(p => p[0], ("a", [30, 10, 20, 40]));
        var grid = new SetGrid(table);

        // Beside 10 (row 1) lies 20 (row 2) alone; beside 30 (row 0) lie 20 and 40.
        Assert.Equal([2], grid.Around(1));
        Assert.Equal([2, 3], grid.Around(0));
    }

    /// <summary>
    /// 300 random points in the unit square, too few for a grid of their values. A broad hill around (0.3, 0.3), and one
    /// point in the far corner that scores more than its top.
    /// </summary>
    [Fact]
    public void Scattered_sets_have_the_nearest_as_neighbours_and_the_hill_as_their_region()
    {
        var random = new CounterRandom(4, 0);
        var points = Enumerable.Range(0, 300).Select(_ => (double[])[random.NextDouble(), random.NextDouble()]).ToArray();
        points[17] = [0.97, 0.97];
        var table = ScoredTable.Of(["a", "b"], points, p => p[0] == 0.97 ? 5 : 2 - Distance(p[0], p[1]));
        var found = SearchRobustness.Measure(table, seed: 1, workers: 2);

        Assert.False(found.IsGrid);
        Assert.Equal(17, found.Best!.Number);
        Assert.Equal(4, found.Best.Around.Sets);
        Assert.True(found.Best.Drop > 3);
        Assert.DoesNotContain(17, found.Region!.Rows);
        Assert.True(Distance(points[found.Centre!.Row][0], points[found.Centre.Row][1]) < 0.1);
        Assert.Equal(found.Sentence, SearchRobustness.Measure(table, seed: 1).Sentence);

        static double Distance(double a, double b) => Math.Sqrt(((a - 0.3) * (a - 0.3)) + ((b - 0.3) * (b - 0.3)));
    }

    [Fact]
    public void Many_scattered_sets_are_sampled_with_the_best_among_them()
    {
        var random = new CounterRandom(6, 0);
        var points = Enumerable.Range(0, 5000).Select(_ => (double[])[random.NextDouble(), random.NextDouble()]).ToArray();
        var table = ScoredTable.Of(["a", "b"], points, p => p[0]);
        var compared = new SetGrid(table).Compared(seed: 2);

        Assert.Equal(SetGrid.MostScattered, compared.Length);
        Assert.Contains(table.BestRow(), compared);
        Assert.Equal(compared, compared.Order());
    }

    [Fact]
    public void Search_without_a_score_says_so()
    {
        var found = SearchRobustness.Measure(ScoredTable.Grid(_ => null, ("a", [1, 2])), seed: 1);

        Assert.Null(found.Best);
        Assert.Null(found.Centre);
        Assert.Null(found.Region);
        Assert.Null(found.Importance);
        Assert.Equal(0, found.Scored);
        Assert.Contains("No set has a score", found.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void One_set_is_its_own_centre()
    {
        var found = SearchRobustness.Measure(ScoredTable.Grid(p => p[0], ("a", [3])), seed: 1);

        Assert.Equal(found.Best, found.Centre);
        Assert.Equal(0, found.Best!.Around.Sets);
        Assert.Equal("The best set, set 0, scores 3.00 with no scored set around it, is also the centre of the broadest good region (1 of the 1 good set).", found.Sentence);
    }
}
