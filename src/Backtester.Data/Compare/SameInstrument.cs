using Backtester.Core.Market;
using Backtester.Data.Store;

namespace Backtester.Data.Compare;

/// <summary>
/// Which stored series are of the same instrument on another market: the same base asset, and the same quote asset or
/// one that is meant to be worth the same (US dollars and the coins that stand for them).
/// </summary>
public static class SameInstrument
{
    private static readonly string[] Dollars = ["USDT", "USDC", "FDUSD", "TUSD", "BUSD", "USDP", "DAI", "USD"];

    /// <summary>A symbol with every dollar as USD: BTCUSDT is BTCUSD.</summary>
    public static string Neutral(string symbol)
    {
        ArgumentNullException.ThrowIfNull(symbol);
        var quote = Dollars.FirstOrDefault(d => symbol.Length > d.Length && symbol.EndsWith(d, StringComparison.Ordinal));
        return quote is null ? symbol : symbol[..^quote.Length] + "USD";
    }

    /// <summary>Series of the same instrument at the same timeframe on other markets, stored or derivable, in order of their names.</summary>
    public static IReadOnlyList<SeriesInfo> Of(SeriesKey key, CandleLibrary library)
    {
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(library);
        var name = Neutral(key.Symbol);
        return
        [
            .. library.Store.List()
                .Select(s => s.Key)
                .Where(k => k.Exchange != key.Exchange && k.Exchange != SeriesKey.SampleExchange && key.Exchange != SeriesKey.SampleExchange && Neutral(k.Symbol) == name)
                .Select(k => k with { Timeframe = key.Timeframe })
                .Distinct()
                .Select(library.Find)
                .OfType<SeriesInfo>()
                .OrderBy(s => s.Key.Exchange, StringComparer.Ordinal)
                .ThenBy(s => s.Key.Symbol, StringComparer.Ordinal),
        ];
    }
}
