namespace Backtester.Core.Market;

/// <summary>The spelling of symbols: "BTC/USDT", "BTC-USDT" and "btcusdt" are the same instrument.</summary>
public static class SymbolName
{
    /// <summary>The stored spelling: capitals and digits alone. Empty where nothing of it is usable.</summary>
    public static string Normalize(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return string.Concat(text.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
    }
}
