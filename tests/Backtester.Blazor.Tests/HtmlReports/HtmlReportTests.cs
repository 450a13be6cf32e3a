using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Backtester.Blazor.HtmlReports;
using Backtester.Blazor.Tests.Api;
using Xunit;

namespace Backtester.Blazor.Tests.HtmlReports;

/// <summary>The file of a run that a portal made.</summary>
public class HtmlReportTests(ApiPortal api) : IClassFixture<ApiPortal>
{
    private static readonly Regex Address = new(@"url\(|@import|https?:|//[a-z]", RegexOptions.IgnoreCase, TimeSpan.FromSeconds(1));

    [Fact]
    public async Task File_holds_the_result_and_loads_nothing()
    {
        var id = await api.RunAsync(SmallMarket.Spec.Replace("\"small\"", "\"<b>small</b> & \\\"quoted\\\"\"", StringComparison.Ordinal));
        using var answer = await api.Client.GetAsync($"/api/backtest/results/{id}/report.html");
        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains($"backtest-{id}.html", answer.Content.Headers.ContentDisposition?.ToString(), StringComparison.Ordinal);
        var text = await answer.Content.ReadAsStringAsync();
        var page = new HtmlParser().ParseDocument(text);

        Assert.Equal("<b>small</b> & \"quoted\"", page.QuerySelector("h1")!.TextContent);
        Assert.Empty(page.QuerySelectorAll("script, link, img, iframe, object, embed, form, base, video, audio, source"));
        Assert.All(page.All.SelectMany(e => e.Attributes), a => Assert.DoesNotContain(a.Name, new[] { "src", "href", "srcset", "action", "data", "poster", "background", "xlink:href" }));
        Assert.All(page.All.SelectMany(e => e.Attributes).Where(a => a.Name == "style").Select(a => a.Value).Append(page.QuerySelector("style")!.TextContent), css => Assert.DoesNotMatch(Address, css));
        Assert.DoesNotMatch(new Regex("https?://", RegexOptions.None, TimeSpan.FromSeconds(1)), text);
        Assert.StartsWith("default-src 'none'", page.QuerySelector("meta[http-equiv='Content-Security-Policy']")!.GetAttribute("content"), StringComparison.Ordinal);

        var metrics = (await api.Client.GetAsync($"/api/backtest/results/{id}?equity=none").ContinueWith(t => t.Result.Content.ReadAsStringAsync(), TaskScheduler.Default).Unwrap());
        var trades = System.Text.Json.JsonDocument.Parse(metrics).RootElement.GetProperty("trades").GetArrayLength();
        Assert.Equal(trades, TableOf(page, "Trades in order of exit").QuerySelectorAll("tbody tr").Length);
        Assert.Equal($"{trades}", page.QuerySelector("[data-metric=total_trades] b")!.TextContent);
        Assert.Contains("95 %:", page.QuerySelector("[data-metric=profit_factor]")!.TextContent + page.QuerySelector("[data-metric=sharpe_ratio]")!.TextContent, StringComparison.Ordinal);

        // Twenty-five days of January 2024: one year, one month, as many points of equity as days.
        Assert.Single(page.QuerySelectorAll("[data-part=months] tbody tr"));
        Assert.Equal(25, page.QuerySelector("polyline.equity")!.GetAttribute("points")!.Split(' ').Length);
        Assert.Equal(50, page.QuerySelector("polygon.fall")!.GetAttribute("points")!.Split(' ').Length);
        Assert.Contains("\"sma_cross\"", page.QuerySelector("[data-part=spec]")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("\"engine_version\"", page.QuerySelector("[data-part=manifest]")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_without_a_result_has_no_file()
    {
        using var none = await api.Client.GetAsync("/api/backtest/results/99999/report.html");
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }

    [Fact]
    public void Text_is_never_markup()
    {
        Assert.Equal("&lt;a href=&quot;x&quot;&gt;&#x27;&amp;–é", HtmlText.Of("<a href=\"x\">'&–é"));
        Assert.Equal("", HtmlText.Of(null));
    }

    private static IElement TableOf(IParentNode page, string caption) =>
        page.QuerySelectorAll("table").Single(t => t.QuerySelector("caption")!.TextContent.StartsWith(caption, StringComparison.Ordinal));
}
