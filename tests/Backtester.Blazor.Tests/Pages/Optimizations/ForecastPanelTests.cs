using Backtester.Blazor.Optimizations;
using Backtester.Blazor.Pages.Backtests;
using Backtester.Blazor.Pages.Optimizations;
using Backtester.Core.Optimization;
using Backtester.Core.Strategies;
using Bunit;
using Xunit;

namespace Backtester.Blazor.Tests.Pages.Optimizations;

/// <summary>What the form says of a search while it is typed.</summary>
public sealed class ForecastPanelTests : BunitContext
{
    /// <summary>45 independent sets need five years.</summary>
    [Theory]
    [InlineData(4.9, "short")]
    [InlineData(5.1, "enough")]
    public void History_that_is_too_short_for_so_many_sets_is_warned_of(double years, string state)
    {
        var panel = Render<ForecastPanel>(p => p.Add(f => f.Forecast, new SearchForecast(60, 60, 60, 15, years)).Add(f => f.Estimate, new SearchEstimate(2, "from a few timed sets")));

        Assert.Equal(state, panel.Find("[data-forecast]").GetAttribute("data-forecast"));
        Assert.Equal(state == "short" ? 1 : 0, panel.FindAll(".notice.warn").Count);
        Assert.Contains("60, 15 refused by the constraint", panel.Markup, StringComparison.Ordinal);
        Assert.Contains("about 2 min", panel.Markup, StringComparison.Ordinal);
        Assert.Contains("so many tries need 5.0", panel.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Sampled_share_is_told_as_about_and_an_unknown_spec_as_nothing()
    {
        var panel = Render<ForecastPanel>(p => p.Add(f => f.Forecast, new SearchForecast(1_000_000, 200, 2000, 500, 3)));
        Assert.Contains("200 of 1,000,000, about 25", panel.Markup, StringComparison.Ordinal);
        Assert.Contains("timing…", panel.Markup, StringComparison.Ordinal);

        Assert.Equal("none", Render<ForecastPanel>().Find("[data-forecast]").GetAttribute("data-forecast"));
    }

    [Fact]
    public void Buttons_write_a_list_a_range_or_nothing_and_say_how_many_values_that_is()
    {
        var form = new SpecForm(() => Task.CompletedTask);
        var field = Render<ParameterField>(p => p.AddCascadingValue(form).Add(f => f.Parameter, ParameterSchema.Whole("slow", 30, 3, 2000)));
        Assert.Equal("true", Button(field, "Fixed").GetAttribute("aria-pressed"));

        Button(field, "List").Click();
        Assert.Equal(["15", "22", "30", "45", "60"], form.Document.List("parameter_ranges.slow"));

        Button(field, "Range").Click();
        field.Render();
        Assert.Equal("15 to 60 by 6", field.Find("input").GetAttribute("value"));
        Assert.Equal("true", Button(field, "Range").GetAttribute("aria-pressed"));
        Assert.Contains("8 values.", field.Find(".hint").TextContent, StringComparison.Ordinal);

        Button(field, "Fixed").Click();
        Assert.Null(form.Document.Text("parameter_ranges.slow"));
    }

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<ParameterField> field, string text) => field.FindAll("button").Single(b => b.TextContent == text);
}
