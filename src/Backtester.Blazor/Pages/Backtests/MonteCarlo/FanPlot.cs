using Backtester.Blazor.Shared.Drawing;
using Backtester.Core.Analysis.Paths;

namespace Backtester.Blazor.Pages.Backtests.MonteCarlo;

/// <summary>The drawing of a fan: two bands of quantiles, the median and the run's own line, in a <see cref="PlotBox"/>.</summary>
/// <param name="Outer">Points of the band from 5 to 95 %.</param>
/// <param name="Inner">Points of the band from 25 to 75 %.</param>
/// <param name="Median">Points of the median's line.</param>
/// <param name="Own">Points of the run's line.</param>
/// <param name="Rows">Its money.</param>
internal sealed record FanPlot(string Outer, string Inner, string Median, string Own, Axis Rows)
{
    /// <summary>Draws slices, of which there are at least two.</summary>
    public static FanPlot Of(IReadOnlyList<FanSlice> fan)
    {
        var rows = Axis.Of(fan.SelectMany(s => new[] { s.Quantiles[0], s.Quantiles[^1], s.Realised }));
        return new FanPlot(Band(0, 4), Band(1, 3), Line(s => s.Quantiles[2]), Line(s => s.Realised), rows);

        string Band(int lower, int upper) =>
            PlotBox.Points(fan.Select(s => At(s, s.Quantiles[upper])).Concat(fan.Reverse().Select(s => At(s, s.Quantiles[lower]))));

        string Line(Func<FanSlice, double> value) => PlotBox.Points(fan.Select(s => At(s, value(s))));

        (double, double) At(FanSlice slice, double value) => ((double)slice.Step / fan[^1].Step, rows.Share(value));
    }
}
