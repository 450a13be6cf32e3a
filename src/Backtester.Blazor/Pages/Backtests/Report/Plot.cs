using System.Globalization;
using System.Text;
using Backtester.Blazor.Shared;

namespace Backtester.Blazor.Pages.Backtests.Report;

/// <summary>A small line drawing in a fixed box, for charts that need neither zoom nor pointer.</summary>
/// <param name="Points">The line, as the attribute of a polyline.</param>
/// <param name="Ticks">Rows of the grid with their labels.</param>
internal sealed record Plot(string Points, IReadOnlyList<(string Y, string Text)> Ticks)
{
    /// <summary>Units across.</summary>
    public const int Width = 560;

    /// <summary>Units down, the line of dates included.</summary>
    public const int Height = 200;

    /// <summary>Where the labels of the rows end.</summary>
    public const int Left = 44;

    private const int Top = 8;
    private const int Bottom = Height - 22;

    /// <summary>Draws y over x, both finite and at least two of them; zero is always in sight.</summary>
    public static Plot Of(double[] x, double[] y)
    {
        var (low, high) = (Math.Min(0, y.Min()), Math.Max(0, y.Max()));
        var step = Step((high - low) / 4);
        (low, high) = (Math.Floor(low / step) * step, Math.Ceiling(high / step) * step);
        high = high > low ? high : low + step;
        var points = new StringBuilder();
        for (var i = 0; i < x.Length; i++)
        {
            var across = Left + ((x[i] - x[0]) / (x[^1] - x[0]) * (Width - Left));
            points.Append(CultureInfo.InvariantCulture, $"{across:F1},{Down(y[i], low, high)} ");
        }

        var ticks = new List<(string, string)>();
        for (var k = 0; low + (k * step) <= high + (step / 2); k++)
        {
            ticks.Add((Down(low + (k * step), low, high), Format.Number(low + (k * step), step < 1 ? 1 : 0)));
        }

        return new Plot(points.ToString().TrimEnd(), ticks);
    }

    private static string Down(double value, double low, double high) =>
        (Bottom - ((value - low) / (high - low) * (Bottom - Top))).ToString("F1", CultureInfo.InvariantCulture);

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
}
