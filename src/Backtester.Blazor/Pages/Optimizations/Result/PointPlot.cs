using System.Globalization;
using System.Text;
using Backtester.Blazor.Pages.Backtests.Report;

namespace Backtester.Blazor.Pages.Optimizations.Result;

/// <summary>Points, and a line of steps over them, in the box of <see cref="Plot"/>, with rows of a grid on round numbers.</summary>
/// <param name="Points">All points as one path of dots.</param>
/// <param name="Marked">The points that stand out, likewise; empty for none.</param>
/// <param name="Line">The line of steps; empty for none.</param>
/// <param name="Ticks">Rows of the grid with their labels.</param>
/// <param name="Columns">Columns of the grid with their labels.</param>
internal sealed record PointPlot(string Points, string Marked, string Line, IReadOnlyList<(string Y, string Text)> Ticks, IReadOnlyList<(string X, string Text)> Columns)
{
    private const int Top = 24;
    private const int Bottom = Plot.Height - 30;
    private const int Right = Plot.Width - 28;
    private const int Left = Plot.Left + 10;

    /// <summary>Draws points, at least one of all; the line goes through those given for it.</summary>
    public static PointPlot Of(IReadOnlyList<(double X, double Y)> points, IReadOnlyList<(double X, double Y)> line, IReadOnlyList<(double X, double Y)>? marked = null)
    {
        var all = points.Concat(marked ?? []).ToList();
        var (x, y) = (Scale.Of(all.Min(p => p.X), all.Max(p => p.X)), Scale.Of(all.Min(p => p.Y), all.Max(p => p.Y)));
        var steps = new StringBuilder();
        for (var i = 0; i < line.Count; i++)
        {
            steps.Append(i == 0 ? 'M' : 'H').Append(Text(Across(line[i].X))).Append(i == 0 ? ' ' : 'V').Append(Text(Down(line[i].Y)));
        }

        return new PointPlot(
            Dots(points),
            Dots(marked ?? []),
            steps.ToString(),
            [.. y.Ticks().Select(t => (Text(Down(t)), y.Label(t)))],
            [.. x.Ticks().Select(t => (Text(Across(t)), x.Label(t)))]);

        // A line without length, with round ends, is a dot: thousands of them are one element.
        string Dots(IReadOnlyList<(double X, double Y)> of) => string.Concat(of.Select(point => $"M{Text(Across(point.X))} {Text(Down(point.Y))}h0"));

        double Across(double value) => Left + ((value - x.Low) / (x.High - x.Low) * (Right - Left));

        double Down(double value) => Bottom - ((value - y.Low) / (y.High - y.Low) * (Bottom - Top));
    }

    private static string Text(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary>A scale between round numbers.</summary>
    private sealed record Scale(double Low, double High, double Step)
    {
        public static Scale Of(double low, double high)
        {
            var step = Round((high - low) / 4);
            (low, high) = (Math.Floor(low / step) * step, Math.Ceiling(high / step) * step);
            return new Scale(low, high > low ? high : low + step, step);
        }

        public IEnumerable<double> Ticks() => Enumerable.Range(0, (int)Math.Round((High - Low) / Step) + 1).Select(k => Low + (k * Step));

        public string Label(double value) => Shared.Format.Number(value, Step >= 1 ? 0 : Math.Min(6, (int)Math.Ceiling(-Math.Log10(Step) - 1e-9)));

        // 1, 2 or 5 times a power of ten, the next above.
        private static double Round(double least)
        {
            if (!(least > 0))
            {
                return 1;
            }

            var power = Math.Pow(10, Math.Floor(Math.Log10(least)));
            return (least / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 } * power;
        }
    }
}
