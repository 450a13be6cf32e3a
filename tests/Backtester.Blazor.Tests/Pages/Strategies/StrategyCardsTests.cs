using Backtester.Blazor.Pages.Backtests.Explain;
using Backtester.Blazor.Pages.Strategies;
using Backtester.Blazor.Pages.Strategies.Editing;
using Backtester.Blazor.Runs;
using Backtester.Core.Runs;
using Backtester.Core.Runs.Explanation;
using Backtester.Core.Runs.Proof;
using Backtester.Core.Strategies.Definitions;
using Backtester.Core.Strategies.Proof;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Backtester.Blazor.Tests.Pages.Strategies;

/// <summary>The parts around the editor, the catalogue and the explanation of a run, in each of their states.</summary>
public sealed class StrategyCardsTests : StrategyPages
{
    private static readonly StrategyDefinition Crossing = DefinitionReader.Parse("id: mine\nlong_entry: crossover(close, sma(close, 5))\nlong_exit: crossunder(close, sma(close, 5))\n");

    [Fact]
    public void Proof_of_a_causal_strategy_passes_and_says_what_was_covered()
    {
        var card = Render<CheckCard>(p => p.Add(c => c.Definition, Crossing).Add(c => c.Series, Key));
        card.Find("button").Click();
        card.WaitForAssertion(() => Assert.Contains("No decision knows the future", card.Find("[data-check=passed]").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(60));
        Assert.Contains("600 of test AAAUSDT 1h", card.Find("dl").TextContent, StringComparison.Ordinal);
        card.Render(p => p.Add(c => c.Definition, Crossing with { Cooldown = DefinitionReader.Parse("long_entry: close > open\ncooldown: 2\n").Cooldown }));
        Assert.Contains("The rules have changed since", card.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Proof_can_be_cancelled_and_says_so()
    {
        var card = Render<CheckCard>(p => p.Add(c => c.Definition, Crossing).Add(c => c.Series, Key));
        card.Find("button").Click();
        Assert.Equal("Cancel", card.Find("button").TextContent);
        Assert.NotNull(card.Find("[role=progressbar]"));
        card.Find("button").Click();
        card.WaitForAssertion(() => Assert.Contains("cancelled", card.Find("[role=status]").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(20));
        Assert.Equal("Check it", card.Find("button").TextContent);
    }

    [Fact]
    public void Leak_is_told_by_field_expression_bar_and_reach()
    {
        var candles = Candles.Load(Key, Core.Market.TimeRange.All);
        var report = new ProofReport("x", 3, 10, [new Leak(FutureKind.Noise, "long_signal", "long_entry", "highest(close, 3)", 7, candles.OpenTimeMs[7], 2)],
            new WarmUpReport(1, 1, 0, 0, 5, []), new CoverageReport(600, 3, 4, 3, [new IdleBranch("long_exit", "close < 0", false)]));
        var check = new StrategyCheck(new Core.Strategies.DefinedStrategy(Crossing).Info, candles, report, [], ["A note."]);
        Assert.Equal("It knows the future: highest(close, 3) in long_entry at bar 7 (2024-01-01 07:00 UTC) changes with candles up to 2 bars later.", CheckCard.SentenceOf(check));
        var shown = Render<CheckReport>(p => p.Add(r => r.Check, check)).Markup;
        Assert.Contains("reads up to 2 bars ahead (noise)", shown, StringComparison.Ordinal);
        Assert.Contains("3 of 4", shown, StringComparison.Ordinal);
        Assert.Contains("always false", shown, StringComparison.Ordinal);
        Assert.Contains("A note.", shown, StringComparison.Ordinal);
    }

    [Fact]
    public void Preview_counts_bars_keeps_the_last_picture_while_there_are_problems_and_names_missing_candles()
    {
        var card = Render<PreviewCard>(p => p.Add(c => c.Definition, null).Add(c => c.Series, Candles.List()).Add(c => c.Chosen, Key));
        Assert.Contains("As soon as the rules have no problem", card.Find("[data-preview=waiting]").TextContent, StringComparison.Ordinal);
        card.Render(p => p.Add(c => c.Definition, Crossing));
        var expected = RulePreview.Of(Crossing, Key, Candles, 500);
        Assert.True(expected.Count(Core.Strategies.Signals.LongEntry) > 3);
        var words = $"Of 500 bars from 2024-01-05 04:00 UTC: long entry on {expected.Count(Core.Strategies.Signals.LongEntry)}, long exit on {expected.Count(Core.Strategies.Signals.LongExit)}.";
        card.WaitForAssertion(() => Assert.Equal(words, card.Find("[data-preview=ready]").TextContent), TimeSpan.FromSeconds(20));
        card.Render(p => p.Add(c => c.Definition, null));
        Assert.Equal("Before the change: " + words, card.Find("[data-preview=stale]").TextContent);
        card.Render(p => p.Add(c => c.Definition, Crossing).Add(c => c.Chosen, Key with { Symbol = "NONE" }));
        card.WaitForAssertion(() => Assert.Contains("no candles are stored: test NONE 1h", card.Find("[data-preview=problem]").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void Marks_begin_where_a_rule_begins_to_hold()
    {
        var definition = DefinitionReader.Parse("long_entry: close > open\nshort_entry: close < open\n");
        var chart = RuleChart.Of(RulePreview.Of(definition, Key, Candles, 500));

        // The closes are a sine of 94 bars: in 500 bars it turns 10 or 11 times, and each turn begins a stretch.
        Assert.InRange(chart.Marks.Count, 10, 12);
        Assert.Equal(500, chart.Marks.Sum(m => m.Bars) + Enumerable.Range(0, 500).Count(i => chart.Open[i] == chart.Close[i]));
        Assert.All(chart.Marks.Zip(chart.Marks.Skip(1)), m => Assert.NotEqual(m.First.Rule, m.Second.Rule));
    }

    [Fact]
    public void Preview_reads_earlier_bars_so_that_averages_are_warm()
    {
        var definition = DefinitionReader.Parse("long_entry: sma(close, 50) > 0\n");
        var preview = RulePreview.Of(definition, Key, Candles, 100);
        Assert.Equal((100, 49), (preview.Count(Core.Strategies.Signals.LongEntry), preview.WarmUp));
    }

    [Fact]
    public void Catalogue_is_searched_by_words_category_and_source_in_the_address()
    {
        Folder.Save("id: mine\ntitle: Mine\ncategory: modern\nlong_entry: close > kama(close)\n");
        Assert.Equal("mine", Ids("")[0]);
        Assert.Equal(["mine"], Ids("?source=own"));
        Assert.Contains("sma_cross", Ids("?source=catalogue&category=classic"));
        Assert.DoesNotContain("mine", Ids("?source=catalogue"));
        Assert.Equal(["mine"], Ids("?text=KAMA"));
        Assert.Empty(Ids("?text=nothing+at+all"));
    }

    [Fact]
    public void Broken_file_is_told_on_the_list_with_the_way_to_mend_it()
    {
        Directory.CreateDirectory(Folder.Path);
        File.WriteAllText(Path.Combine(Folder.Path, "torn.yaml"), "id: torn\nlong_entry: close >\n");
        var notice = Render<StrategyList>().Find(".notice");
        Assert.Contains("torn.yaml", notice.TextContent, StringComparison.Ordinal);
        Assert.Equal("strategies/torn/edit", notice.QuerySelector("a")!.GetAttribute("href"));
    }

    [Fact]
    public void Run_without_trades_opens_its_funnel_and_shows_the_rules_of_a_bar()
    {
        var spec = """{"exchange":"test","symbols":["AAAUSDT"],"timeframe":"1h","strategy":{"id":"never","long_entry":"close > sma(close, 5) and close > 1000"}}""";
        var plan = RunPlanner.Plan(spec, SpecFormat.Json, Candles);
        var card = Why(plan, trades: 0);
        card.WaitForAssertion(() => Assert.Contains("On none of 600 bars did an entry rule hold", card.Find("[data-why=ready]").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(30));
        Assert.Equal("600", card.Find("tr.chosen[data-step=signal] td.number").TextContent);
        card.Find("#why-at").Change("2024-01-02T05:00");
        card.Find("form").Submit();
        card.WaitForElement("[data-bar='29']", TimeSpan.FromSeconds(20));
        Assert.Equal(["close > sma(close, 5) and close > 1000", "close > sma(close, 5)", "close"], card.FindAll(".rules-at tbody tr td:nth-child(2)").Select(c => c.TextContent).Take(3));
        Assert.Equal("false", card.Find(".rules-at tr.whole td.number").TextContent);
        card.FindAll("button").First(b => b.TextContent == "Next bar").Click();
        card.WaitForElement("[data-bar='30']", TimeSpan.FromSeconds(20));
        card.Find("#why-at").Change("2030-01-01T00:00");
        card.Find("form").Submit();
        card.WaitForAssertion(() => Assert.Contains("at which the run has no bar", card.Find(".problem").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(20));
    }

    [Fact]
    public void Run_with_trades_is_explained_only_when_it_is_asked_for()
    {
        var plan = RunPlanner.Plan(SmallMarket.Spec, SpecFormat.Json, Candles);
        var card = Why(plan, trades: 5);
        Assert.False(card.Find("details").HasAttribute("open"));
        Assert.Null(card.Find("details").GetAttribute("data-why"));
        card.Find("details").TriggerEvent("ontoggle", EventArgs.Empty);
        card.WaitForAssertion(() => Assert.Contains("led to an entry", card.Find("[data-why=ready]").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(30));
    }

    private string[] Ids(string query)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo("strategies" + query);
        return [.. Render<StrategyList>().FindAll("[data-strategy]").Select(a => a.GetAttribute("data-strategy")!)];
    }

    private IRenderedComponent<WhyCard> Why(RunPlan plan, int trades)
    {
        var run = new RunSummary
        {
            Id = 1,
            Uuid = Guid.Empty,
            Name = "n",
            Status = "COMPLETED",
            Strategy = "x",
            Exchange = "test",
            Symbols = ["AAAUSDT"],
            Timeframe = "1h",
            StartMs = plan.Range.StartMs,
            EndMs = plan.Range.EndMs,
            Synthetic = false,
            CreatedAtMs = 0,
            TotalTrades = trades,
        };
        var detail = new RunDetail { Summary = run, SpecText = "{}", Manifest = plan.Manifest, Plan = plan, Fingerprint = "f" };
        return Render<WhyCard>(p => p.Add(c => c.Run, run).Add(c => c.Detail, detail));
    }
}
