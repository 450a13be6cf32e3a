using System.Globalization;
using System.Text;
using Backtester.Blazor.Comparison;
using Backtester.Blazor.Shared;

namespace Backtester.Blazor.Pages.Backtests.Compare;

/// <summary>Rebased curves as lines in a box of 1000 × 200, which the page stretches to its width.</summary>
/// <param name="Lines">The lines of each run, as attributes of polylines; several where a value is unknown between.</param>
/// <param name="Ticks">Rows of the grid: percent from the top, and what they say.</param>
/// <param name="Hundred">The row of 100, percent from the top.</param>
/// <param name="FirstMs">The first day of all, Unix ms.</param>
/// <param name="LastMs">The last one.</param>
internal sealed record CurvesDrawing(IReadOnlyList<IReadOnlyList<string>> Lines, IReadOnlyList<(string Top, string Text)> Ticks, string Hundred, long FirstMs, long LastMs)
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

        var (low, high) = (Math.Min(100, all.Min(d => d.Value)), Math.Max(100, all.Max(d => d.Value)));
        var step = Step((high - low) / 5);
        (low, high) = (Math.Floor(low / step) * step, Math.Ceiling(high / step) * step);
        high = high > low ? high : low + step;
        (first, last) = (all.Min(d => d.DayMs), all.Max(d => d.DayMs));
        var rows = (int)Math.Round((high - low) / step);
        return new CurvesDrawing(
            [.. curves.Select(c => Segments(c, first, last, low, high))],
            [.. Enumerable.Range(0, rows + 1).Select(k => (F(100.0 * k / rows), Format.Number(high - (k * step), step < 1 ? 1 : 0)))],
            F(100 * (high - 100) / (high - low)),
            first,
            last);
    }

    private static List<string> Segments(IReadOnlyList<RebasedDay> days, long first, long last, double low, double high)
    {
        var every = Math.Max(1, (days.Count + MostPoints - 1) / MostPoints);
        var (lines, line) = (new List<string>(), new StringBuilder());
        for (var i = 0; i < days.Count; i++)
        {
            if (!double.IsFinite(days[i].Value))
            {
                End();
            }
            else if (i % every == 0 || i == days.Count - 1)
            {
                line.Append(CultureInfo.InvariantCulture, $"{1000.0 * (days[i].DayMs - first) / (last - first):F1},{200 * (high - days[i].Value) / (high - low):F1} ");
            }
        }

        End();
        return lines;

        void End()
        {
            if (line.Length > 0)
            {
                lines.Add(line.ToString().TrimEnd());
                line.Clear();
            }
        }
    }

    // 1, 2 or 5 times a power of ten, the next above.
    private static double Step(double least)
    {
        if (!(least > 0))
        {
            return 1;
        }

        var power = Math.Pow(10, Math.Floor(Math.Log10(least)));
        return (least / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 } * power;
    }

    /// <summary>A row of the grid in units of the box.</summary>
    public static string Down(string topPercent) => F(2 * double.Parse(topPercent, CultureInfo.InvariantCulture));

    private static string F(double value) => value.ToString("F1", CultureInfo.InvariantCulture);
}
