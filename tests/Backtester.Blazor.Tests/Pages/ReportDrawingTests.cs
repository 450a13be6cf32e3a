using Backtester.Blazor.Pages.Backtests.Report;
using Xunit;

namespace Backtester.Blazor.Tests.Pages;

/// <summary>What the small drawings of a report are made of.</summary>
public sealed class ReportDrawingTests
{
    [Fact]
    public void Every_value_is_counted_once_and_no_bin_mixes_gains_with_losses()
    {
        double[] values = [.. Enumerable.Range(0, 500).Select(i => 0.02 * Math.Sin(i * 1.7)), -0.2, 0.3];
        var histogram = Histogram.Of(values)!;

        Assert.Equal(values.Length, histogram.Counts.Sum());
        Assert.InRange(histogram.Counts.Length, 2, 42);
        var losses = (int)Math.Round(-histogram.First / histogram.Width);
        Assert.Equal(-losses * histogram.Width, histogram.First, 1e-12);
        Assert.Equal(values.Count(v => v < 0), histogram.Counts[..losses].Sum());
    }

    [Fact]
    public void Values_that_do_not_vary_have_no_histogram()
    {
        Assert.Null(Histogram.Of([]));
        Assert.Null(Histogram.Of([1, 1, double.NaN]));
    }

    [Fact]
    public void Plot_spans_its_box_with_zero_in_sight_and_round_rows()
    {
        var plot = Plot.Of([0, 50, 100], [1.2, -0.7, 3.4]);

        var points = plot.Points.Split(' ');
        Assert.StartsWith($"{Plot.Left}.0,", points[0], StringComparison.Ordinal);
        Assert.StartsWith($"{Plot.Width}.0,", points[2], StringComparison.Ordinal);
        Assert.Equal(["\u22122", "0", "2", "4"], plot.Ticks.Select(t => t.Text));
    }

    [Fact]
    public void Plot_of_zeros_has_a_row_of_zero() => Assert.Contains("0", Plot.Of([0, 1], [0, 0]).Ticks.Select(t => t.Text));
}
