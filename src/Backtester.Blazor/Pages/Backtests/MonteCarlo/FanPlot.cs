using System.Globalization;
using System.Text;
using Backtester.Blazor.Pages.Backtests.Report;
using Backtester.Blazor.Shared;
using Backtester.Core.Analysis.Paths;

namespace Backtester.Blazor.Pages.Backtests.MonteCarlo;

/// <summary>The drawing of a fan: two bands of quantiles, the median and the run's own line, in the box of <see cref="Plot"/>.</summary>
/// <param name="Outer">Points of the band from 5 to 95 %.</param>
/// <param name="Inner">Points of the band from 25 to 75 %.</param>
/// <param name="Median">Points of the median's line.</param>
/// <param name="Own">Points of the run's line.</param>
/// <param name="Ticks">Rows of the grid with their labels.</param>
internal sealed record FanPlot(string Outer, string Inner, string Median, string Own, IReadOnlyList<(string Y, string Text)> Ticks)
{
    private const int Left = 64;
    private const int Top = 14;
    private const int Bottom = Plot.Height - 22;

    /// <summary>Where the labels of the rows end.</summary>
    public static int LabelsEnd => Left - 6;

    /// <summary>Where the bands begin.</summary>
    public static int Start => Left;

    /// <summary>Draws slices, of which there are at least two.</summary>
    public static FanPlot Of(IReadOnlyList<FanSlice> fan)
    {
        var (low, high) = (fan.Min(s => Math.Min(s.Quantiles[0], s.Realised)), fan.Max(s => Math.Max(s.Quantiles[^1], s.Realised)));
        var room = high > low ? (high - low) * 0.04 : Math.Max(1, Math.Abs(high));
        (low, high) = (Math.Max(0, low - room), high + room);
        return new FanPlot(
            Band(0, 4),
            Band(1, 3),
            Line(fan, s => s.Quantiles[2]),
            Line(fan, s => s.Realised),
            [.. Enumerable.Range(0, 5).Select(k => low + (k * (high - low) / 4)).Select(v => (Number(Down(v)), Format.Count(v)))]);

        string Band(int lower, int upper) => Line(fan, s => s.Quantiles[upper]) + " " + Line(fan.Reverse(), s => s.Quantiles[lower]);

        string Line(IEnumerable<FanSlice> slices, Func<FanSlice, double> value)
        {
            var points = new StringBuilder();
            foreach (var slice in slices)
            {
                points.Append(Number(Left + ((double)slice.Step / fan[^1].Step * (Plot.Width - Left)))).Append(',').Append(Number(Down(value(slice)))).Append(' ');
            }

            return points.ToString().TrimEnd();
        }

        double Down(double value) => Bottom - ((value - low) / (high - low) * (Bottom - Top));
    }

    private static string Number(double value) => value.ToString("F1", CultureInfo.InvariantCulture);
}
