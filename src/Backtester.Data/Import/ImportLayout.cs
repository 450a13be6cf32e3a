namespace Backtester.Data.Import;

/// <summary>Whose layout a file of candles has, told by its content.</summary>
public enum ImportLayout
{
    /// <summary>Nothing that is known.</summary>
    Unknown,

    /// <summary>Our own CSV: open_time_ms and the columns by name.</summary>
    Ours,

    /// <summary>Binance's public dumps, with or without header, times in milliseconds or microseconds; or the body of a klines answer.</summary>
    Binance,

    /// <summary>Backtrader's CSV: date, perhaps a time of its own, prices, volume, openinterest.</summary>
    Backtrader,

    /// <summary>freqtrade's JSON: an array of [time, open, high, low, close, volume].</summary>
    Freqtrade,

    /// <summary>TradingView's chart export: time, open, high, low, close, Volume, and the plots.</summary>
    TradingView,

    /// <summary>Six numbers a line and no header: time, open, high, low, close, volume.</summary>
    PlainRows,

    /// <summary>CSV whose header names the columns in some other way that is understood.</summary>
    NamedColumns,
}

/// <summary>Tells layouts by the names in a header.</summary>
internal static class ImportLayouts
{
    /// <summary>The layout that has such a header.</summary>
    public static ImportLayout Of(IReadOnlyList<string> names)
    {
        return Has("open_time_ms") ? ImportLayout.Ours
            : Has("close_time") && Has("ignore") ? ImportLayout.Binance
            : Has("openinterest") || Has("open interest") ? ImportLayout.Backtrader
            : names.Count >= 5 && names.Take(5).SequenceEqual(["time", "open", "high", "low", "close"], StringComparer.Ordinal) ? ImportLayout.TradingView
            : ImportLayout.NamedColumns;

        bool Has(string name) => names.Contains(name, StringComparer.OrdinalIgnoreCase);
    }
}
