using Backtester.Core.Market;
using Backtester.Core.Runs;
using Backtester.Core.Runs.Reading;
using Backtester.Data.Exchanges;

namespace Backtester.Data.Download;

/// <summary>Candles to bring: every symbol in every timeframe.</summary>
/// <param name="Exchange">The market, one of <see cref="ExchangeCatalog.Names"/>.</param>
/// <param name="Symbols">Instruments in any spelling.</param>
/// <param name="Timeframes">Lengths of candles, shortest first.</param>
/// <param name="Range">Open times, half-open; an open end means the last finished candle, an open start the listing.</param>
/// <param name="AskAgain">Asks also for candles that the exchange has said it does not have.</param>
public sealed record DownloadRequest(
    string Exchange, IReadOnlyList<string> Symbols, IReadOnlyList<Timeframe> Timeframes, TimeRange Range, bool AskAgain = false)
{
    /// <summary>A request from its words.</summary>
    /// <param name="exchange">The market.</param>
    /// <param name="symbols">Instruments in any spelling.</param>
    /// <param name="timeframes">Names of timeframes.</param>
    /// <param name="start">ISO 8601, UTC where nothing else is said; null for the listing.</param>
    /// <param name="end">The same; null for now.</param>
    /// <param name="askAgain">See the property.</param>
    /// <exception cref="SpecException">Something of it cannot be; all problems are inside.</exception>
    public static DownloadRequest Read(
        string? exchange, IReadOnlyList<string>? symbols, IReadOnlyList<string>? timeframes, string? start = null, string? end = null, bool askAgain = false)
    {
        var problems = new List<SpecProblem>();
        if (!ExchangeCatalog.Names.Contains(exchange ?? "", StringComparer.Ordinal))
        {
            problems.Add(new SpecProblem("exchange", "cannot be fetched from", exchange, string.Join(", ", ExchangeCatalog.Names)));
        }

        var names = (symbols ?? []).Select(s => s.Trim()).Where(s => s.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (names.Count == 0)
        {
            problems.Add(new SpecProblem("symbols", "are missing", Allowed: "names of instruments such as BTCUSDT"));
        }

        problems.AddRange(names.Where(n => SymbolName.Normalize(n).Length == 0)
            .Select(n => new SpecProblem("symbols", "not a name of an instrument", n, "letters and digits, such as BTCUSDT or BTC/USDT")));
        var lengths = ReadTimeframes(timeframes ?? [], problems);
        var range = new TimeRange(ReadTime("start_date", start, long.MinValue, problems), ReadTime("end_date", end, long.MaxValue, problems));
        if (range.IsEmpty && problems.Count == 0)
        {
            problems.Add(new SpecProblem("end_date", "is not after start_date", end, $"a time after {start}"));
        }

        return problems.Count == 0 ? new DownloadRequest(exchange!, names, lengths, range, askAgain) : throw new SpecException(problems);
    }

    private static List<Timeframe> ReadTimeframes(IReadOnlyList<string> names, List<SpecProblem> problems)
    {
        var lengths = new List<Timeframe>();
        foreach (var name in names.Select(n => n.Trim()))
        {
            if (Timeframe.TryParse(name, out var timeframe))
            {
                lengths.Add(timeframe);
            }
            else
            {
                problems.Add(new SpecProblem("timeframes", "unknown timeframe", name, string.Join(", ", Timeframe.All)));
            }
        }

        if (names.Count == 0)
        {
            problems.Add(new SpecProblem("timeframes", "are missing", Allowed: string.Join(", ", Timeframe.All)));
        }

        return [.. lengths.Distinct().OrderBy(t => t.Milliseconds)];
    }

    private static long ReadTime(string field, string? text, long fallback, List<SpecProblem> problems)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return fallback;
        }

        if (IsoTime.TryParse(text.Trim(), out var time))
        {
            return time;
        }

        problems.Add(new SpecProblem(field, "is not a time", text, "ISO 8601, such as 2024-01-01 or 2024-01-01T00:00:00Z"));
        return fallback;
    }
}
