using Backtester.Blazor.Comparison;
using Backtester.Blazor.Pages.Backtests.Compare;
using Backtester.Core.Analysis;
using Bunit;
using Xunit;

namespace Backtester.Blazor.Tests.Pages;

public sealed class CompareViewTests : BunitContext
{
    private const long Day = 86_400_000;

    private static readonly RunComparison Two = new(
        [StubBacktests.Run(7), StubBacktests.Run(9) with { Synthetic = true }],
        ["first", "second"],
        [new MetricRow(MetricCatalog.All.First(m => m.Name == "max_drawdown_percentage"), [12.5, 8], [false, true])],
        [new SettingRow("strategy_params.fast", ["5", null])],
        (0, 2 * Day),
        [[new(0, 100), new(Day, 150), new(2 * Day, 125)], [new(0, 100), new(Day, double.NaN), new(2 * Day, 50)]],
        [new PairTest(1, new PairedDifference(365, 1.5, 0.0003, -0.001, 0.0016, 0.41, 0.3, 0.5, 0.45), "first earned more.")],
        ["A note."]);

    [Fact]
    public void Curves_share_one_axis_and_leave_out_what_is_unknown()
    {
        var card = Render<CurvesCard>(p => p.Add(c => c.Comparison, Two));

        // 50 to 150 in steps of 20 is 40 to 160: 100 is in the middle of 200 units, 150 lies at 10/120.
        Assert.Equal(["0,100 500,16.7 1000,58.3"], card.FindAll("polyline.series-0").Select(l => l.GetAttribute("points")));
        Assert.Equal(["0,100", "1000,183.3"], card.FindAll("polyline.series-1").Select(l => l.GetAttribute("points")));
        Assert.Equal(["160", "140", "120", "100", "80", "60", "40"], card.FindAll(".tick").Select(t => t.TextContent));
        Assert.Equal(2, card.FindAll(".run-legend li").Count);
        Assert.Contains("first 125.0, second 50.0", card.Find(".drawing").GetAttribute("aria-label"), StringComparison.Ordinal);

        // Of two neither can be left out.
        Assert.Empty(card.FindAll(".run-legend button"));
    }

    [Fact]
    public void Best_of_a_row_is_marked_in_words_too()
    {
        var table = Render<MetricsTable>(p => p.Add(c => c.Comparison, Two));
        var cells = table.FindAll("[data-compared=max_drawdown_percentage] td");
        Assert.DoesNotContain("best", cells[0].TextContent, StringComparison.Ordinal);
        Assert.Equal("8.00\u202F%★ best", cells[1].TextContent);
    }

    [Fact]
    public void Verdict_settings_and_notes_are_shown()
    {
        var verdict = Render<VerdictCard>(p => p.Add(c => c.Comparison, Two));
        Assert.Equal("first earned more.", verdict.Find("[data-verdict='9']").TextContent);
        Assert.Equal("A note.", verdict.Find("[data-notes] li").TextContent);
        Assert.Equal(["365", "+0.030\u202F%", "−0.100\u202F%", "+0.160\u202F%", "41.0\u202F%", "+0.30", "50.0\u202F%", "45.0\u202F%"], verdict.FindAll("tbody td").Skip(1).Select(c => c.TextContent));

        var settings = Render<SettingsTable>(p => p.Add(c => c.Comparison, Two));
        Assert.Equal(["5", "–"], settings.FindAll("[data-setting='strategy_params.fast'] td").Select(c => c.TextContent));
        Assert.Contains("every setting is the same", Render<SettingsTable>(p => p.Add(c => c.Comparison, Two with { Settings = [] })).Markup, StringComparison.Ordinal);
    }
}
