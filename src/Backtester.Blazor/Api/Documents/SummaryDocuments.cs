using Backtester.Blazor.Overview;
using Backtester.Persistence;
using Backtester.Persistence.Summaries;

namespace Backtester.Blazor.Api.Documents;

/// <summary>Where everything stands. Percentages: roi, win_rate, annual_return. Null is unknown.</summary>
public sealed record SummaryDocument(
    IReadOnlyDictionary<string, int> RunsByStatus,
    IReadOnlyList<RunSummaryDocument> LatestRuns,
    IReadOnlyList<OutOfSampleDocument> OutOfSample,
    InSampleDocument InSample,
    int OpenRecommendations,
    DataStateDocument Data,
    DiskUseDocument Disk)
{
    /// <summary>The most series that it names.</summary>
    private const int MostSeries = 20;

    /// <summary>From what was read.</summary>
    public static SummaryDocument From(Summary summary) => new(
        summary.Stored.RunsByStatus.ToDictionary(s => s.Key.Word(), s => s.Value),
        [.. summary.Latest.Select(RunSummaryDocument.From)],
        [.. summary.Stored.OutOfSample.Select(s => new OutOfSampleDocument(s.Strategy, s.WalkForwards, s.AnnualReturn, s.Efficiency, s.BestId))],
        new InSampleDocument(Groups(summary.Stored.ByStrategy), Groups(summary.Stored.BySymbol), Groups(summary.Stored.ByTimeframe)),
        summary.Stored.OpenRecommendations,
        new DataStateDocument(
            summary.Data.Series.Count,
            summary.Data.Candles,
            ApiJson.Time(summary.Data.NewestMs),
            summary.Data.Stale,
            summary.Data.WithGaps,
            summary.Data.Missing,
            summary.Data.SampleSymbols,
            [.. summary.Data.Series.Take(MostSeries).Select(s => new SeriesStateDocument(
                s.Series.Key.Exchange, s.Series.Key.Symbol, s.Series.Key.Timeframe.Name, ApiJson.Time(s.Series.LastOpenMs)!.Value, s.BehindSeconds, s.IsStale, s.Missing))]),
        new DiskUseDocument(summary.Disk.Folder, summary.Disk.Bytes, summary.Disk.FreeBytes, new Dictionary<string, long>(summary.Disk.Parts)));

    private static IReadOnlyList<RunGroupDocument> Groups(IReadOnlyList<RunGroup> groups) =>
        [.. groups.Select(g => new RunGroupDocument(g.Name, g.Runs, g.Roi, g.SharpeRatio, g.WinRate, g.BestRunId))];
}

/// <summary>What a strategy did in completed walk-forwards: annual return of the stitched accounts (percent) and its ratio to the one in sample; best_id is a walk-forward.</summary>
public sealed record OutOfSampleDocument(string Strategy, int WalkForwards, BestAndMedian AnnualReturn, BestAndMedian Efficiency, long BestId);

/// <summary>Completed runs by what they have in common. In sample: whoever chose their settings may have seen these candles.</summary>
public sealed record InSampleDocument(IReadOnlyList<RunGroupDocument> ByStrategy, IReadOnlyList<RunGroupDocument> BySymbol, IReadOnlyList<RunGroupDocument> ByTimeframe);

/// <summary>Completed runs of one strategy, symbol or timeframe, with the highest and the middle value among them.</summary>
public sealed record RunGroupDocument(string Name, int Runs, BestAndMedian Roi, BestAndMedian SharpeRatio, BestAndMedian WinRate, long? BestRunId);

/// <summary>Recorded candles: how many, how fresh, how complete. worst holds the stale series first, then those with most missing candles, at most 20.</summary>
public sealed record DataStateDocument(
    int Series, long Candles, DateTimeOffset? NewestCandle, int StaleSeries, int SeriesWithGaps, long MissingCandles, int SampleSymbols, IReadOnlyList<SeriesStateDocument> Worst);

/// <summary>A recorded series: its last candle, how long ago that ended, and how many candles its range lacks.</summary>
public sealed record SeriesStateDocument(
    string Exchange, string Symbol, string Timeframe, DateTimeOffset LastCandle, double BehindSeconds, bool Stale, long MissingCandles);

/// <summary>Bytes of the data folder in all and by part, and what is left on its disk.</summary>
public sealed record DiskUseDocument(string Folder, long Bytes, long? FreeBytes, IReadOnlyDictionary<string, long> Parts);
