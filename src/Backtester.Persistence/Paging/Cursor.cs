using System.Globalization;
using System.Text;
using Backtester.Core.Runs;

namespace Backtester.Persistence.Paging;

/// <summary>
/// Where a page ended: the sort value and the id of its last row. The next page is what lies beyond that place, so rows
/// that are added or removed meanwhile neither repeat nor hide others.
/// </summary>
/// <param name="Sort">Name and direction of the order that it belongs to.</param>
/// <param name="Id">Id of the last row.</param>
/// <param name="Value">Its sort value as text; null where unknown or where the id alone orders.</param>
internal sealed record Cursor(string Sort, long Id, string? Value)
{
    /// <summary>The number in <see cref="Value"/>, to its last bit.</summary>
    public double? Number => Value is null ? null : BitConverter.Int64BitsToDouble(long.Parse(Value, NumberStyles.HexNumber));

    public static string FromNumber(double value) => BitConverter.DoubleToInt64Bits(value).ToString("x16");

    /// <summary>Opaque text, safe in addresses.</summary>
    public override string ToString() => Convert
        .ToBase64String(Encoding.UTF8.GetBytes($"{Sort}\n{Id}\n{(Value is null ? "-" : "=" + Value)}"))
        .TrimEnd('=').Replace('+', '-').Replace('/', '_');

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <param name="text">What came; null or empty for the first page.</param>
    /// <param name="sort">The order now asked for.</param>
    /// <param name="isNumber">True where the sort value must be a number.</param>
    /// <exception cref="SpecException">It is no cursor, or one of another order.</exception>
    public static Cursor? Parse(string? text, string sort, bool isNumber)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        var parts = Decode(text)?.Split('\n', 3);
        if (parts is not [var order, var id, var value] || order != sort || value.Length == 0
            || !long.TryParse(id, out var lastId)
            || (isNumber && value[0] == '=' && !long.TryParse(value.AsSpan(1), NumberStyles.HexNumber, null, out _)))
        {
            throw new SpecException([new SpecProblem("cursor", "does not belong to this list", text, "the next_cursor of the page before, with the same sort")]);
        }

        return new Cursor(order, lastId, value[0] == '=' ? value[1..] : null);
    }

    private static string? Decode(string text)
    {
        var padded = text.Replace('-', '+').Replace('_', '/') + new string('=', (4 - (text.Length % 4)) % 4);
        var bytes = new byte[padded.Length];
        return Convert.TryFromBase64String(padded, bytes, out var count) ? Encoding.UTF8.GetString(bytes, 0, count) : null;
    }
}
