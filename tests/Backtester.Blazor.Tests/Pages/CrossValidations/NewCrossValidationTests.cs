using Backtester.Blazor.Optimizations;
using Backtester.Blazor.Pages.CrossValidations;
using Backtester.Blazor.Runs;
using Backtester.Blazor.Tests.Pages.Strategies;
using Backtester.Core.Strategies;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Backtester.Blazor.Tests.Pages.CrossValidations;

/// <summary>The form of a cross-validation: what a run refuses is said by field.</summary>
public sealed class NewCrossValidationTests : StrategyPages
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Workspace _workspace;

    public NewCrossValidationTests()
    {
        var library = StrategyLibrary.BuiltIn;
        _workspace = Workspace.Open(new Dictionary<string, string?> { ["DataDirectory"] = DataPath });
        Services.AddSingleton(Candles);
        Services.AddSingleton(new CrossValidationService(Candles, library));
        Services.AddSingleton(new OptimizationService(_workspace.Optimizations, Candles, library, null!, null!, null!));
    }

    [Fact]
    public async Task Problems_of_a_run_are_listed_by_field()
    {
        var page = Render<NewCrossValidation>();
        page.Find("#f-cross_validation-groups").Change("1");
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains("cross_validation.groups", page.Find("#problems").TextContent, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("[data-crossvalidation]"));
    }

    [Fact]
    public async Task Filled_form_is_planned_run_and_answered_above_itself()
    {
        var page = Render<NewCrossValidation>();
        await ChangeAsync("#f-exchange", "test");
        await ChangeAsync(".symbol-option:first-child input", true);
        await ChangeAsync(".symbol-option:last-child input", false);
        await ChangeAsync("#f-parameter_ranges-fast", "3, 5");
        await ChangeAsync("#f-parameter_ranges-slow", "10, 20");
        await ChangeAsync("#f-cross_validation-groups", "4");
        await ChangeAsync("#f-cross_validation-test_groups", "2");
        await ChangeAsync("#f-cross_validation-purge", "12");
        Assert.Contains("\"AAAUSDT\"", page.Find("#document").GetAttribute("value"), StringComparison.Ordinal);
        Assert.DoesNotContain("BTCUSDT", page.Find("#document").GetAttribute("value"), StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Contains("6 splits and 3 paths of 25 days; 4 sets", page.Find("[data-plan]").TextContent, StringComparison.Ordinal), Patience);

        await page.InvokeAsync(() => page.Find("form").SubmitAsync());
        page.WaitForElement("[data-crossvalidation=ready]", Patience);
        Assert.StartsWith("Over 3 paths of days", page.Find("[data-sentence]").TextContent, StringComparison.Ordinal);
        Assert.Equal(["Median path", "Best set, all days", "Degradation", "Paths below 0", "Sets compared"], page.FindAll(".tile-label").Select(t => t.FirstChild!.TextContent.Trim()));
        Assert.Equal("of 4; 1 days purged, 0 embargoed", page.FindAll(".tile-note")[4].TextContent);
        Assert.Equal(["1", "2", "3"], page.FindAll("#paths tbody th").Select(c => c.TextContent));
        Assert.Equal(["1, 2", "1, 3", "1, 4", "2, 3", "2, 4", "3, 4"], page.FindAll("#splits tbody th").Select(c => c.TextContent));
        Assert.Equal(["Tested groups", "Training days", "Fast", "Slow", "Sharpe in training", "in the test"], page.FindAll("#splits thead th").Select(c => c.TextContent));
        Assert.All(page.FindAll("#splits tbody tr"), row => Assert.Contains(row.Children[2].TextContent, (string[])["3", "5"]));
        Assert.Equal(3, page.FindAll(".drawing rect.bar").Count);
        Assert.Empty(page.FindAll("#problems"));
        Assert.Equal("Cross-validate", page.Find("button[type=submit]").TextContent);

        // Found and changed in one go: the look at the document draws the page anew while it is filled in.
        Task ChangeAsync<T>(string field, T value) => page.InvokeAsync(() => page.Find(field).ChangeAsync(value));
    }

    protected override void Dispose(bool disposing)
    {
        _workspace.Dispose();
        base.Dispose(disposing);
    }
}
