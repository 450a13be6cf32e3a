using System.Globalization;
using System.Text;
using Backtester.Blazor.Pages.Backtests.Report;
using Backtester.Blazor.Shared;

namespace Backtester.Blazor.Pages.Recommendations;

/// <summary>Growth of one unit of money with several settings over the same days, in the box of <see cref="Plot"/>.</summary>
/// <param name="Lines">Points of each line.</param>
/// <param name="Ticks">Rows of the grid with their labels, percent.</param>
/// <param name="Mark">Where a marked day stands, across; null for none.</param>
internal sealed record CurvesPlot(IReadOnlyList<string> Lines, IReadOnlyList<(string Y, string Text)> Ticks, string? Mark)
{
    private const int Top = 10;
    private const int Bottom = Plot.Height - 22;

    /// <summary>Draws lines of one length, of at least two points.</summary>
    public static CurvesPlot Of(double[] days, double? mark, params double[][] lines)
    {
        var known = lines.SelectMany(l => l).Where(double.IsFinite).Append(1).ToList();
        var (low, high) = (known.Min(), known.Max());
        var room = high > low ? (high - low) * 0.05 : 0.01;
        (low, high) = (low - room, high + room);
        return new CurvesPlot(
            [.. lines.Select(Line)],
            [.. Enumerable.Range(0, 5).Select(k => low + (k * (high - low) / 4)).Select(v => (Text(Down(v)), Format.Percent(100 * (v - 1), 0)))],
            mark is { } day && day > days[0] && day < days[^1] ? Text(Across(day)) : null);

        string Line(double[] values)
        {
            var points = new StringBuilder();
            for (var i = 0; i < Math.Min(days.Length, values.Length); i++)
            {
                if (double.IsFinite(values[i]))
                {
                    points.Append(Text(Across(days[i]))).Append(',').Append(Text(Down(values[i]))).Append(' ');
                }
            }

            return points.ToString().TrimEnd();
        }

        double Across(double day) => Plot.Left + 10 + ((day - days[0]) / (days[^1] - days[0]) * (Plot.Width - Plot.Left - 10));

        double Down(double value) => Bottom - ((value - low) / (high - low) * (Bottom - Top));
    }

    private static string Text(double value) => value.ToString("F1", CultureInfo.InvariantCulture);
}
