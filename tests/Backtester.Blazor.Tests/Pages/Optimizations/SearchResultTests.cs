using Backtester.Blazor.Pages.Optimizations.Result;
using Backtester.Core.Optimization;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Backtester.Blazor.Tests.Pages.Optimizations;

public sealed class SearchResultTests : BunitContext
{
    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    // Scored: (1, 2) 12, (1, 4) 14, (2, 4) 24; without a score (3, 4); refused (2, 2), (3, 2), (4, 2), (4, 4).
    [Fact]
    public void Sets_come_best_first_with_refused_ones_last_and_their_reason()
    {
        var opened = -1;
        var tab = Render<SetsTab>(p => p.Add(t => t.Data, SampleSearch.Data()).Add(t => t.OnOpen, row => opened = row));

        Assert.Equal(["3", "1", "0", "2", "4", "5", "6", "7"], tab.FindAll("#sets tr[data-set]").Select(r => r.GetAttribute("data-set")));
        Assert.Equal("9", tab.Find("#sets").GetAttribute("aria-rowcount"));
        Assert.Contains("refused: fast < slow must hold", tab.Find("[data-set='2'] .refused").TextContent, StringComparison.Ordinal);
        tab.Find("[data-set='1'] button").Click();
        Assert.Equal(1, opened);
        Assert.Equal("backtests/new?search=7&set=1", tab.Find("[data-set='1'] a").GetAttribute("href"));
        Assert.Equal("api/backtest/optimize/7/trials.csv", tab.Find("a[download]").GetAttribute("href"));
    }

    [Fact]
    public void Address_sorts_and_filters_and_export_takes_the_same_sets()
    {
        Navigation.NavigateTo("optimizations/7?sort=fast&where=slow:4");
        var tab = Render<SetsTab>(p => p.Add(t => t.Data, SampleSearch.Data()));

        Assert.Equal(["1", "3", "5", "7"], tab.FindAll("#sets tr[data-set]").Select(r => r.GetAttribute("data-set")));
        Assert.Contains("4 of 8", tab.Find(".note").TextContent, StringComparison.Ordinal);
        Assert.Equal("Slow = 4", tab.Find(".chip").TextContent.Trim());
        Assert.Equal("api/backtest/optimize/7/trials.csv?sort=fast&where=slow%3A4..4", tab.Find("a[download]").GetAttribute("href"));

        tab.Find(".chip button").Click();
        Assert.DoesNotContain("where", Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void Filter_is_added_to_the_address_and_a_wrong_bound_is_said()
    {
        var bar = Render<FilterBar>(p => p.Add(b => b.Data, SampleSearch.Data()).Add(b => b.Ranges, []));
        bar.Find("#filter-low").Input("a");
        bar.FindAll("button").Single(b => b.TextContent == "Add filter").Click();
        Assert.Contains("numbers", bar.Find("[role=alert]").TextContent, StringComparison.Ordinal);

        bar.Find("#filter-low").Input("3");
        bar.FindAll("button").Single(b => b.TextContent == "Add filter").Click();
        Assert.EndsWith("where=total_trades%3A3..", Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_that_matches_is_said()
    {
        Navigation.NavigateTo("optimizations/7?where=fast:99..");
        Assert.Contains("No set matches", Render<SetsTab>(p => p.Add(t => t.Data, SampleSearch.Data())).Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Map_marks_best_and_centre_reads_cells_out_and_shows_the_set_of_a_chosen_one()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Navigation.NavigateTo("optimizations/7?tab=map&x=fast&y=slow");
        var opened = -1;
        var tab = Render<MapTab>(p => p.Add(t => t.Data, SampleSearch.Data()).Add(t => t.OnOpen, row => opened = row));

        var cells = tab.FindAll("[role=gridcell]");
        Assert.Equal(8, cells.Count);
        var best = Assert.Single(tab.FindAll(".best"));
        Assert.StartsWith("Fast 2, Slow 4: Sharpe ratio 24.00, 1 set, the best set", best.GetAttribute("aria-label"), StringComparison.Ordinal);
        Assert.Equal("0", best.GetAttribute("tabindex"));
        Assert.Single(tab.FindAll(".centre"));
        Assert.Single(cells, c => c.GetAttribute("tabindex") == "0");
        Assert.Equal("Fast 2, Slow 2: no set with a known value", cells[1].GetAttribute("aria-label"));

        best.Click();
        var panel = tab.Find("[data-cell=chosen]");
        Assert.Contains("best set is number 3", panel.TextContent, StringComparison.Ordinal);
        panel.QuerySelectorAll("button")[0].Click();
        Assert.Equal(3, opened);
        Assert.Contains("where=fast%3A2..2%2Cslow%3A4..4", panel.QuerySelectorAll("a")[1].GetAttribute("href"), StringComparison.Ordinal);
    }

    // Around (1, 4) = 14 lie (1, 2) = 12 and (2, 4) = 24; (2, 2) is a hole: (12 + 14 + 24) / 3.
    [Fact]
    public void Stability_map_shows_means_with_the_cells_around()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Navigation.NavigateTo("optimizations/7?tab=map&x=fast&y=slow&metric=score&smooth=true");
        var tab = Render<MapTab>(p => p.Add(t => t.Data, SampleSearch.Data()));

        Assert.StartsWith("Fast 1, Slow 4: Score 16.667", tab.FindAll("[role=gridcell]")[4].GetAttribute("aria-label"), StringComparison.Ordinal);
    }

    [Fact]
    public void Best_and_centre_stand_side_by_side_or_are_said_to_be_one()
    {
        var data = SampleSearch.Data();
        var card = Render<BestAndCentre>(p => p.Add(c => c.Data, data).Add(c => c.Found, data.Robustness!));

        Assert.Equal(data.Robustness!.Best!.Row == data.Robustness.Centre!.Row ? "same" : "apart", card.Find("[data-robust]").GetAttribute("data-robust"));
        Assert.Contains(data.Robustness.Sentence, card.Markup, StringComparison.Ordinal);
        Assert.Equal("backtests/new?search=7&set=3", card.Find("[data-set-card=best] a").GetAttribute("href"));
    }

    [Fact]
    public void Importance_of_nothing_is_said_and_of_a_search_is_shown_with_its_method()
    {
        Assert.Contains("nothing to take apart", Render<ImportanceCard>(p => p.Add(c => c.Importance, null)).Markup, StringComparison.Ordinal);

        var card = Render<ImportanceCard>(p => p.Add(c => c.Importance, SampleSearch.Data().Robustness!.Importance));
        Assert.Equal("forest", card.Find("[data-importance]").GetAttribute("data-importance"));
        Assert.Equal(2, card.FindAll("tbody tr").Count);
    }

    [Fact]
    public void History_tells_when_the_best_was_found() =>
        Assert.Contains(
            "The best, 24.000, was found after 4 of 8 sets, in 3 improvements.",
            Render<HistoryCard>(p => p.Add(c => c.Table, SampleSearch.Table())).Markup,
            StringComparison.Ordinal);

    [Fact]
    public void Parallel_lines_go_through_the_values_of_a_set_and_the_best_lie_on_top()
    {
        var plot = ParallelPlot.Of(SampleSearch.Table(), [0, 1, 3])!;

        Assert.Equal((3, 3), (plot.Drawn, plot.Known));
        Assert.Equal(["fast", "slow", "score"], plot.Axes.Select(a => a.Name));
        Assert.Equal((12.0, 24.0), (plot.Axes[2].Low, plot.Axes[2].High));

        // Set 3: fast 2 is the second of four values, slow 4 the upper of two, the score the greatest. 274 is the foot, 30 the head.
        Assert.Equal("M60 192.7L500 30L940 30", plot.Paths[4]);
        Assert.Null(ParallelPlot.Of(SampleSearch.Table(), [0, 5]));
    }

    [Fact]
    public async Task Range_drawn_along_an_axis_filters_the_sets_and_stands_on_the_axis()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Navigation.NavigateTo("optimizations/7?tab=parameters&where=total_trades:1..");
        var card = Render<ParallelCard>(p => p.Add(c => c.Data, SampleSearch.Data()));

        // Of fast {1, 2, 3, 4} the foot is 1; it is the least, so that the range is open below. 274 is the foot.
        await card.Instance.BrushAsync("fast", 0, 0.2);
        Assert.EndsWith("where=total_trades%3A1..%2Cfast%3A..1", Navigation.Uri, StringComparison.Ordinal);
        card.WaitForAssertion(() => Assert.Equal(("272", "4"), (card.Find("rect.brush").GetAttribute("y"), card.Find("rect.brush").GetAttribute("height"))));

        // A click takes the axis's filter away; scores 12, 14 and 24 lie by their size.
        await card.Instance.BrushAsync("fast", 0.5, 0.5);
        Assert.EndsWith("where=total_trades%3A1..", Navigation.Uri, StringComparison.Ordinal);
        card.WaitForAssertion(() => Assert.Empty(card.FindAll("rect.brush")));
        await card.Instance.BrushAsync("score", 0.1, 1);
        Assert.EndsWith("where=total_trades%3A1..%2Cscore%3A14..", Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_many_sets_the_best_and_a_sample_are_drawn()
    {
        var table = TrialTable.Of([.. Enumerable.Range(0, 4000).Select(i => new Trial(i, [], new Dictionary<string, double> { ["a"] = i }) { Score = i, Metrics = new Dictionary<string, double>() })]);
        var plot = ParallelPlot.Of(table, [.. Enumerable.Range(0, 4000)])!;

        Assert.Equal((ParallelPlot.MostLines, 4000), (plot.Drawn, plot.Known));
        Assert.True(plot.Paths[4].Count(c => c == 'M') >= ParallelPlot.MostBest);
        Assert.All(plot.Paths, path => Assert.NotEmpty(path));
    }

    /// <summary>Scales end on round numbers: 1 to 9 in steps of 2 is 0 to 10, so that 5 lies in the middle.</summary>
    [Fact]
    public void Points_lie_on_scales_of_round_numbers()
    {
        var plot = PointPlot.Of([(0, 1), (10, 9), (5, 5)], [(0, 1), (5, 5)]);

        Assert.Equal(["0", "2", "4", "6", "8", "10"], plot.Rows.Ticks.Select(plot.Rows.Text));
        Assert.Equal(["0", "5", "10"], plot.Columns.Ticks.Select(plot.Columns.Text));
        Assert.Equal("M0 180h0M1000 20h0M500 100h0", plot.Points);
        Assert.Equal("M0 180H500V100", plot.Line);
    }
}
