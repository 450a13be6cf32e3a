using Backtester.Blazor.Pages.Recommendations;
using Backtester.Blazor.Recommendations;
using Backtester.Blazor.Tests.Api;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Backtester.Blazor.Tests.Pages;

/// <summary>The rows of the strategies that are followed.</summary>
public sealed class FollowedStrategiesTests(ApiPortal api) : PortalPages(api)
{
    [Fact]
    public async Task Followed_strategy_has_its_status_where_other_lists_have_it()
    {
        var run = await Api.RunAsync(SmallMarket.Spec);
        var followed = (await Services.GetRequiredService<ActiveStrategyService>().FollowRunAsync(run)).Strategy!.Row.Id;
        var page = Open<RecommendationList>("recommendations");
        page.WaitForElement($"[data-active='{followed}']", Patience);
        Assert.Equal("Active", page.Find($"[data-active='{followed}'] td.status .badge.good").TextContent);

        await page.InvokeAsync(() => page.Find($"[data-active='{followed}'] .actions button").ClickAsync(new()));
        page.WaitForAssertion(() => Assert.Equal("Retired", page.Find($"[data-active='{followed}'] td.status .badge").TextContent), Patience);
    }
}
