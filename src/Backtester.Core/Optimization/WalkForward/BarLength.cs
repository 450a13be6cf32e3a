using System.Globalization;

namespace Backtester.Core.Optimization.WalkForward;

/// <summary>A length as a document writes it: a number of bars (500), or a time ("90d", "36h", "2w", "45m").</summary>
/// <param name="Count">Bars, or units of time; at least 0.</param>
/// <param name="Unit">m, h, d or w; null for bars.</param>
public readonly record struct BarLength(long Count, char? Unit)
{
    /// <summary>What can be written.</summary>
    public const string Allowed = "a whole number of bars, such as 500, or a time with m, h, d or w, such as 90d";

    private const long Largest = 1_000_000_000;

    /// <summary>Reads a length; false where the text is none.</summary>
    public static bool TryParse(string text, out BarLength length)
    {
        char? unit = text.Length > 0 && text[^1] is 'm' or 'h' or 'd' or 'w' ? text[^1] : null;
        var known = long.TryParse(unit is null ? text : text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count <= Largest;
        length = known ? new BarLength(count, unit) : default;
        return known;
    }

    /// <summary>The number of bars; null where the time is no whole number of them.</summary>
    /// <param name="barMs">Length of a bar, ms.</param>
    public long? Bars(long barMs)
    {
        if (Unit is null)
        {
            return Count;
        }

        var (bars, rest) = Math.DivRem(Count * UnitMs, barMs);
        return rest == 0 ? bars : null;
    }

    private long UnitMs => Unit switch
    {
        'm' => 60_000L,
        'h' => 3_600_000L,
        'd' => 86_400_000L,
        _ => 7 * 86_400_000L,
    };

    /// <inheritdoc/>
    public override string ToString() => Count.ToString(CultureInfo.InvariantCulture) + Unit;
}
