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
        ["trade_count"] = CandleColumn.TradeCount,
        ["trades"] = CandleColumn.TradeCount,
        ["taker_buy_volume"] = CandleColumn.TakerBuyVolume,
    };

    private CsvColumns(CandleColumn?[] fields, string[] names) => (Fields, FieldNames) = (fields, names);

    /// <summary>For each field its column; null for fields that are not read.</summary>
    public CandleColumn?[] Fields { get; }

    /// <summary>For each field its name in the header.</summary>
    public string[] FieldNames { get; }

    /// <summary>Reads a header's names; what is wrong with them is added to the problems.</summary>
    /// <returns>Null where a column that is needed is missing or stands there twice.</returns>
    public static CsvColumns? Parse(IReadOnlyList<string> header, CsvProblems problems)
    {
        var names = header.Select(n => n.Trim().Trim('"').Trim()).ToArray();
        var fields = names
            .Select(n => Names.TryGetValue(n.Replace(' ', '_'), out var column) ? column : (CandleColumn?)null)
            .ToArray();
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

        return problems.Total == before ? new CsvColumns(fields, names) : null;
    }
}
