using System.Globalization;
using System.Text;
using Backtester.Blazor.Optimizations;
using Backtester.Blazor.Shared;
using Backtester.Core.Optimization.WalkForward;

namespace Backtester.Blazor.Pages.WalkForwards;

/// <summary>The stitched account as lines in a box of 1000 × 200, which the page stretches to its width.</summary>
/// <param name="Equity">The account, as the attribute of a polyline.</param>
/// <param name="Benchmark">The benchmark; empty where it is unknown.</param>
/// <param name="Shades">A band for each window: left, width, and whether its number is odd.</param>
/// <param name="Ticks">Rows of the grid: percent from the top, and what they say.</param>
internal sealed record StitchedDrawing(string Equity, string Benchmark, IReadOnlyList<(string Left, string Width, bool Odd)> Shades, IReadOnlyList<(string Top, string Text)> Ticks)
{
    private const int Rows = 4;

    /// <summary>Draws the windows that are done; null where there are not two days yet.</summary>
    public static StitchedDrawing? Of(WalkForwardReading walk)
    {
        var days = walk.Days;
        if (days.Count < 2)
        {
            return null;
        }

        var known = days.SelectMany(d => new[] { d.Equity, d.Benchmark }).Where(double.IsFinite).ToList();
        var (low, high) = (known.Min(), known.Max());
        var room = high > low ? (high - low) * 0.05 : Math.Max(1, Math.Abs(high) * 0.01);
        (low, high) = (low - room, high + room);
        var (first, last) = (days[0].TimeMs, days[^1].TimeMs);
        return new StitchedDrawing(
            Points(days, d => d.Equity),
            Points(days, d => d.Benchmark),
            [.. walk.Windows.Select(w => (F(X(Math.Max(first, w.OutOfSampleStart.ToUnixTimeMilliseconds()))), F(X(Math.Min(last, w.OutOfSampleEnd.ToUnixTimeMilliseconds())) - X(Math.Max(first, w.OutOfSampleStart.ToUnixTimeMilliseconds()))), w.Number % 2 == 1))],
            [.. Enumerable.Range(0, Rows + 1).Select(k => (F(100.0 * k / Rows), Format.Number(high - ((high - low) * k / Rows), high - low < 10 ? 2 : 0)))]);

        double X(long timeMs) => 1000.0 * (timeMs - first) / (last - first);

        string Points(IReadOnlyList<WalkForwardDay> all, Func<WalkForwardDay, double> value)
        {
            var text = new StringBuilder();
            foreach (var day in all.Where(d => double.IsFinite(value(d))))
            {
                text.Append(CultureInfo.InvariantCulture, $"{X(day.TimeMs):F1},{200 * (high - value(day)) / (high - low):F1} ");
            }

            return text.ToString();
        }
    }

    /// <summary>A row of the grid in units of the box.</summary>
    public static string Down(string topPercent) => F(2 * double.Parse(topPercent, CultureInfo.InvariantCulture));

    private static string F(double value) => value.ToString("F1", CultureInfo.InvariantCulture);
}
