using Backtester.Core.Optimization.Robustness;
using Xunit;

namespace Backtester.Core.Tests.Optimization.Robustness;

public sealed class ParameterMapTests
{
    /// <summary>a, b in {0, 1}, c in {0, 1, 2}: the cell (a, b) holds a + 10b + 100c for three values of c.</summary>
    [Fact]
    public void Cell_is_the_mean_best_worst_or_median_over_the_other_parameters_or_a_slice()
    {
        var table = ScoredTable.Grid(p => p[0] + (10 * p[1]) + (p[2] * p[2] * 100), ("a", [0, 1]), ("b", [0, 1]), ("c", [0, 1, 2]));

        // c² · 100 is 0, 100, 400.
        Assert.Equal(11 + (500 / 3.0), ParameterMap.Of(table, "score", "a", "b")[1, 1], 1e-12);
        Assert.Equal(411, ParameterMap.Of(table, "score", "a", "b", MapCell.Highest)[1, 1]);
        Assert.Equal(11, ParameterMap.Of(table, "roi", "a", "b", MapCell.Lowest)[1, 1]);
        Assert.Equal(111, ParameterMap.Of(table, "roi", "a", "b", MapCell.Median)[1, 1]);
        Assert.Equal(110, ParameterMap.Of(table, "roi", "a", "b", slice: new Dictionary<string, double> { ["c"] = 1 })[0, 1]);
        Assert.Equal(3, ParameterMap.Of(table, "roi", "a", "b").SetsAt(0, 1));
        Assert.Equal(1, ParameterMap.Of(table, "score", "c", null).Rows);
        Assert.Equal(5.5 + 400, ParameterMap.Of(table, "score", "c", null)[2, 0]);
        Assert.Throws<ArgumentException>(() => ParameterMap.Of(table, "nothing", "a", "b"));
    }

    /// <summary>
    /// 3 × 3 with a spike of 9 in the middle of zeros and no set in the corner (2, 2): the middle becomes 9/8, a corner
    /// beside four known cells 9/4, the hole stays one.
    /// </summary>
    [Fact]
    public void Stability_map_is_the_mean_with_the_known_cells_around()
    {
        var map = ParameterMap.Of(
            ScoredTable.Grid(p => (p[0], p[1]) switch { (1, 1) => 9, (2, 2) => null, _ => 0 }, ("a", [0, 1, 2]), ("b", [0, 1, 2])), "score", "a", "b").Smoothed();

        Assert.Equal(9.0 / 8, map[1, 1]);
        Assert.Equal(9.0 / 4, map[0, 0]);
        Assert.Equal(9.0 / 6, map[1, 0]);
        Assert.Equal(double.NaN, map[2, 2]);
        Assert.Equal(0, map.SetsAt(2, 2));
    }

    [Fact]
    public void Many_values_share_steps_of_equal_width_each_value_in_one()
    {
        var values = Enumerable.Range(0, 101).Select(i => i / 10.0).ToArray();
        var axis = AxisBins.Of("a", values, 20);

        Assert.Equal(20, axis.Count);
        Assert.True(axis.IsBinned);
        Assert.Equal("0 to 0.4", axis.LabelOf(0));
        Assert.Equal("9.5 to 10", axis.LabelOf(19));
        Assert.Equal(19, axis.StepOf(10));
        Assert.Equal(0.25, axis.ValueOf(0));
        Assert.Equal(0.5, axis.PositionOf(5));
        Assert.All(values, value => Assert.InRange(axis.StepOf(value), 0, 19));

        var few = AxisBins.Of("a", [5, 1, 100], 20);
        Assert.Equal([0, 1, 2], new[] { 1.0, 5, 100 }.Select(few.StepOf));
        Assert.Equal("100", few.LabelOf(2));
        Assert.Equal(0.5, few.PositionOf(5));
    }
}
