using Backtester.Blazor.Options;
using Backtester.Core.Market;
using Backtester.Core.Runs;

namespace Backtester.Blazor.Runs;

/// <summary>Reads the three words that name a series.</summary>
public static class SeriesName
{
    /// <summary>Checks all three.</summary>
    /// <param name="exchange">Small letters, digits and hyphens.</param>
    /// <param name="symbol">Any usual spelling.</param>
    /// <param name="timeframe">Such as "1h".</param>
    /// <param name="prefix">What stands before the names of the fields: "--" for options.</param>
    /// <exception cref="SpecException">All problems.</exception>
    public static SeriesKey Read(string? exchange, string? symbol, string? timeframe, string prefix = "")
    {
        var problems = new List<SpecProblem>();
        exchange = exchange?.Trim().ToLowerInvariant() ?? "";
        if (exchange.Length is 0 or > 64 || !exchange.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-'))
        {
            problems.Add(new(prefix + "exchange", "is no name of a market", exchange, "small letters, digits and hyphens, such as binance"));
        }

        var name = SymbolName.Normalize(symbol ?? "");
        if (name.Length is 0 or > 64)
        {
            problems.Add(new(prefix + "symbol", "is no name of an instrument", symbol ?? "", "letters and digits, such as BTCUSDT"));
        }

        if (!Timeframe.TryParse(timeframe, out var length))
        {
            var names = Timeframe.All.Select(t => t.Name).ToList();
            problems.Add(new(prefix + "timeframe", "is none", timeframe ?? "", string.Join(", ", names), NearestName.Of(timeframe ?? "", names)));
        }

        return problems.Count == 0 ? new SeriesKey(exchange, name, length!) : throw new SpecException(problems);
    }

    /// <summary>Says that a series cannot be read, and what the nearest stored symbol is.</summary>
    public static SpecProblem Missing(SeriesKey key, ICandleCatalog catalog)
    {
        var stored = catalog.List().Select(s => s.Key).ToList();
        var symbols = stored.Where(k => k.Exchange == key.Exchange).Select(k => k.Symbol).Distinct().ToList();
        return symbols.Count == 0
            ? new("exchange", "has no stored candles", key.Exchange, string.Join(", ", stored.Select(k => k.Exchange).Distinct()))
            : new("symbol", $"{key} is not stored, nor any finer series", key.Symbol, string.Join(", ", symbols), NearestName.Of(key.Symbol, symbols));
    }
}
