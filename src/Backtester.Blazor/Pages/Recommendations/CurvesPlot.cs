using Backtester.Blazor.Shared.Drawing;

namespace Backtester.Blazor.Pages.Recommendations;

/// <summary>Growth with several settings over the same days, in a <see cref="PlotBox"/>.</summary>
/// <param name="Lines">Points of each line.</param>
/// <param name="Rows">Gain since the beginning, percent.</param>
/// <param name="Mark">Where a marked day stands, across; null for none.</param>
internal sealed record CurvesPlot(IReadOnlyList<string> Lines, Axis Rows, string? Mark)
{
    /// <summary>Draws lines of growth of one unit of money, of one length, of at least two points.</summary>
    public static CurvesPlot Of(double[] days, double? mark, params double[][] lines)
    {
        var rows = Axis.Of(lines.SelectMany(l => l).Append(1).Select(Gain));
        return new CurvesPlot(
            [.. lines.Select(line => PlotBox.Points(days.Zip(line).Select(p => (Across(p.First), rows.Share(Gain(p.Second))))))],
            rows,
            mark is { } day && day > days[0] && day < days[^1] ? PlotBox.Across(Across(day)) : null);

        double Across(double day) => (day - days[0]) / (days[^1] - days[0]);
    }

    private static double Gain(double growth) => 100 * (growth - 1);
}
