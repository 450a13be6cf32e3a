using Backtester.Core.Market;
using Backtester.Core.Market.Quality;
using Backtester.Data.Store;

namespace Backtester.Data.Quality;

/// <summary>Everything that is known of how good a series is.</summary>
/// <param name="Key">The series.</param>
/// <param name="Range">From the first open time to the end of the last candle.</param>
/// <param name="Gaps">What is missing.</param>
/// <param name="Findings">What is odd about the candles that are there.</param>
/// <param name="Outliers">Its outliers, judged against other markets.</param>
/// <param name="Others">The same instrument on other markets, which they were judged against.</param>
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
    IReadOnlyList<OutlierJudgement> Outliers,
    IReadOnlyList<SeriesKey> Others,
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
    /// <param name="others">The same instrument on other markets, at the same timeframe.</param>
    public static SeriesQuality Of(
        CandleSeries series, IReadOnlyList<string>? damages = null, IReadOnlyList<QuarantinedFile>? quarantined = null, IReadOnlyList<CandleSeries>? others = null)
    {
        ArgumentNullException.ThrowIfNull(series);
        var times = series.OpenTimeMs.ToArray();
        var gaps = GapLedger.Of(series.Key, times, quarantined);
        others ??= [];
        var scan = CandleScan.Of(series);
        var outliers = OutlierJudgement.Of(series, scan, others);
        scan = Judged(scan, outliers);
        return new SeriesQuality(
            series.Key,
            new TimeRange(times[0], times[^1] + series.Key.Timeframe.Milliseconds),
            gaps,
            scan,
            outliers,
            [.. others.Select(o => o.Key)],
            [.. scan.Doubtful.Select(d => times[d.Row])],
            [.. scan.QuietStretches.Select(s => times[s.FirstRow])],
            DayCoverage.Of(series.Key.Timeframe, times),
            damages ?? [],
            quarantined ?? [],
            QualityScore.Of(gaps, scan, damages?.Count ?? 0));
    }

    /// <summary>The findings with what other markets say: a move that they made too is no spike, one that they did not make is a bad price.</summary>
    private static CandleScan Judged(CandleScan scan, IReadOnlyList<OutlierJudgement> outliers)
    {
        if (outliers.All(o => o.Verdict == OutlierVerdict.Unjudged))
        {
            return scan;
        }

        var doubts = scan.Doubtful.ToDictionary(d => d.Row, d => d.Doubt);
        foreach (var (row, outlier) in scan.Outliers.Zip(outliers))
        {
            var doubt = doubts.GetValueOrDefault(row);
            doubts[row] = outlier.Verdict switch
            {
                OutlierVerdict.Real => doubt & ~CandleDoubt.Spike,
                OutlierVerdict.BadPrice => doubt | CandleDoubt.BadPrice,
                _ => doubt,
            };
        }

        return scan with { Doubtful = [.. doubts.Where(d => d.Value != CandleDoubt.None).OrderBy(d => d.Key).Select(d => new DoubtfulCandle(d.Key, d.Value))] };
    }
}
