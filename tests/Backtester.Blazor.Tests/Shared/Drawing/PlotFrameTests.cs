using Backtester.Blazor.Shared.Drawing;
using Bunit;
using Xunit;

namespace Backtester.Blazor.Tests.Shared.Drawing;

public class PlotFrameTests : BunitContext
{
    [Fact]
    public void Rows_count_from_above_and_words_are_text_of_the_page()
    {
        var frame = Render<PlotFrame>(p => p
            .Add(f => f.Label, "A drawing.")
            .Add(f => f.Rows, Axis.Of([0, 2]))
            .Add(f => f.Columns, ["first", "last"])
            .Add(f => f.Notes, [new PlotNote(0.2, 1, "left"), new PlotNote(0.9, 0.5, "right")]));

        Assert.Equal("A drawing.", frame.Find("[role=img]").GetAttribute("aria-label"));
        Assert.Equal(["2.0", "1.5", "1.0", "0.5", "0.0"], frame.FindAll(".tick").Select(t => t.TextContent));
        Assert.Equal(["0", "50", "100", "150", "200"], frame.FindAll("line.grid").Select(l => l.GetAttribute("y1")).Reverse());
        Assert.Equal(["first", "last"], frame.FindAll(".across span").Select(t => t.TextContent));
        Assert.Equal(["top:0%;left:20%", "top:50%;right:10%"], frame.FindAll(".plot-note").Select(n => n.GetAttribute("style")));
    }

    [Fact]
    public void Points_leave_unknown_values_out() =>
        Assert.Equal("0,200 1000,0", PlotBox.Points([(0, 0), (0.5, double.NaN), (1, 1)]));
}
