using System.Globalization;
using System.Text;
using Backtester.Core.Analysis;
using Backtester.Core.Optimization;
using Backtester.Core.Optimization.Robustness;

namespace Backtester.Blazor.Pages.Optimizations.Result;

/// <summary>
/// Parallel coordinates of sets: an axis a parameter and one for the score, a line a set. Of many sets the best and a sample
/// that hangs on their numbers alone are drawn. Lines of one fifth of the scores share a path, so that thousands stay light.
/// </summary>
/// <param name="Axes">Names with their place across, least and greatest value.</param>
/// <param name="Paths">Five paths, the lowest fifth first.</param>
/// <param name="Drawn">Sets that are drawn.</param>
/// <param name="Known">Sets with a score among those given.</param>
internal sealed record ParallelPlot(IReadOnlyList<ParallelPlot.Axis> Axes, IReadOnlyList<string> Paths, int Drawn, int Known)
{
    /// <summary>Sets that are drawn at most.</summary>
    public const int MostLines = 800;

    /// <summary>Of these so many are the best.</summary>
    public const int MostBest = 150;

    /// <summary>Units across.</summary>
    public const int Width = 1000;

    /// <summary>Units down.</summary>
    public const int Height = 300;

    /// <summary>The head of every axis.</summary>
    public const int Top = 30;

    /// <summary>The foot of every axis.</summary>
    public const int Bottom = Height - 26;

    private const int Margin = 60;

    /// <summary>Draws rows of a table; null where fewer than two of them have a score or no parameter varies.</summary>
    public static ParallelPlot? Of(TrialTable table, IReadOnlyList<int> rows)
    {
        var known = rows.Where(row => double.IsFinite(table.Scores[row])).OrderByDescending(row => table.Scores[row]).ThenBy(row => row).ToList();
        if (known.Count < 2 || table.VariedNames.Count == 0)
        {
            return null;
        }

        var drawn = known.Count <= MostLines
            ? known
            : [.. known.Take(MostBest), .. known.Skip(MostBest).OrderBy(row => new CounterRandom(0, table.Numbers[row]).NextBits()).Take(MostLines - MostBest)];
        var axes = table.VariedNames.Select(name => AxisBins.Of(name, table.Parameter(name), 64)).ToList();
        var (low, high) = (table.Scores[known[^1]], table.Scores[known[0]]);
        var paths = Enumerable.Range(0, 5).Select(_ => new StringBuilder()).ToList();
        var place = known.Select((row, i) => (row, i)).ToDictionary(p => p.row, p => p.i);
        foreach (var row in drawn)
        {
            var path = paths[4 - Math.Min(4, 5 * place[row] / known.Count)];
            for (var axis = 0; axis < axes.Count; axis++)
            {
                path.Append(axis == 0 ? 'M' : 'L').Append(Text(Across(axis, axes.Count))).Append(' ').Append(Text(Down(axes[axis].PositionOf(table.Parameter(axes[axis].Name)[row]))));
            }

            path.Append('L').Append(Text(Across(axes.Count, axes.Count))).Append(' ').Append(Text(Down(high > low ? (table.Scores[row] - low) / (high - low) : 0.5)));
        }

        return new ParallelPlot(
            [
                .. axes.Select((axis, i) => new Axis(axis.Name, Across(i, axes.Count), axis, table.Parameter(axis.Name).Min(), table.Parameter(axis.Name).Max())),
                new Axis("score", Across(axes.Count, axes.Count), null, low, high),
            ],
            [.. paths.Select(p => p.ToString())],
            drawn.Count,
            known.Count);
    }

    private static double Across(int axis, int last) => Margin + ((double)(Width - (2 * Margin)) * axis / last);

    private static double Down(double share) => Bottom - (share * (Bottom - Top));

    private static string Text(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary>An axis.</summary>
    /// <param name="Name">What lies on it.</param>
    /// <param name="X">Where it stands.</param>
    /// <param name="Bins">Where the values of a parameter lie on it; null for the score, which lies by its size.</param>
    /// <param name="Low">Value at its foot.</param>
    /// <param name="High">Value at its head.</param>
    internal sealed record Axis(string Name, double X, AxisBins? Bins, double Low, double High)
    {
        /// <summary>Where a value lies, in units down; outside of the axis at its nearer end.</summary>
        public double DownOf(double value) => Down(Math.Clamp(PositionOf(Math.Clamp(value, Low, High)), 0, 1));

        /// <summary>
        /// The values between two places, as a filter; null where none lies there. Of a parameter the least and the greatest
        /// that were tried, and open at an end of the axis that is inside.
        /// </summary>
        /// <param name="values">The column.</param>
        /// <param name="from">A place from the foot, 0, to the head, 1.</param>
        /// <param name="to">A place at or above it.</param>
        public TrialRange? RangeOf(IEnumerable<double> values, double from, double to)
        {
            var inside = values.Where(v => v >= Low && v <= High && PositionOf(v) is var place && place >= from && place <= to).ToList();
            return inside.Count == 0 ? null : new TrialRange(Name, inside.Min() == Low ? double.NegativeInfinity : inside.Min(), inside.Max() == High ? double.PositiveInfinity : inside.Max());
        }

        private double PositionOf(double value) => Bins is not null ? Bins.NearestPositionOf(value) : High > Low ? (value - Low) / (High - Low) : 0.5;
    }
}
