using System.Text.RegularExpressions;
using Backtester.Core.Market;

namespace Backtester.Data.Import;

/// <summary>What the name of a file says of its candles; null where it says nothing.</summary>
/// <param name="Exchange">The market.</param>
/// <param name="Symbol">The stored spelling.</param>
/// <param name="Timeframe">The length of a candle.</param>
public sealed partial record FileNameGuess(string? Exchange, string? Symbol, Timeframe? Timeframe)
{
    /// <summary>
    /// Reads names as people have them: binance_BTCUSDT_1h.csv.gz (ours), BTCUSDT-1h-2023-01.csv (Binance's dumps),
    /// BTC_USDT-5m.json (freqtrade), "BINANCE_BTCUSDT, 60.csv" (TradingView, minutes).
    /// </summary>
    public static FileNameGuess Of(string fileName)
    {
        var name = Path.GetFileName(fileName);
        if (Ours().Match(name) is { Success: true } ours)
        {
            return new(ours.Groups["exchange"].Value, ours.Groups["symbol"].Value, TimeframeOf(ours.Groups["frame"].Value));
        }

        if (TradingView().Match(name) is { Success: true } chart)
        {
            return new(chart.Groups["exchange"].Value.ToLowerInvariant(), SymbolName.Normalize(chart.Groups["symbol"].Value), TimeframeOf(chart.Groups["frame"].Value));
        }

        if (Dump().Match(name) is { Success: true } dump)
        {
            return new("binance", dump.Groups["symbol"].Value, TimeframeOf(dump.Groups["frame"].Value));
        }

        return Freqtrade().Match(name) is { Success: true } pair
            ? new(null, SymbolName.Normalize(pair.Groups["symbol"].Value), TimeframeOf(pair.Groups["frame"].Value))
            : new(null, null, null);
    }

    [GeneratedRegex(@"^(?<exchange>[a-z0-9-]+)_(?<symbol>[A-Z0-9]+)_(?<frame>\d+[mhdw])[_.]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Ours();

    [GeneratedRegex(@"^(?<exchange>[A-Z]+)_(?<symbol>[A-Za-z0-9.]+), (?<frame>\d+[A-Z]?|[DW])([_. (]|$)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex TradingView();

    [GeneratedRegex(@"^(?<symbol>[A-Z0-9]+)-(?<frame>\d+[mhdw])-\d{4}-\d\d", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Dump();

    [GeneratedRegex(@"^(?<symbol>[A-Z0-9]+_[A-Z0-9]+)(_[A-Z0-9]+)?-(?<frame>\d+[mhdw])[-.]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Freqtrade();

    /// <summary>"5m" as it is; TradingView's "60" minutes, "1D", "W".</summary>
    private static Timeframe? TimeframeOf(string text)
    {
        if (Timeframe.TryParse(text.ToLowerInvariant(), out var plain) || Timeframe.TryParse($"1{text.ToLowerInvariant()}", out plain))
        {
            return plain;
        }

        return int.TryParse(text, out var minutes) ? Timeframe.All.FirstOrDefault(t => t.Milliseconds == minutes * 60_000L) : null;
    }
}
