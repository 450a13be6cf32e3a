using Backtester.Core.Market;
using Backtester.Data.Store;

namespace Backtester.Data.Quality;

/// <summary>Why candles are missing, as far as it is known.</summary>
public enum GapCause
{
    /// <summary>Nobody knows: worth fetching.</summary>
    Unknown,

    /// <summary>The exchange did not trade (<see cref="KnownOutages"/>).</summary>
    Outage,

    /// <summary>The exchange gives no candle where nothing was traded, and the gap is short.</summary>
    NoTrades,

    /// <summary>A damaged file was moved aside: worth fetching.</summary>
    Damaged,
}

/// <summary>Candles that a series should have and has not.</summary>
/// <param name="Range">From the first missing open time to the open time of the next candle.</param>
/// <param name="Missing">How many.</param>
/// <param name="Cause">Why.</param>
/// <param name="Note">What more is known; empty for nothing.</param>
public sealed record Gap(TimeRange Range, long Missing, GapCause Cause, string Note = "");

/// <summary>
/// The ledger of a series: expected minus present candles between its first and its last one, and in the ranges of
/// damaged files, which may lie outside.
/// </summary>
/// <param name="Expected">Candles that the range would hold without gaps.</param>
/// <param name="Present">Candles that are there.</param>
/// <param name="Gaps">Every gap, in order of time.</param>
public sealed record GapLedger(long Expected, long Present, IReadOnlyList<Gap> Gaps)
{
    /// <summary>A gap of an exchange that omits quiet candles is taken as quiet up to this length.</summary>
    private const long LongestQuietMs = 4 * 3_600_000L;

    /// <summary>Exchanges whose candle answers leave out candles without trades.</summary>
    private static readonly HashSet<string> OmitQuiet = new(StringComparer.Ordinal) { "bitfinex", "bitstamp", "coinbase", "gemini", "kraken", "kucoin" };

    /// <summary>Candles missing.</summary>
    public long Missing => Gaps.Sum(g => g.Missing);

    /// <summary>Candles missing for reasons that fetching may mend.</summary>
    public long MissingUnexplained => Gaps.Where(g => g.Cause is GapCause.Unknown or GapCause.Damaged).Sum(g => g.Missing);

    /// <summary>Makes the ledger of a series.</summary>
    /// <param name="key">The series.</param>
    /// <param name="times">Its open times, rising.</param>
    /// <param name="quarantined">Its files that were moved aside.</param>
    public static GapLedger Of(SeriesKey key, ReadOnlySpan<long> times, IReadOnlyList<QuarantinedFile>? quarantined = null)
    {
        ArgumentNullException.ThrowIfNull(key);
        quarantined ??= [];
        if (times.IsEmpty)
        {
            return new GapLedger(0, 0, []);
        }

        var step = key.Timeframe.Milliseconds;
        var gaps = new List<Gap>();
        for (var row = 1; row < times.Length; row++)
        {
            if (times[row] - times[row - 1] > step)
            {
                Add(new TimeRange(times[row - 1] + step, times[row]));
            }
        }

        // A damaged month at an end of the series: nothing after it, or before it, tells that candles are missing.
        foreach (var file in quarantined.DistinctBy(q => q.Range))
        {
            Add(new TimeRange(key.Timeframe.Floor(file.Range.StartMs), Math.Min(times[0], file.Range.EndMs)));
            Add(new TimeRange(Math.Max(times[^1] + step, key.Timeframe.Floor(file.Range.StartMs)), file.Range.EndMs));
        }

        gaps.Sort((a, b) => a.Range.StartMs.CompareTo(b.Range.StartMs));
        return new GapLedger(times.Length + gaps.Sum(g => g.Missing), times.Length, gaps);

        void Add(TimeRange range)
        {
            var missing = (range.EndMs - range.StartMs + step - 1) / step;
            if (missing > 0)
            {
                gaps.Add(Explain(key, range, missing, quarantined));
            }
        }
    }

    private static Gap Explain(SeriesKey key, TimeRange range, long missing, IReadOnlyList<QuarantinedFile> quarantined)
    {
        if (quarantined.FirstOrDefault(q => q.Range.StartMs < range.EndMs && q.Range.EndMs > range.StartMs) is { } file)
        {
            return new Gap(range, missing, GapCause.Damaged, file.Reason);
        }

        if (KnownOutages.Explaining(key, range) is { } outage)
        {
            return new Gap(range, missing, GapCause.Outage, outage.Note);
        }

        return OmitQuiet.Contains(key.Exchange) && range.EndMs - range.StartMs <= LongestQuietMs && key.Timeframe.Milliseconds < LongestQuietMs
            ? new Gap(range, missing, GapCause.NoTrades)
            : new Gap(range, missing, GapCause.Unknown);
    }
}
