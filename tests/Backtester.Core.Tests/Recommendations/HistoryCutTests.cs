using Backtester.Core.Market;
using Backtester.Core.Recommendations.Evidence;
using Backtester.Core.Tests.Runs;
using Xunit;

namespace Backtester.Core.Tests.Recommendations;

public sealed class HistoryCutTests
{
    private const long BarMs = 4 * 3_600_000L;

    private static readonly MemoryCatalog Stored = new(AdviceMarket.Walk);
    private static readonly SeriesKey Key = AdviceMarket.Walk.Key;

    [Fact]
    public void ACandleIsThereWhenItHasEnded()
    {
        var open = AdviceMarket.Walk.OpenTimeMs[10];
        Assert.Equal(11, new HistoryCut(Stored, open + BarMs).Load(Key, TimeRange.All).Count);
        Assert.Equal(10, new HistoryCut(Stored, open + BarMs - 1).Load(Key, TimeRange.All).Count);
        Assert.Equal(open, new HistoryCut(Stored, open + BarMs).Find(Key)!.LastOpenMs);
    }

    [Fact]
    public void NothingTellsOfWhatCame()
    {
        var cut = new HistoryCut(Stored, AdviceMarket.Day(50));
        Assert.Equal((50 * 6, AdviceMarket.Day(50) - BarMs), (cut.Find(Key)!.Count, cut.Find(Key)!.LastOpenMs));
        Assert.Equal(cut.Find(Key), Assert.Single(cut.List()));
        Assert.Null(new HistoryCut(Stored, AdviceMarket.StartMs).Find(Key));
        Assert.Empty(new HistoryCut(Stored, AdviceMarket.StartMs).List());
    }

    [Fact]
    public void TheLastCandleBeforeAHoleIsFound()
    {
        var holed = CandleSeries.FromCandles(Key, [.. Enumerable.Range(0, AdviceMarket.Walk.Count).Where(row => row is < 100 or > 900).Select(row => AdviceMarket.Walk[row])]);
        Assert.Equal(AdviceMarket.Walk.OpenTimeMs[99], new HistoryCut(new MemoryCatalog(holed), AdviceMarket.Walk.OpenTimeMs[880]).Find(Key)!.LastOpenMs);
    }

    [Fact]
    public void WhatEndedBeforeIsAsItIs() => Assert.Equal(Stored.Find(Key), new HistoryCut(Stored, AdviceMarket.Day(AdviceMarket.Days + 5)).Find(Key));
}
