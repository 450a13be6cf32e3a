using System.Globalization;

namespace Backtester.Data.Store;

/// <summary>A calendar month, UTC: what one candle file holds.</summary>
/// <param name="Index">Months since January of year 0: year × 12 + month − 1.</param>
public readonly record struct CandleMonth(int Index)
{
    /// <summary>The extension of candle files.</summary>
    public const string Extension = ".candles";

    /// <summary>First millisecond of the month.</summary>
    public long StartMs => Start.ToUnixTimeMilliseconds();

    /// <summary>First millisecond of the next month.</summary>
    public long EndMs => Start.AddMonths(1).ToUnixTimeMilliseconds();

    /// <summary>The file that holds it: "2024-01.candles".</summary>
    public string FileName => $"{Index / 12:0000}-{(Index % 12) + 1:00}{Extension}";

    private DateTimeOffset Start => new(Index / 12, (Index % 12) + 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>The month in which a time lies.</summary>
    public static CandleMonth Of(long timeMs)
    {
        var time = DateTimeOffset.FromUnixTimeMilliseconds(timeMs);
        return new CandleMonth((time.Year * 12) + time.Month - 1);
    }

    /// <summary>Reads a file's name; false for all that are no month files, left-over temporary ones included.</summary>
    public static bool TryParse(string fileName, out CandleMonth month)
    {
        month = default;
        if (!fileName.EndsWith(Extension, StringComparison.Ordinal)
            || !DateTime.TryParseExact(
                fileName[..^Extension.Length], "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var start))
        {
            return false;
        }

        month = new CandleMonth((start.Year * 12) + start.Month - 1);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => FileName[..^Extension.Length];
}
