using Backtester.Blazor.Comparison;
using Backtester.Blazor.Shared.Drawing;

namespace Backtester.Blazor.Pages.Backtests.Compare;

/// <summary>Rebased curves as lines in a <see cref="PlotBox"/>.</summary>
/// <param name="Lines">The lines of each run, as attributes of polylines; several where a value is unknown between.</param>
/// <param name="Rows">Their values, 100 among them.</param>
/// <param name="Hundred">Where 100 stands, down.</param>
/// <param name="FirstMs">The first day of all, Unix ms.</param>
/// <param name="LastMs">The last one.</param>
internal sealed record CurvesDrawing(IReadOnlyList<IReadOnlyList<string>> Lines, Axis Rows, string Hundred, long FirstMs, long LastMs)
{
    /// <summary>More points than this a line does not show more.</summary>
    private const int MostPoints = 1000;

    /// <summary>Draws the curves; null where there are not two days.</summary>
    public static CurvesDrawing? Of(IReadOnlyList<IReadOnlyList<RebasedDay>> curves)
    {
        var all = curves.SelectMany(c => c).Where(d => double.IsFinite(d.Value)).ToList();
        if (all.Count == 0 || all.Min(d => d.DayMs) is var first && all.Max(d => d.DayMs) is var last && first == last)
        {
            return null;
        }

        (first, last) = (all.Min(d => d.DayMs), all.Max(d => d.DayMs));
        var rows = Axis.Of(all.Select(d => d.Value).Append(100), steps: 5);
        return new CurvesDrawing([.. curves.Select(c => Segments(c, first, last, rows))], rows, PlotBox.Down(rows.Share(100)), first, last);
    }

    private static List<string> Segments(IReadOnlyList<RebasedDay> days, long first, long last, Axis rows)
    {
        var every = Math.Max(1, (days.Count + MostPoints - 1) / MostPoints);
        var (lines, line) = (new List<string>(), new List<(double, double)>());
        for (var i = 0; i < days.Count; i++)
        {
            if (!double.IsFinite(days[i].Value))
            {
                End();
            }
            else if (i % every == 0 || i == days.Count - 1)
            {
                line.Add(((double)(days[i].DayMs - first) / (last - first), rows.Share(days[i].Value)));
            }
        }

        End();
        return lines;

        void End()
        {
            if (line.Count > 0)
            {
                lines.Add(PlotBox.Points(line));
                line.Clear();
            }
        }
    }
}
