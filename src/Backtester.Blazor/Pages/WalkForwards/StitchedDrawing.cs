using Backtester.Blazor.Optimizations;
using Backtester.Blazor.Shared.Drawing;
using Backtester.Core.Optimization.WalkForward;
using Backtester.Blazor.Api.Documents;

namespace Backtester.Blazor.Pages.WalkForwards;

/// <summary>The stitched account as lines in a <see cref="PlotBox"/>.</summary>
/// <param name="Equity">The account, as the attribute of a polyline.</param>
/// <param name="Benchmark">The benchmark; empty where it is unknown.</param>
/// <param name="Shades">A band for each window: left, width, and whether its number is odd.</param>
/// <param name="Rows">Its money.</param>
internal sealed record StitchedDrawing(string Equity, string Benchmark, IReadOnlyList<(string Left, string Width, bool Odd)> Shades, Axis Rows)
{
    /// <summary>Draws the windows that are done; null where there are not two days yet.</summary>
    public static StitchedDrawing? Of(WalkForwardReading walk)
    {
        var days = walk.Days;
        if (days.Count < 2)
        {
            return null;
        }

        var rows = Axis.Of(days.SelectMany(d => new[] { d.Equity, d.Benchmark }));
        var (first, last) = (days[0].TimeMs, days[^1].TimeMs);
        return new StitchedDrawing(Line(d => d.Equity), Line(d => d.Benchmark), [.. walk.Windows.Select(Shade)], rows);

        double Across(long timeMs) => (double)(timeMs - first) / (last - first);

        string Line(Func<WalkForwardDay, double> value) => PlotBox.Points(days.Select(d => (Across(d.TimeMs), rows.Share(value(d)))));

        (string, string, bool) Shade(WalkForwardWindowShape window)
        {
            var left = Across(Math.Max(first, window.OutOfSampleStart.ToUnixTimeMilliseconds()));
            var right = Across(Math.Min(last, window.OutOfSampleEnd.ToUnixTimeMilliseconds()));
            return (PlotBox.Across(left), PlotBox.Across(right - left), window.Number % 2 == 1);
        }
    }
}
