using Backtester.Blazor.Pages.Backtests;
using Backtester.Blazor.Pages.Batches;
using Backtester.Blazor.Pages.Data;
using Backtester.Blazor.Pages.Jobs;
using Backtester.Blazor.Pages.Optimizations;
using Backtester.Blazor.Pages.Recommendations;
using Backtester.Blazor.Pages.Strategies;
using Backtester.Blazor.Pages.WalkForwards;
using Backtester.Blazor.Tests.Api;
using Bunit;
using Microsoft.AspNetCore.Components;
using Xunit;

namespace Backtester.Blazor.Tests.Pages;

/// <summary>The page of a thing that is not there says so, and leads to those that are.</summary>
public sealed class MissingPagesTests(ApiPortal api) : PortalPages(api)
{
    [Fact]
    public void Backtest_that_is_not_there() => Says(Open<BacktestResult>("backtests/999", p => p.Add(x => x.Id, 999)), "There is no backtest 999", "backtests");

    [Fact]
    public void Search_that_is_not_there() => Says(Open<OptimizationResult>("optimizations/999", p => p.Add(x => x.Id, 999)), "There is no optimization 999", "optimizations");

    [Fact]
    public void Walk_forward_that_is_not_there() => Says(Open<WalkForwardResult>("walkforwards/999", p => p.Add(x => x.Id, 999)), "There is no walk-forward 999", "optimizations#walkforwards");

    [Fact]
    public void Batch_that_is_not_there() => Says(Open<BatchResult>("batches/999", p => p.Add(x => x.Id, 999)), "There is no batch 999", "optimizations#batches");

    [Fact]
    public void Job_that_is_not_there() => Says(Open<JobPage>("jobs/999", p => p.Add(x => x.Id, 999)), "There is no job 999", "jobs");

    [Fact]
    public void Recommendation_that_is_not_there() => Says(Open<RecommendationPage>("recommendations/999", p => p.Add(x => x.Id, 999)), "There is no recommendation 999", "recommendations");

    [Fact]
    public void Strategy_that_is_not_there() => Says(Open<StrategyDetail>("strategies/none", p => p.Add(x => x.Id, "none")), "There is no strategy “none”", "strategies");

    [Fact]
    public void Universe_that_is_not_there() => Says(Open<UniversePage>("data/universes/none", p => p.Add(x => x.Name, "none")), "There is no universe “none”", "data");

    [Fact]
    public void Series_that_is_not_there() =>
        Says(Open<SeriesPage>("data/test/NONE/1h", p => p.Add(x => x.Exchange, "test").Add(x => x.Symbol, "NONE").Add(x => x.Frame, "1h")), "There are no candles of test NONE 1h", "data");

    private static void Says<T>(IRenderedComponent<T> page, string title, string way)
        where T : IComponent
    {
        page.WaitForAssertion(() => Assert.Contains(title, page.Markup, StringComparison.Ordinal), Patience);
        Assert.Contains(way, page.FindAll("a.button.primary").Select(a => a.GetAttribute("href")));
    }
}
