using System.Globalization;
using System.Text;

namespace Backtester.Blazor.Shared.Drawing;

/// <summary>The box that <see cref="PlotFrame"/> stretches over the width of a page, in units of its own.</summary>
public static class PlotBox
{
    /// <summary>Units across.</summary>
    public const int Width = 1000;

    /// <summary>Units down.</summary>
    public const int Height = 200;

    /// <summary>Units across, from the left or of a length, of a share of the width.</summary>
    public static string Across(double share) => Text(Width * share);

    /// <summary>Units from the top, of a share of the height that counts from below.</summary>
    public static string Down(double share) => Text(Height * (1 - share));

    /// <summary>Units of a length down.</summary>
    public static string Tall(double share) => Text(Height * share);

    /// <summary>Points of a polyline or polygon, each a share across and a share from below; unknown ones are left out.</summary>
    public static string Points(IEnumerable<(double Across, double Up)> shares)
    {
        var points = new StringBuilder();
        foreach (var (across, up) in shares.Where(s => double.IsFinite(s.Across) && double.IsFinite(s.Up)))
        {
            points.Append(points.Length == 0 ? "" : " ").Append(Across(across)).Append(',').Append(Down(up));
        }

        return points.ToString();
    }

    /// <summary>A path of dots: lines without length and with round ends, so that thousands are one element and none is stretched.</summary>
    public static string Dots(IEnumerable<(double Across, double Up)> shares) =>
        string.Concat(shares.Select(s => $"M{Across(s.Across)} {Down(s.Up)}h0"));

    private static string Text(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
