using Backtester.Blazor.Optimizations;
using Backtester.Blazor.Pages.Backtests.MonteCarlo;
using Backtester.Core.Analysis.Paths;
using Backtester.Core.Optimization.MonteCarlo;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Backtester.Blazor.Tests.Pages;

/// <summary>What the Monte Carlo card shows.</summary>
public sealed class MonteCarloViewTests : BunitContext
{
    private static readonly LuckResult Luck = new()
    {
        Settings = new LuckSettings { Paths = 4, Objective = "roi" },
        Sets = 1,
        Objective = "roi",
        LowerIsBetter = false,
        Observed = 3,
        WithoutDrift = double.NaN,
        Values = [1, -2, 4, 0.5],
        Drift = new Dictionary<string, double>(),
        Note = "A note.",
    };

    private static PathRiskResult Risk(PathScheme scheme) =>
        PathRisk.Measure(AccountSteps.OfProfits([10, -20, -5, 20, 1, -30, 4], 100), new PathSettings { Scheme = scheme, Paths = 400 });

    private static PathDistribution[] Metrics(params double[] roi) =>
        [.. ExecutionResult.Metrics.Select(name => PathDistribution.Of(name, 5, roi))];

    [Fact]
    public void Path_risk_shows_its_sentence_the_fan_and_the_numbers_that_the_scheme_moves()
    {
        var risk = Risk(PathScheme.Trades);
        var view = Render<PathRiskView>(p => p.Add(v => v.Risk, risk));

        Assert.Equal(risk.Sentence, view.Find("p").TextContent);
        Assert.Equal(2, view.FindAll("polygon.band").Count);
        Assert.Single(view.FindAll("polyline.own"));
        Assert.Equal(["Final equity", "Max drawdown", "Longest drawdown, trades"], view.FindAll("tbody th").Select(t => t.TextContent));
        Assert.Contains("this run 30.9", view.Find(".plot-note").TextContent, StringComparison.Ordinal);
        Assert.Contains("this run ended with 80.00", view.Find(".drawing").GetAttribute("aria-label"), StringComparison.Ordinal);
        Assert.Contains("CAGR is not shown: drawn trades have no calendar", view.Markup, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Shuffled_trades_show_no_final_equity_and_say_why() =>
        Assert.Contains(
            "Final equity is not shown: another order of the same trades ends with the same equity.",
            Render<PathRiskView>(p => p.Add(v => v.Risk, Risk(PathScheme.Shuffle))).Find("p.muted").TextContent,
            StringComparison.OrdinalIgnoreCase);

    [Fact]
    public void Luck_marks_the_run_among_the_histories_and_writes_unknown_as_a_dash()
    {
        var view = Render<LuckView>(p => p.Add(v => v.Luck, Luck));

        Assert.Contains("this run +3.00", view.Find(".plot-note").TextContent, StringComparison.Ordinal);
        Assert.Equal("0.400", view.FindAll("tbody tr")[0].LastElementChild!.TextContent);
        Assert.Equal(["–", "–"], view.FindAll("tbody tr")[1].QuerySelectorAll("td").Select(t => t.TextContent));
        Assert.Contains("A note.", view.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Histories_that_are_all_alike_have_no_drawing() =>
        Assert.Contains(
            "Every history has the same value: 7",
            Render<MarkedHistogram>(p => p.Add(h => h.Values, new double[] { 7, 7 }).Add(h => h.Name, "x").Add(h => h.Write, v => $"{v}")).Markup,
            StringComparison.Ordinal);

    [Fact]
    public void Execution_leaves_the_quantiles_of_a_certain_scenario_out()
    {
        var result = new ExecutionResult
        {
            Settings = new ExecutionSettings(),
            Rows =
            [
                new ExecutionRow(new ExecutionScenario("as assumed"), 1, Metrics(5), 0),
                new ExecutionRow(new ExecutionScenario("slippage +5 bps") { Slippage = 5 }, 3, Metrics(1, -2, -3), 2 / 3.0),
            ],
        };
        var rows = Render<ExecutionView>(p => p.Add(v => v.Execution, result)).FindAll("tbody tr");

        Assert.Equal(["1", "", "+5.00\u202F%", ""], rows[0].QuerySelectorAll("td").Take(4).Select(t => t.TextContent));
        Assert.Equal("\u22122.00\u202F%", rows[1].QuerySelectorAll("td")[2].TextContent);
        Assert.Equal("67\u202F%", rows[1].QuerySelectorAll("td")[^1].TextContent);
    }

    [Fact]
    public void The_question_that_is_shown_stands_in_the_address()
    {
        using var service = new MonteCarloService(null!);
        Services.AddSingleton(service);
        var card = Render<MonteCarloCard>(p => p.Add(c => c.RunId, 7).Add(c => c.Question, "no such question"));

        Assert.Equal(["true", "false", "false"], card.FindAll("[role=group] button").Select(b => b.GetAttribute("aria-pressed")));
        Assert.Single(card.FindAll("#montecarlo-scheme"));
        Assert.Equal("Draw 10,000 histories", card.Find("button.primary").TextContent);
        card.FindAll("[role=group] button")[2].Click();
        Assert.EndsWith("?risk=execution", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
    }
}
