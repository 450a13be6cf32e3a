using Backtester.Core.Formulas.Checking;
using Backtester.Core.Formulas.Compilation;
using Backtester.Core.Formulas.Syntax;
using Backtester.Core.Indicators.Catalog;

namespace Backtester.Core.Formulas;

/// <summary>A name of the language, for completion and for the table in the documentation.</summary>
/// <param name="Name">As it is written.</param>
/// <param name="Usage">With its arguments.</param>
/// <param name="Category">series, time, position, function, or the indicator's category.</param>
/// <param name="Description">One line.</param>
public sealed record LanguageName(string Name, string Usage, string Category, string Description);

/// <summary>Every name that a formula may use without defining it.</summary>
public static class LanguageNames
{
    internal static readonly Dictionary<string, InputColumn> Series = new()
    {
        ["open"] = InputColumn.Open,
        ["high"] = InputColumn.High,
        ["low"] = InputColumn.Low,
        ["close"] = InputColumn.Close,
        ["volume"] = InputColumn.Volume,
        ["quote_volume"] = InputColumn.QuoteVolume,
        ["trades"] = InputColumn.Trades,
        ["taker_buy_volume"] = InputColumn.TakerBuyVolume,
        ["hl2"] = InputColumn.MedianPrice,
        ["hlc3"] = InputColumn.TypicalPrice,
        ["ohlc4"] = InputColumn.AveragePrice,
        ["hour"] = InputColumn.Hour,
        ["day_of_week"] = InputColumn.DayOfWeek,
        ["month"] = InputColumn.Month,
    };

    internal static readonly string[] Position = ["position", "entry_price", "bars_held", "unrealized"];

    /// <summary>All names in the order of the documentation.</summary>
    public static IReadOnlyList<LanguageName> All { get; } = List();

    private static readonly HashSet<string> Taken =
    [
        .. Series.Keys,
        .. Position,
        .. IndicatorCatalog.All.Where(i => i.SeriesCount == 0 && i.Arguments.All(a => a.Default is not null)).Select(i => i.Name),
    ];

    /// <summary>
    /// True where a parameter or a line may not have this name: it is a word, or stands for a value without brackets.
    /// Names of functions that need arguments are free: <c>macd_signal</c> may be a parameter beside <c>macd_signal(…)</c>.
    /// </summary>
    public static bool IsTaken(string name) => Taken.Contains(name) || Words.IsReserved(name);

    /// <summary>True for names made of small letters, digits and underscores, at most 64, that begin with a letter.</summary>
    public static bool IsWellFormed(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name.Length is > 0 and <= 64
            && char.IsAsciiLetterLower(name[0])
            && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_');
    }

    internal static string Usage(IndicatorSignature signature)
    {
        var series = signature.SeriesCount switch { 0 => "", 1 => "series", _ => "series, series" };
        var numbers = signature.Arguments.Select(a => a.Default is { } value ? $"{a.Name} = {FormulaPrinter.Print(value)}" : a.Name);
        return $"{signature.Name}({string.Join(", ", numbers.Prepend(series).Where(s => s.Length > 0))})";
    }

    private static LanguageName[] List()
    {
        LanguageName[] series =
        [
            new("open", "open", "series", "First price of the bar"),
            new("high", "high", "series", "Highest price"),
            new("low", "low", "series", "Lowest price"),
            new("close", "close", "series", "Last price"),
            new("volume", "volume", "series", "Volume in the base asset"),
            new("quote_volume", "quote_volume", "series", "Volume in the quote asset; unknown where the source does not know it"),
            new("trades", "trades", "series", "Number of trades; unknown where the source does not know it"),
            new("taker_buy_volume", "taker_buy_volume", "series", "Volume bought by takers; unknown where the source does not know it"),
            new("hl2", "hl2", "series", "(high + low) / 2"),
            new("hlc3", "hlc3", "series", "(high + low + close) / 3"),
            new("ohlc4", "ohlc4", "series", "(open + high + low + close) / 4"),
            new("hour", "hour", "time", "Hour of the bar's open time, UTC, 0 to 23"),
            new("day_of_week", "day_of_week", "time", "Day of the bar's open time, UTC, 1 (Monday) to 7 (Sunday)"),
            new("month", "month", "time", "Month of the bar's open time, UTC, 1 to 12"),
            new("position", "position", "position", "1 in a long position, -1 in a short one"),
            new("entry_price", "entry_price", "position", "Price at which the position was entered"),
            new("bars_held", "bars_held", "position", "Bars since the bar of the entry, 0 on that bar"),
            new("unrealized", "unrealized", "position", "Gain of the position at this close as a percentage of the entry price, before costs"),
        ];
        return
        [
            .. series,
            .. BuiltInSignature.All.Select(f => new LanguageName(f.Name, f.Usage, "function", f.Description)),
            .. IndicatorCatalog.All.Select(i => new LanguageName(i.Name, Usage(i), i.Category, i.Description)),
        ];
    }
}
