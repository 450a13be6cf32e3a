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

    protected override void Dispose(bool disposing)
    {
        _workspace.Dispose();
        base.Dispose(disposing);
    }
}
