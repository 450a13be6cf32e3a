using Backtester.Core.Market;
using Backtester.Data.Exchanges;

namespace Backtester.Blazor.Options;

/// <summary>Series that `serve` keeps current.</summary>
public sealed record RefreshOptions
{
    /// <summary>Series as "exchange:symbol:timeframe".</summary>
    public IReadOnlyList<string> Series { get; init; } = [];

    /// <summary>Minutes between two refreshes.</summary>
    public int Minutes { get; init; } = 60;

    /// <summary>Reads one entry of the list.</summary>
    public static bool TryRead(string text, out SeriesKey key)
    {
        var parts = text.Split(':');
        key = null!;
        if (parts.Length != 3 || !ExchangeCatalog.Names.Contains(parts[0]) || SymbolName.Normalize(parts[1]).Length == 0 || !Timeframe.TryParse(parts[2], out var timeframe))
        {
            return false;
        }

        key = new SeriesKey(parts[0], SymbolName.Normalize(parts[1]), timeframe);
        return true;
    }
}
