using Backtester.Blazor.Pages.WalkForwards;
using Bunit;
using Xunit;

namespace Backtester.Blazor.Tests.Pages.WalkForwards;

/// <summary>Windows on the axis of time, and parameters over the windows.</summary>
public sealed class WindowDrawingTests : BunitContext
{
    private const long Day = 86_400_000;

    /// <summary>100 days: 40 searched, 10 left out, 25 traded, twice.</summary>
    [Fact]
    public void Bars_stand_where_their_stretches_lie()
    {
        var line = Render<WindowTimeline>(p => p.Add(t => t.Rows, [new(1, 0, 40 * Day, 50 * Day, 75 * Day, -3), new(2, 25 * Day, 65 * Day, 75 * Day, 100 * Day, 4.5)]));

        Assert.Equal(["left:0.000%;width:40.000%", "left:25.000%;width:40.000%"], line.FindAll(".timeline .searched").Select(e => e.GetAttribute("style")));
        Assert.Equal(["left:50.000%;width:25.000%", "left:75.000%;width:25.000%"], line.FindAll(".timeline .traded").Select(e => e.GetAttribute("style")));
        Assert.Contains("loss", line.FindAll(".timeline .traded")[0].ClassList);
        Assert.Contains("profit", line.FindAll(".timeline .traded")[1].ClassList);
        Assert.StartsWith("2 windows from 1970-01-01 to 1970-04-10", line.Find(".timeline").GetAttribute("aria-label"), StringComparison.Ordinal);
    }

    [Fact]
    public void Planned_windows_have_neither_gain_nor_loss()
    {
        var line = Render<WindowTimeline>(p => p.Add(t => t.Rows, [new(1, 0, 40 * Day, 40 * Day, 75 * Day, null)]));
        Assert.Equal(["traded"], line.Find(".timeline .traded").ClassList);
        Assert.Contains("out of sample (traded)", line.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Moves_are_counted_between_windows_that_chose_and_drawn_as_steps()
    {
        var moved = MovedParameter.Of("fast", [5, null, 5, 10, 5]);

        Assert.Equal((2, 3, 5.0, 10.0), (moved.Moves, moved.Steps, moved.Low, moved.High));

        // Five steps of 200; the least value at 54, the greatest at 6; a window without a choice keeps the last.
        Assert.Equal("0.0,54.0 200.0,54.0 200.0,54.0 400.0,54.0 400.0,54.0 600.0,54.0 600.0,6.0 800.0,6.0 800.0,54.0 1000.0,54.0 ", moved.Points);
        Assert.Equal(0, MovedParameter.Of("slow", [null, 30, 30]).Moves);
    }
}
