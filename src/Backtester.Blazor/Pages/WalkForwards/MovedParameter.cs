using System.Globalization;
using System.Text;

namespace Backtester.Blazor.Pages.WalkForwards;

/// <summary>A parameter over the windows.</summary>
/// <param name="Name">Which.</param>
/// <param name="Values">What each window chose; null where it chose none.</param>
/// <param name="Moves">How often a window chose another value than the last one that chose.</param>
/// <param name="Steps">How often it could have.</param>
internal sealed record MovedParameter(string Name, IReadOnlyList<double?> Values, int Moves, int Steps)
{
    /// <summary>The least value chosen.</summary>
    public double Low => Values.OfType<double>().DefaultIfEmpty(double.NaN).Min();

    /// <summary>The greatest value chosen.</summary>
    public double High => Values.OfType<double>().DefaultIfEmpty(double.NaN).Max();

    /// <summary>Steps in a box of 1000 × 60, a window as wide as the next; a window without a choice keeps the last.</summary>
    public string Points
    {
        get
        {
            var (text, width, spread) = (new StringBuilder(), 1000.0 / Values.Count, Math.Max(High - Low, 1e-300));
            double? last = Values.FirstOrDefault(v => v is not null);
            for (var i = 0; i < Values.Count; i++)
            {
                last = Values[i] ?? last;
                var y = 54 - (48 * ((last ?? Low) - Low) / spread);
                text.Append(CultureInfo.InvariantCulture, $"{i * width:F1},{y:F1} {(i + 1) * width:F1},{y:F1} ");
            }

            return text.ToString();
        }
    }

    /// <summary>Counts the moves.</summary>
    public static MovedParameter Of(string name, IReadOnlyList<double?> values)
    {
        var known = values.OfType<double>().ToList();
        return new MovedParameter(name, values, known.Zip(known.Skip(1)).Count(p => p.First != p.Second), Math.Max(0, known.Count - 1));
    }
}
