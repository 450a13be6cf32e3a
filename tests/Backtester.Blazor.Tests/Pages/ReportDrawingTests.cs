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
}
