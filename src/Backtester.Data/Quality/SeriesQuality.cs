using Backtester.Core.Market;
using Backtester.Core.Market.Quality;
using Backtester.Data.Store;

namespace Backtester.Data.Quality;

/// <summary>Everything that is known of how good a series is.</summary>
/// <param name="Key">The series.</param>
/// <param name="Range">From the first open time to the end of the last candle.</param>
/// <param name="Gaps">What is missing.</param>
/// <param name="Findings">What is odd about the candles that are there.</param>
/// <param name="FindingTimesMs">For each doubtful row of the findings its open time.</param>
/// <param name="QuietTimesMs">For each stretch without trade its first open time.</param>
/// <param name="Days">How much of each day is there.</param>
/// <param name="Damages">Damage in the stored files that was found now; its candles are not looked at.</param>
/// <param name="Quarantined">Damaged files that were moved aside.</param>
/// <param name="Score">The judgement.</param>
public sealed record SeriesQuality(
    SeriesKey Key,
    TimeRange Range,
    GapLedger Gaps,
    CandleScan Findings,
    IReadOnlyList<long> FindingTimesMs,
    IReadOnlyList<long> QuietTimesMs,
    IReadOnlyList<DayCoverage> Days,
    IReadOnlyList<string> Damages,
    IReadOnlyList<QuarantinedFile> Quarantined,
    QualityScore Score)
{
    /// <summary>Judges candles.</summary>
    /// <param name="series">The candles, at least one.</param>
    /// <param name="damages">What is wrong with the files that hold them.</param>
    /// <param name="quarantined">Files that were moved aside.</param>
    public static SeriesQuality Of(CandleSeries series, IReadOnlyList<string>? damages = null, IReadOnlyList<QuarantinedFile>? quarantined = null)
    {
        ArgumentNullException.ThrowIfNull(series);
        var times = series.OpenTimeMs.ToArray();
        var gaps = GapLedger.Of(series.Key, times, quarantined);
        var scan = CandleScan.Of(series);
        return new SeriesQuality(
            series.Key,
            new TimeRange(times[0], times[^1] + series.Key.Timeframe.Milliseconds),
            gaps,
            scan,
            [.. scan.Doubtful.Select(d => times[d.Row])],
            [.. scan.QuietStretches.Select(s => times[s.FirstRow])],
            DayCoverage.Of(series.Key.Timeframe, times),
            damages ?? [],
            quarantined ?? [],
            QualityScore.Of(gaps, scan, damages?.Count ?? 0));
    }
}
