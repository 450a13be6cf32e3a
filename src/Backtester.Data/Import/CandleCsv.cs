using Backtester.Core.Market;
using Backtester.Core.Runs;
using Backtester.Data.Store;

namespace Backtester.Data.Import;

/// <summary>What a file of candles holds, and what is wrong with it.</summary>
/// <param name="Key">The series it is read as.</param>
/// <param name="Rows">Rows of data, good and bad.</param>
/// <param name="Range">From the first open time to the end of the last candle; empty where there is none.</param>
/// <param name="IgnoredColumns">Names in the header that mean nothing here.</param>
/// <param name="Problems">The first 50 problems, then one that says how many more there are; none where the file is good.</param>
/// <param name="ProblemCount">All problems.</param>
/// <param name="Layout">Whose layout the file has.</param>
/// <param name="Columns">For each field its name, and the column that it is read as; null for none.</param>
public sealed record CandleCsvReport(
    SeriesKey Key,
    long Rows,
    TimeRange Range,
    IReadOnlyList<string> IgnoredColumns,
    IReadOnlyList<SpecProblem> Problems,
    long ProblemCount,
    ImportLayout Layout,
    IReadOnlyList<KeyValuePair<string, string?>> Columns);

/// <summary>
/// Candles from CSV: a header in any order with a time column (open_time_ms, open_time, time, timestamp, date or datetime,
/// in Unix time or ISO 8601; or date and time in two), open, high, low, close, volume, and where known quote_volume, trade_count
/// (or trades, count), taker_buy_volume, whose fields may be empty. Plain or gzip; comma, semicolon, tab or bar between fields.
/// Six or twelve numbers a row need no header, and may come as JSON arrays. open_time_ms is milliseconds; of other columns the
/// first time tells seconds, milliseconds or microseconds by its size. Rows rise in time.
/// </summary>
public static class CandleCsv
{
    /// <summary>Reads a file through and says what is in it; nothing is stored.</summary>
    /// <param name="file">The file, read once from where it stands; stays open.</param>
    /// <param name="key">What it holds: the timeframe gives the grid of its times.</param>
    /// <param name="fileName">Its name in problems.</param>
    /// <param name="take">Receives the good candles in order, until the first problem; null for none.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static CandleCsvReport Read(
        Stream file, SeriesKey key, string fileName, Action<Candle>? take = null, CancellationToken cancellation = default) =>
        Read(file, key, fileName, take, CsvReaderChoice.ByContent, cancellation);

    /// <summary>The same with the choice of the reader.</summary>
    internal static CandleCsvReport Read(
        Stream file, SeriesKey key, string fileName, Action<Candle>? take, CsvReaderChoice choice, CancellationToken cancellation = default)
    {
        var problems = new CsvProblems(fileName);
        CsvColumns? columns = null;
        CandleCheck? check = null;
        try
        {
            check = CsvText.Read(file, choice, problems, Begin, cancellation);
        }
        catch (InvalidDataException damage)
        {
            problems.Add(new SpecProblem(fileName, $"the file cannot be read: {damage.Message}", null, "CSV text, plain or gzip"));
        }

        if (problems.Total == 0 && check?.Rows == 0)
        {
            problems.Add(new SpecProblem(fileName, "the file has a header and no rows", "0 rows", "at least one candle"));
        }

        var range = check is null || check.FirstMs > check.LastMs ? default : new TimeRange(check.FirstMs, check.LastMs + key.Timeframe.Milliseconds);
        var ignored = columns?.FieldNames.Where((_, i) => columns.Fields[i] is null).ToArray() ?? [];
        var fields = columns?.FieldNames.Select((name, i) => KeyValuePair.Create(name, columns.Fields[i]?.Name())).ToArray() ?? [];
        return new CandleCsvReport(
            key, check?.Rows ?? 0, range, ignored, problems.ToList(), problems.Total, columns?.Layout ?? ImportLayout.Unknown, fields);

        CandleCheck? Begin(IReadOnlyList<string> header, bool isJson)
        {
            columns = CsvColumns.Parse(header, problems, isJson);
            return columns is null ? null : new CandleCheck(columns, problems, key.Timeframe, Take);
        }

        void Take(Candle candle)
        {
            if (problems.Total == 0)
            {
                take?.Invoke(candle);
            }
        }
    }
}
