using System.Text.Json;
using Backtester.Core.Market.Quality;
using Backtester.Data.Quality;

namespace Backtester.Blazor.Api.Documents;

/// <summary>How good a series is: what is missing, what is odd, the score with its parts (docs/data-quality.md).</summary>
public sealed record QualityDocument(
    string Exchange,
    string Symbol,
    string Timeframe,
    DateTimeOffset FirstOpen,
    DateTimeOffset LastOpen,
    long Candles,
    long Expected,
    long Missing,
    double Score,
    IReadOnlyList<ScorePartDocument> ScoreParts,
    FindingsDocument Findings,
    IReadOnlyList<GapDocument> Gaps,
    IReadOnlyList<DoubtfulCandleDocument> Doubtful,
    IReadOnlyList<OutlierDocument> Outliers,
    IReadOnlyList<string> ComparedWith,
    IReadOnlyList<QuietStretchDocument> QuietStretches,
    IReadOnlyList<string> Damages,
    IReadOnlyList<QuarantinedFileDocument> Quarantined)
{
    /// <summary>From a judgement.</summary>
    public static QualityDocument Of(SeriesQuality quality)
    {
        var scan = quality.Findings;
        return new QualityDocument(
            quality.Key.Exchange,
            quality.Key.Symbol,
            quality.Key.Timeframe.Name,
            Time(quality.Range.StartMs),
            Time(quality.Range.EndMs - quality.Key.Timeframe.Milliseconds),
            quality.Gaps.Present,
            quality.Gaps.Expected,
            quality.Gaps.Missing,
            Math.Round(quality.Score.Total, 2),
            [.. quality.Score.Parts.Select(p => new ScorePartDocument(p.Name, p.Weight, Math.Round(p.Score, 2), p.Why))],
            new FindingsDocument(
                scan.Count(CandleDoubt.Duplicate),
                scan.Count(CandleDoubt.OutOfOrder),
                scan.Count(CandleDoubt.Misaligned),
                scan.Count(CandleDoubt.Inconsistent),
                scan.Count(CandleDoubt.ImpossibleNumber),
                scan.Outliers.Count,
                scan.Count(CandleDoubt.Spike),
                scan.Count(CandleDoubt.BadPrice),
                scan.QuietCandles),
            [.. quality.Gaps.Gaps.Select(g => new GapDocument(Time(g.Range.StartMs), Time(g.Range.EndMs), g.Missing, Word(g.Cause), g.Note.Length == 0 ? null : g.Note))],
            [.. scan.Doubtful.Zip(quality.FindingTimesMs)
                .Where(d => d.First.Doubt != CandleDoubt.AfterGap)
                .Select(d => new DoubtfulCandleDocument(Time(d.Second), ReasonsOf(d.First.Doubt)))],
            [.. quality.Outliers.Select(o => new OutlierDocument(
                Time(o.TimeMs), Math.Round(100 * (Math.Exp(o.Return) - 1), 4), o.IsSpike, o.Others, double.IsNaN(o.Deviation) ? null : Math.Round(100 * o.Off, 4), Word(o.Verdict)))],
            [.. quality.Others.Select(k => $"{k.Exchange} {k.Symbol}")],
            [.. scan.QuietStretches.Zip(quality.QuietTimesMs).Select(s => new QuietStretchDocument(Time(s.Second), s.First.Count))],
            quality.Damages,
            [.. quality.Quarantined.Select(q => new QuarantinedFileDocument(q.Path, q.Reason, Time(q.Range.StartMs), Time(q.Range.EndMs), q.MovedAt))]);
    }

    /// <summary>The words of doubts.</summary>
    public static IReadOnlyList<string> ReasonsOf(CandleDoubt doubt) =>
        [.. Enum.GetValues<CandleDoubt>().Where(d => d != CandleDoubt.None && doubt.HasFlag(d)).Select(d => Word(d))];

    private static string Word(Enum name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name.ToString());

    private static DateTimeOffset Time(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms);
}

/// <summary>One part of a score: 0 to 100, and its weight in percent.</summary>
public sealed record ScorePartDocument(string Name, int Weight, double Score, string Why);

/// <summary>How many candles have what is odd; outliers are moves far outside their neighbourhood, spikes those of them that the next candle took back (and other markets did not make), bad prices those that other markets did not make.</summary>
public sealed record FindingsDocument(
    long Duplicates, long OutOfOrder, long Misaligned, long Inconsistent, long ImpossibleNumbers, long Outliers, long Spikes, long BadPrices, long WithoutTrade);

/// <summary>Missing candles from start to end (exclusive); cause unknown, outage, no_trades or damaged.</summary>
public sealed record GapDocument(DateTimeOffset Start, DateTimeOffset End, long Missing, string Cause, string? Note);

/// <summary>A candle with what is odd about it.</summary>
public sealed record DoubtfulCandleDocument(DateTimeOffset Time, IReadOnlyList<string> Reasons);

/// <summary>Candles in a row without any trade.</summary>
public sealed record QuietStretchDocument(DateTimeOffset Start, int Candles);

/// <summary>A damaged file that was moved out of the series, and the range that it covered.</summary>
public sealed record QuarantinedFileDocument(string Path, string Reason, DateTimeOffset Start, DateTimeOffset End, DateTimeOffset MovedAt);

/// <summary>
/// An outlier: its move in percent, whether the next candle took it back, how many other markets could be compared, by
/// how much in percent its price is off beside theirs, and the verdict: unjudged, real, bad_price.
/// </summary>
public sealed record OutlierDocument(DateTimeOffset Time, double MovePercentage, bool Spike, int Others, double? OffPercentage, string Verdict);
