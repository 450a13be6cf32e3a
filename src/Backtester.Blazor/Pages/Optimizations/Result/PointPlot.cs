using System.Text;
using Backtester.Blazor.Shared.Drawing;

namespace Backtester.Blazor.Pages.Optimizations.Result;

/// <summary>Points, and a line of steps over them, in a <see cref="PlotBox"/> between round numbers.</summary>
/// <param name="Points">All points as one path of dots.</param>
/// <param name="Marked">The points that stand out, likewise; empty for none.</param>
/// <param name="Line">The line of steps; empty for none.</param>
/// <param name="Rows">The axis from below.</param>
/// <param name="Columns">The axis across.</param>
internal sealed record PointPlot(string Points, string Marked, string Line, Axis Rows, Axis Columns)
{
    /// <summary>Draws points, at least one of all; the line goes through those given for it.</summary>
    public static PointPlot Of(IReadOnlyList<(double X, double Y)> points, IReadOnlyList<(double X, double Y)> line, IReadOnlyList<(double X, double Y)>? marked = null)
    {
        var all = points.Concat(marked ?? []).ToList();
        var (columns, rows) = (Axis.Of(all.Select(p => p.X)), Axis.Of(all.Select(p => p.Y)));
        var steps = new StringBuilder();
        for (var i = 0; i < line.Count; i++)
        {
            steps.Append(i == 0 ? 'M' : 'H').Append(PlotBox.Across(columns.Share(line[i].X))).Append(i == 0 ? ' ' : 'V').Append(PlotBox.Down(rows.Share(line[i].Y)));
        }

        return new PointPlot(PlotBox.Dots(points.Select(At)), PlotBox.Dots((marked ?? []).Select(At)), steps.ToString(), rows, columns);

        (double, double) At((double X, double Y) point) => (columns.Share(point.X), rows.Share(point.Y));
    }
}
