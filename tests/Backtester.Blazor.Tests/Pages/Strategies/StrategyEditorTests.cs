using Backtester.Blazor.Pages.Strategies;
using Backtester.Blazor.Pages.Strategies.Editing;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Backtester.Blazor.Tests.Pages.Strategies;

/// <summary>The editor's page in each of its states.</summary>
public sealed class StrategyEditorTests : StrategyPages
{
    private const string Mine = "id: mine\nlong_entry: crossover(close, sma(close, 5))\nlong_exit: crossunder(close, sma(close, 5))\n";

    private string Address => Services.GetRequiredService<NavigationManager>().Uri;

    [Fact]
    public void New_page_begins_with_a_template_that_has_no_problem_and_shows_where_it_fires()
    {
        var page = Render<StrategyEditor>();
        Assert.Equal("New strategy", page.Find("h1").TextContent);
        Assert.Equal("No problems", page.Find("[data-judgement]").TextContent);
        Assert.StartsWith("id: my_strategy", page.FindComponent<CodeEditor>().Instance.Text, StringComparison.Ordinal);
        var preview = page.FindComponent<PreviewCard>();
        preview.WaitForAssertion(() => Assert.Contains("Of 500 bars", preview.Find("[data-preview=ready]").TextContent, StringComparison.Ordinal), TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task Problem_is_listed_with_place_field_and_nearest_name_and_goes_again()
    {
        var page = Render<StrategyEditor>();
        await TypeAsync(page, "id: mine\nlong_entry: emaa(close, 5) > close\n");
        Assert.Equal("1 problem", page.Find("[data-judgement]").TextContent);
        Assert.StartsWith("2:13", page.Find(".problem-place").TextContent, StringComparison.Ordinal);
        Assert.Contains("emaa is not a known name", page.Find(".problem-list").TextContent, StringComparison.Ordinal);
        Assert.Equal("ema", page.Find(".suggestion").TextContent);
        Assert.True(page.FindAll("button").First(b => b.TextContent == "Format").HasAttribute("disabled"));
        Assert.True(page.FindAll("button").First(b => b.TextContent == "Check it").HasAttribute("disabled"));
        await SaveAsync(page);
        Assert.Empty(Folder.Files());
        await TypeAsync(page, Mine);
        Assert.Empty(page.FindAll(".problem-list li"));
    }

    [Fact]
    public async Task Saved_strategy_is_stored_as_written_and_opens_under_its_id()
    {
        var page = Render<StrategyEditor>();
        await TypeAsync(page, "# my words\n" + Mine);
        await SaveAsync(page);
        Assert.Equal("# my words\n" + Mine, File.ReadAllText(Assert.Single(Folder.Files()).Path));
        Assert.EndsWith("strategies/mine/edit", Address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Version_that_is_kept_with_other_rules_is_refused_with_the_next_number()
    {
        Folder.Save(Mine, asWritten: true);
        var page = Edit("mine");
        Assert.Equal("Saved", page.Find("[data-judgement]").TextContent);
        await TypeAsync(page, Mine.Replace("5", "9", StringComparison.Ordinal));
        await SaveAsync(page);
        Assert.Contains("This version is kept with other rules", page.Find(".problem-list").TextContent, StringComparison.Ordinal);
        Assert.Equal("version: 1.0.1", page.Find(".suggestion").TextContent);
        Assert.Single(Folder.Versions("mine"));
        await TypeAsync(page, "version: 1.0.1\n" + Mine.Replace("5", "9", StringComparison.Ordinal));
        await SaveAsync(page);
        Assert.Equal("Saved", page.Find("[data-judgement]").TextContent);
        Assert.Equal(["1.0.1", "1.0.0"], page.FindAll("[data-version]").Select(r => r.GetAttribute("data-version")));
        Assert.Contains("+version: 1.0.1", Text(page.FindAll(".diff tr.added")), StringComparison.Ordinal);
        Assert.Contains("−version: 1.0.0", Text(page.FindAll(".diff tr.removed")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Backtest_this_stores_first_and_takes_strategy_and_candles_to_the_form()
    {
        var page = Render<StrategyEditor>();
        await TypeAsync(page, Mine);
        await page.FindAll("button").First(b => b.TextContent == "Backtest this").ClickAsync(new());
        Assert.Single(Folder.Files());
        Assert.EndsWith("backtests/new?strategy=mine&exchange=test&symbol=AAAUSDT&timeframe=1h", Address, StringComparison.Ordinal);
    }

    [Fact]
    public void Copy_begins_under_a_free_id()
    {
        Folder.Save(Mine.Replace("mine", "my_sma_cross", StringComparison.Ordinal));
        Services.GetRequiredService<NavigationManager>().NavigateTo("strategies/new?from=sma_cross");
        var page = Render<StrategyEditor>();
        Assert.StartsWith("id: my_sma_cross_2\n", page.FindComponent<CodeEditor>().Instance.Text, StringComparison.Ordinal);
        Assert.Equal("No problems", page.Find("[data-judgement]").TextContent);
    }

    [Fact]
    public async Task Restored_draft_says_so_and_can_be_discarded()
    {
        var page = Render<StrategyEditor>();
        await page.InvokeAsync(() => page.FindComponent<CodeEditor>().Instance.OnRestored.InvokeAsync(Mine));
        Assert.Contains("unsaved draft", page.Find(".notice").TextContent, StringComparison.Ordinal);
        await page.Find(".notice button").ClickAsync(new());
        Assert.Empty(page.FindAll(".notice"));
    }

    [Theory]
    [InlineData("nobody", "It may have been renamed")]
    [InlineData("sma_cross", "make a copy")]
    public void What_cannot_be_edited_says_why(string id, string words) =>
        Assert.Contains(words, Edit(id).Find(".empty").TextContent, StringComparison.Ordinal);

    [Fact]
    public void Broken_file_opens_with_its_problems()
    {
        Directory.CreateDirectory(Folder.Path);
        File.WriteAllText(Path.Combine(Folder.Path, "torn.yaml"), "id: torn\nlong_entry: close >\n");
        var page = Edit("torn");
        Assert.Equal("1 problem", page.Find("[data-judgement]").TextContent);
        Assert.Contains("2:", page.Find(".problem-place").TextContent, StringComparison.Ordinal);
    }

    private IRenderedComponent<StrategyEditor> Edit(string id) => Render<StrategyEditor>(p => p.Add(e => e.Id, id));

    private static Task TypeAsync(IRenderedComponent<StrategyEditor> page, string text) =>
        page.InvokeAsync(() => page.FindComponent<CodeEditor>().Instance.OnChanged.InvokeAsync(text));

    private static Task SaveAsync(IRenderedComponent<StrategyEditor> page) => page.FindAll("button").First(b => b.TextContent == "Save").ClickAsync(new());

    private static string Text(IEnumerable<AngleSharp.Dom.IElement> rows) => string.Join('\n', rows.Select(r => r.Children[2].TextContent + r.Children[3].TextContent));
}
