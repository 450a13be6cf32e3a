using Backtester.Core.Runs;
using Backtester.Data.Store;

namespace Backtester.Data.Import;

/// <summary>Which field of a row holds which column, as the header says. Names may come in any order and in any case.</summary>
internal sealed class CsvColumns
{
    private static readonly Dictionary<string, CandleColumn> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["open_time_ms"] = CandleColumn.OpenTime,
        ["open_time"] = CandleColumn.OpenTime,
        ["time"] = CandleColumn.OpenTime,
        ["timestamp"] = CandleColumn.OpenTime,
        ["date"] = CandleColumn.OpenTime,
        ["datetime"] = CandleColumn.OpenTime,
        ["open"] = CandleColumn.Open,
        ["high"] = CandleColumn.High,
        ["low"] = CandleColumn.Low,
        ["close"] = CandleColumn.Close,
        ["volume"] = CandleColumn.Volume,
        ["quote_volume"] = CandleColumn.QuoteVolume,
        ["quote_asset_volume"] = CandleColumn.QuoteVolume,
        ["trade_count"] = CandleColumn.TradeCount,
        ["trades"] = CandleColumn.TradeCount,
        ["count"] = CandleColumn.TradeCount,
        ["number_of_trades"] = CandleColumn.TradeCount,
        ["taker_buy_volume"] = CandleColumn.TakerBuyVolume,
        ["taker_buy_base_asset_volume"] = CandleColumn.TakerBuyVolume,
    };

    /// <summary>The fields of Binance's public dumps and of its answers, where no header names them.</summary>
    private static readonly string[] BinanceNames =
    [
        "open_time", "open", "high", "low", "close", "volume", "close_time", "quote_volume", "count", "taker_buy_volume", "taker_buy_quote_volume", "ignore",
    ];

    private CsvColumns(CandleColumn?[] fields, string[] names, ImportLayout layout, bool hasHeader, int timeOfDay) =>
        (Fields, FieldNames, Layout, HasHeader, TimeOfDayField) = (fields, names, layout, hasHeader, timeOfDay);

    /// <summary>For each field its column; null for fields that are not read.</summary>
    public CandleColumn?[] Fields { get; }

    /// <summary>For each field its name in the header.</summary>
    public string[] FieldNames { get; }

    /// <summary>Whose layout it is.</summary>
    public ImportLayout Layout { get; }

    /// <summary>False where the first line is a candle already.</summary>
    public bool HasHeader { get; }

    /// <summary>The field with the time of day, where the time column holds the date alone; −1 where there is none.</summary>
    public int TimeOfDayField { get; }

    /// <summary>True where the time column's name leaves its unit open: seconds, milliseconds and microseconds are told by size.</summary>
    public bool TimeUnitIsOpen => !FieldNames.Contains("open_time_ms", StringComparer.OrdinalIgnoreCase);

    /// <summary>The columns of rows without a header, told by their number; null where that says nothing.</summary>
    public static CsvColumns? WithoutHeader(int fields, bool json) => fields switch
    {
        6 => new CsvColumns(BinanceNames[..6].Select(FieldOf).ToArray(), BinanceNames[..6], json ? ImportLayout.Freqtrade : ImportLayout.PlainRows, false, -1),
        12 => new CsvColumns(BinanceNames.Select(FieldOf).ToArray(), BinanceNames, ImportLayout.Binance, false, -1),
        _ => null,
    };

    /// <summary>Reads a header's names, or takes a first row of numbers for one of a file without header; what is wrong is added to the problems.</summary>
    /// <returns>Null where a column that is needed is missing or stands there twice.</returns>
    public static CsvColumns? Parse(IReadOnlyList<string> header, CsvProblems problems, bool isJson)
    {
        var names = header.Select(n => n.Trim().Trim('"').Trim()).ToArray();
        var fields = names.Select(FieldOf).ToArray();
        var timeOfDay = names.Any(n => n.Equals("date", StringComparison.OrdinalIgnoreCase))
            ? Array.FindIndex(names, n => n.Equals("time", StringComparison.OrdinalIgnoreCase))
            : -1;
        if (timeOfDay >= 0)
        {
            fields[timeOfDay] = null;
        }

        if (names.All(n => n.Length > 0 && (char.IsAsciiDigit(n[0]) || n[0] == '-')) && WithoutHeader(names.Length, isJson) is { } bare)
        {
            return bare;
        }

        var before = problems.Total;
        var known = fields.OfType<CandleColumn>().ToArray();
        if (known.Length == 0)
        {
            var first = string.Join(',', names.Take(8));
            problems.Add(new SpecProblem(problems.At(1), "the first line is no header", first, "a header line such as open_time_ms,open,high,low,close,volume"));
            return null;
        }

        foreach (var twice in known.GroupBy(c => c).Where(g => g.Count() > 1).Select(g => g.Key))
        {
            var which = names.Where((_, i) => fields[i] == twice);
            problems.Add(new SpecProblem(problems.At(1), $"the column {twice.Name()} stands there more than once", string.Join(", ", which), "once"));
        }

        foreach (var missing in Enum.GetValues<CandleColumn>().Where(c => !c.IsOptional() && !known.Contains(c)))
        {
            var allowed = string.Join(" or ", Names.Where(n => n.Value == missing).Select(n => n.Key));
            problems.Add(new SpecProblem(problems.At(1), $"the column {missing.Name()} is missing", string.Join(',', names), allowed));
        }

        return problems.Total == before ? new CsvColumns(fields, names, ImportLayouts.Of(names), hasHeader: true, timeOfDay) : null;
    }

    private static CandleColumn? FieldOf(string name) => Names.TryGetValue(name.Replace(' ', '_'), out var column) ? column : null;
}
