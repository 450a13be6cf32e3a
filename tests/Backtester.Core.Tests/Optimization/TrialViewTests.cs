using Backtester.Core.Optimization;
using Backtester.Core.Runs;
using Xunit;

namespace Backtester.Core.Tests.Optimization;

public sealed class TrialViewTests
{
    private static readonly TrialTable Table = TrialTable.Of(
    [
        Of(0, 5, 1.5, roi: 10), Of(1, 10, double.NaN, roi: -3), new Trial(2, [], Set(15)) { Note = "refused" }, Of(3, 20, 1.5, roi: 30), Of(4, 25, 2, roi: double.NaN),
    ]);

    [Fact]
    public void Best_come_first_ties_by_number_and_unknown_scores_last() => Assert.Equal([4, 0, 3, 1, 2], TrialView.Best.Rows(Table));

    [Fact]
    public void Any_column_sorts_both_ways_with_unknown_values_last()
    {
        Assert.Equal([3, 0, 1, 2, 4], Rows("roi", descending: true));
        Assert.Equal([1, 0, 3, 2, 4], Rows("roi", descending: false));
        Assert.Equal([4, 3, 2, 1, 0], Rows("fast", descending: true));
        Assert.Equal([0, 1, 2, 3, 4], Rows("number", descending: false));
    }

    [Fact]
    public void Ranges_hold_together_and_an_unknown_value_lies_in_none()
    {
        Assert.Equal([0], Rows("number", false, "roi:0..,fast:..15"));
        Assert.Equal([3], Rows("number", false, "fast:20"));
        Assert.Equal([0, 1, 3], Rows("number", false, "roi:.."));
    }

    [Fact]
    public void Wrong_ranges_are_named_with_what_is_allowed()
    {
        var problems = new List<SpecProblem>();
        Assert.Single(TrialRange.Read("fasst:1..2,roi:a..,fast:3..4,roi,roi:", Table, problems));

        Assert.Equal(["fasst", "roi:a..", "roi", "roi:"], problems.Select(p => p.Got));
        Assert.Equal("fast", problems[0].Suggestion);
    }

    [Fact]
    public void Ranges_read_back_as_they_were_written()
    {
        TrialRange[] ranges = [new("roi", 0.1 + 0.2, double.PositiveInfinity), new("fast", double.NegativeInfinity, -1e-7), new("score", 1, 2)];

        Assert.Equal(ranges, TrialRange.Read(TrialRange.Write(ranges), Table, []));
    }

    [Fact]
    public void Table_gives_back_the_trials()
    {
        Assert.Equal(["fast"], Table.VariedNames);
        Assert.Equal(4, Table.BestRow());
        Assert.Equal(-1, Table.RowOf(7));
        Assert.Null(Table.MetricsAt(2));
        Assert.Equal("refused", Table.Notes[2]);
        Assert.Equal(30, Table.MetricsAt(Table.RowOf(3))!["roi"]);
        Assert.Equal(7, Table.ParametersAt(1)["other"]);
        Assert.Equal(0, TrialTable.Of([]).Count);
        Assert.Equal(-1, TrialTable.Of([]).BestRow());
    }

    private static int[] Rows(string sort, bool descending, string? where = null)
    {
        var problems = new List<SpecProblem>();
        var rows = new TrialView(sort, descending, TrialRange.Read(where, Table, problems)).Rows(Table);
        Assert.Empty(problems);
        return rows;
    }

    private static Trial Of(int number, double fast, double score, double roi) =>
        new(number, [], Set(fast)) { Score = score, Metrics = new Dictionary<string, double> { ["roi"] = roi } };

    private static Dictionary<string, double> Set(double fast) => new() { ["fast"] = fast, ["other"] = 7 };
}
