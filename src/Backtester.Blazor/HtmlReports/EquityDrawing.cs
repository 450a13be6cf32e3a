using System.Globalization;
using System.Text;
using Backtester.Blazor.Shared;
using Backtester.Core.Runs;

namespace Backtester.Blazor.HtmlReports;

/// <summary>Equity and benchmark at day ends as SVG, the fall below the highest equity so far shaded.</summary>
internal static class EquityDrawing
{
    private const int Width = 960;
    private const int Height = 320;
    private const int Left = 76;
    private const int Right = 8;
    private const int Top = 8;
    private const int Bottom = Height - 26;
    private const int Dates = 6;

    /// <summary>Writes the drawing; a sentence where there are not two days.</summary>
    public static void Write(TextWriter writer, RunReport report)
    {
        var (days, equity, benchmark) = (report.Daily.DayMs, report.Daily.Equity, report.BenchmarkEquity);
        if (days.Length < 2)
        {
            writer.Write("<p>There are not two days to draw.</p>");
            return;
        }

        var peaks = Peaks(equity, report.Daily.Initial);
        var known = peaks.Concat(equity).Concat(benchmark).Where(double.IsFinite).ToList();
        var (low, high) = (known.Min(), known.Max());
        var step = Step((high - low) / 8);
        (low, high) = (Math.Floor(low / step) * step, Math.Ceiling(high / step) * step);
        high = high > low ? high : low + step;

        writer.Write($"<svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"Equity from {HtmlText.Of(Format.Number(report.Daily.Initial))} to {HtmlText.Of(Format.Number(equity[^1]))}, beside {HtmlText.Of(Format.Number(benchmark[^1]))} of the benchmark\">");
        for (var k = 0; low + (k * step) <= high + (step / 2); k++)
        {
            var y = F(Y(low + (k * step)));
            writer.Write($"<line class=\"grid\" x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{y}\" y2=\"{y}\"/><text x=\"{Left - 6}\" y=\"{y}\" dy=\"4\" text-anchor=\"end\">{HtmlText.Of(Format.Number(low + (k * step), step < 1 ? 2 : 0))}</text>");
        }

        for (var k = 0; k < Dates; k++)
        {
            var day = (int)Math.Round((double)k * (days.Length - 1) / (Dates - 1));
            writer.Write($"<text x=\"{F(X(day))}\" y=\"{Height - 6}\" text-anchor=\"{(k == 0 ? "start" : k == Dates - 1 ? "end" : "middle")}\">{Format.Day(days[day])}</text>");
        }

        writer.Write($"<polygon class=\"fall\" points=\"{Line(peaks)} {Line(equity, backwards: true)}\"/>");
        writer.Write($"<polyline class=\"benchmark\" points=\"{Line(benchmark)}\"/><polyline class=\"equity\" points=\"{Line(equity)}\"/></svg>");
        writer.Write($"<p class=\"note\"><span class=\"key equity\"></span> equity <span class=\"key benchmark\"></span> {HtmlText.Of(report.BenchmarkName.ToLowerInvariant())} <span class=\"key fall\"></span> below the highest equity so far</p>");

        double X(int day) => Left + ((double)(days[day] - days[0]) / (days[^1] - days[0]) * (Width - Left - Right));

        double Y(double value) => Bottom - ((value - low) / (high - low) * (Bottom - Top));

        string Line(double[] values, bool backwards = false)
        {
            var text = new StringBuilder();
            for (var i = 0; i < values.Length; i++)
            {
                var day = backwards ? values.Length - 1 - i : i;
                if (double.IsFinite(values[day]))
                {
                    text.Append(CultureInfo.InvariantCulture, $"{X(day):F1},{Y(values[day]):F1} ");
                }
            }

            return text.ToString().TrimEnd();
        }
    }

    private static double[] Peaks(double[] equity, double initial)
    {
        var (peaks, peak) = (new double[equity.Length], initial);
        for (var i = 0; i < equity.Length; i++)
        {
            peaks[i] = peak = Math.Max(peak, equity[i]);
        }

        return peaks;
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

    private static string F(double value) => value.ToString("F1", CultureInfo.InvariantCulture);
}
