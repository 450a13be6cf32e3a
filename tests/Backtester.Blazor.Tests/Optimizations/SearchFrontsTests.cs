using Backtester.Blazor.Optimizations;
using Backtester.Core.Optimization;
using Backtester.Core.Optimization.Objectives;
using Xunit;

namespace Backtester.Blazor.Tests.Optimizations;

public sealed class SearchFrontsTests
{
    /// <summary>ROI and drawdown: (10, 5) and (20, 8) beat (9, 6); a set without one of the two is in no front.</summary>
    [Fact]
    public void Sets_come_by_front_and_score_with_drawdowns_as_they_are_read()
    {
        var fronts = SearchFronts.Of(
            [Term("roi"), Term("max_drawdown_percentage")],
            [Set(0, 9, 6), Set(1, 10, 5), Set(2, 20, 8), Set(3, double.NaN, 1), Set(4, null)]);

        Assert.Equal(["roi", "max_drawdown_percentage"], fronts.Objectives);
        Assert.Equal([(2, 0), (1, 0), (0, 1)], fronts.Sets.Select(s => (s.Number, s.Front)));
        Assert.Equal([20, 8], fronts.Sets[0].Values);
    }

    [Fact]
    public void Ways_and_reasons_are_said_in_a_sentence()
    {
        Assert.Equal("All 1,200 sets were tried the quick way, on whole columns at once.", WalkedSentence.Of(new WalkCounts(1200, 0, 0, new Dictionary<string, int>())));
        Assert.Equal(
            "Of 12 sets 8 by their masks, the quick way, 4 by the event loop; slower because of trailing_stop (4). The numbers are the same on every way.",
            WalkedSentence.Of(new WalkCounts(8, 4, 0, new Dictionary<string, int> { ["trailing_stop"] = 4 })));
        Assert.Equal("", WalkedSentence.Of(new WalkCounts(0, 0, 0, new Dictionary<string, int>())));
    }

    private static ObjectiveTerm Term(string text) => ObjectiveTerm.TryParse(text, out _)!;

    private static Trial Set(int number, double roi, double drawdown) => Set(number, [roi, -drawdown]) with { Score = roi };

    private static Trial Set(int number, double[]? objectives) => new(number, [], new Dictionary<string, double>()) { Objectives = objectives };
}
