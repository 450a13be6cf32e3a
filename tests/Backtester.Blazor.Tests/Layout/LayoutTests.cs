using Backtester.Blazor.Jobs;
using Backtester.Blazor.Layout;
using Backtester.Blazor.Shared;
using Backtester.Blazor.Tests.Api;
using Backtester.Blazor.Tests.Pages;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Backtester.Blazor.Tests.Layout;

/// <summary>What is around every page: the ways to the others, what runs, messages, and what is shown where a page fails.</summary>
public sealed class LayoutTests(ApiPortal api) : PortalPages(api)
{
    [Fact]
    public void Page_stands_between_its_ways_and_a_failing_one_is_replaced_until_it_is_tried_again()
    {
        var broken = true;
        RenderFragment body = builder =>
        {
            if (broken)
            {
                throw new InvalidOperationException("the disk is gone");
            }

            builder.AddMarkupContent(0, "<h1>Whole</h1>");
        };
        var layout = Render<MainLayout>(p => p.Add(l => l.Body, body));
        Assert.Contains("the disk is gone", layout.Find("main [role=alert]").TextContent, StringComparison.Ordinal);
        Assert.Contains("backtests", layout.FindAll("nav[aria-label=Main] a").Select(a => a.GetAttribute("href")));
        Assert.EndsWith("#content", layout.Find(".skip-link").GetAttribute("href"), StringComparison.Ordinal);

        broken = false;
        layout.FindAll("main button").Single(b => b.TextContent == "Try again").Click();
        layout.WaitForAssertion(() => Assert.Equal("Whole", layout.Find("main h1").TextContent));
        Assert.Empty(layout.FindAll("main [role=alert]"));
    }

    [Fact]
    public void Number_of_running_jobs_follows_the_feed()
    {
        var feed = Services.GetRequiredService<JobFeed>();
        var shown = Render<RunningNow>();
        Assert.Empty(shown.Markup.Trim());

        feed.Publish(new JobChange(7001, "backtest", null, "RUNNING", 0.2));
        feed.Publish(new JobChange(7002, "batch", null, "RUNNING", 0.6));
        feed.Publish(new JobChange(7003, "fetch", null, "PENDING"));
        shown.WaitForAssertion(() => Assert.Equal("3 running", shown.Find("a").GetAttribute("aria-label")), Patience);
        Assert.Equal("40\u202F%", shown.Find(".running-title").TextContent);

        foreach (var (id, end) in ((long, string)[])[(7001, "COMPLETED"), (7002, "FAILED"), (7003, "CANCELLED")])
        {
            feed.Publish(new JobChange(id, "backtest", null, end));
        }

        shown.WaitForAssertion(() => Assert.Empty(shown.Markup.Trim()), Patience);
    }

    [Fact]
    public void Message_is_shown_done_and_dismissed()
    {
        var done = 0;
        var toasts = Services.GetRequiredService<ToastService>();
        var region = Render<ToastRegion>();
        toasts.Show("It is queued.");
        toasts.Show(new Toast("It is gone.", "Undo", () => Task.FromResult(done++)));
        region.WaitForAssertion(() => Assert.Equal(["It is queued.", "It is gone."], region.FindAll(".toast > span").Select(t => t.TextContent)));

        region.FindAll("button").Single(b => b.TextContent == "Undo").Click();
        region.WaitForAssertion(() => Assert.Equal(["It is queued."], region.FindAll(".toast > span").Select(t => t.TextContent)));
        Assert.Equal(1, done);
        region.Find("[aria-label=Dismiss]").Click();
        region.WaitForAssertion(() => Assert.Empty(region.FindAll(".toast")));
    }
}
