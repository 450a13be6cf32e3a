using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Backtester.Core.Market;
using Backtester.Core.Recommendations;
using Backtester.Core.Recommendations.Calibration;
using Backtester.Core.Recommendations.Evidence;
using Backtester.Core.Recommendations.Judging;
using Backtester.Core.Recommendations.Replay;
using Backtester.Core.Strategies;
using Backtester.Core.Tests.Runs;
using Xunit;

namespace Backtester.Core.Tests.Recommendations;

public sealed class RecommenderTests
{
    private static readonly long Now = AdviceMarket.Day(300);

    /// <summary>A share of winning trades may be unknown.</summary>
    private static readonly JsonSerializerOptions AllNumbers = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    [Fact]
    public void QuickerAveragesAreAdvisedWhereTheMarketSwingsQuickly()
    {
        var report = AdviceMarket.Recommend(AdviceMarket.Request(Now), AdviceMarket.Swings);
        var advice = Assert.Single(report.Recommendations, r => r.Type == RecommendationType.Parameters);
        Assert.Empty(report.Missing);
        Assert.True((double)advice.RecommendedParams.First().Value! < (double)advice.CurrentParams.First().Value!);
        Assert.True(advice.Probability > 0.6 && advice.Confidence > 0.9);
        Assert.True(advice.Expected!.Low < advice.Expected.Expected && advice.Expected.Expected < advice.Expected.High && advice.Expected.Expected > 0);
        Assert.True(advice.MadeAtMs < advice.JudgedFromMs && advice.JudgedUntilMs - advice.JudgedFromMs == 20 * 86_400_000L);
        Assert.All(advice.Reasons.Concat(advice.DisprovedBy), r => Assert.EndsWith(".", r, StringComparison.Ordinal));
        Assert.Equal(AdviceMarket.Spec()["symbols"]!.ToJsonString(), advice.RecommendedSpec!["symbols"]!.ToJsonString());
    }

    [Fact]
    public void WithoutAnEdgeTheSettingsAreLeftAndTheNearestAlternativeIsNamed()
    {
        var report = AdviceMarket.Recommend(AdviceMarket.Request(Now), AdviceMarket.Walk);
        var advice = Assert.Single(report.Recommendations);
        Assert.Equal(RecommendationType.LeaveAsItIs, advice.Type);
        Assert.Empty(advice.RecommendedParams);
        Assert.True(JsonNode.DeepEquals(advice.CurrentSpec, advice.RecommendedSpec));
        Assert.False(JsonNode.DeepEquals(advice.CurrentSpec, advice.ComparedSpec));
        Assert.Contains("None of", advice.Reasons[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(300)]
    [InlineData(299.7)]
    public void NoLaterCandleChangesAByte(double day)
    {
        var moment = AdviceMarket.StartMs + (long)(day * 86_400_000);
        foreach (var candles in new[] { AdviceMarket.Swings, AdviceMarket.Walk })
        {
            var request = AdviceMarket.Request(moment) with { Settings = AdviceMarket.Request(moment).Settings with { Types = Enum.GetValues<RecommendationType>() } };
            Assert.Equal(Bytes(AdviceMarket.Recommend(request, candles)), Bytes(AdviceMarket.Recommend(request, AdviceMarket.ChangedAfter(candles, moment))));
        }
    }

    [Fact]
    public void ThreadsChangeNoByte() => Assert.Equal(
        Bytes(AdviceMarket.Recommend(AdviceMarket.Request(Now), AdviceMarket.Swings)), Bytes(AdviceMarket.Recommend(AdviceMarket.Request(Now), AdviceMarket.Swings, workers: 3)));

    [Fact]
    public void TheHashTellsWhatItWasMadeFrom()
    {
        var request = AdviceMarket.Request(Now);
        string HashOf(RecommendationRequest r) => AdviceMarket.Recommend(r, AdviceMarket.Walk).Recommendations[0].InputHash;
        var hash = HashOf(request);
        Assert.Equal(hash, HashOf(request));
        Assert.NotEqual(hash, HashOf(request with { EarlierTrials = 1 }));
        Assert.NotEqual(hash, HashOf(request with { Spec = AdviceMarket.Spec(13) }));
        Assert.NotEqual(hash, HashOf(request with { MadeAtMs = Now + 1 }));
        Assert.NotEqual(hash, HashOf(request with { Settings = request.Settings with { Seed = 43 } }));
        Assert.NotEqual(hash, HashOf(request with { Record = [Judged(Now - 1)] }));
        Assert.Equal(hash, HashOf(request with { Record = [Judged(Now + 1)] }));
    }

    [Fact]
    public void TooLittleIsSaidInNumbers()
    {
        var early = AdviceMarket.Recommend(AdviceMarket.Request(AdviceMarket.Day(100)), AdviceMarket.Walk);
        Assert.Empty(early.Recommendations);
        Assert.Contains(early.Missing, m => m.StartsWith("80 more days of candles: 100 are there, 180 are needed", StringComparison.Ordinal));
        var request = AdviceMarket.Request(Now);
        var few = AdviceMarket.Recommend(request with { Settings = request.Settings with { MinimumTrades = 5000 } }, AdviceMarket.Walk);
        Assert.Contains(few.Missing, m => m.Contains("more trades", StringComparison.Ordinal) && m.Contains("5000 are needed", StringComparison.Ordinal));
    }

    [Fact]
    public void OldCandlesAndASearchThatIsDueAreAskedFor()
    {
        var request = AdviceMarket.Request(AdviceMarket.Day(AdviceMarket.Days + 10));
        var report = AdviceMarket.Recommend(request with { Settings = request.Settings with { Types = Enum.GetValues<RecommendationType>() } }, AdviceMarket.Walk);
        var data = Assert.Single(report.Recommendations, r => r.Type == RecommendationType.RepairData);
        Assert.Contains("9 days before now", data.Reasons[0], StringComparison.Ordinal);
        Assert.Equal("BTCUSDT", (string?)data.Evidence["series"]![0]!["symbol"]);
        var search = Assert.Single(report.Recommendations, r => r.Type == RecommendationType.Reoptimize);
        Assert.Contains("never searched", search.Reasons[0], StringComparison.Ordinal);
        Assert.All([data, search], r => Assert.True(r.Probability is null && !r.IsForecast));
    }

    [Fact]
    public void AJudgementIsWhatTheTwoRunsDid()
    {
        var range = new TimeRange(AdviceMarket.Day(310), AdviceMarket.Day(330));
        var catalog = new MemoryCatalog(AdviceMarket.Swings);
        var outcome = RecommendationJudge.Judge(AdviceMarket.Spec(3, 15), AdviceMarket.Spec(), range, "roi", catalog, StrategyLibrary.BuiltIn);
        var (quick, slow) = (SettingReturns.InUse(AdviceMarket.Spec(3, 15), range, catalog, StrategyLibrary.BuiltIn), SettingReturns.InUse(AdviceMarket.Spec(), range, catalog, StrategyLibrary.BuiltIn));
        Assert.Equal(20, outcome.DayMs.Count);
        Assert.Equal(100 * (Growth(quick.Returns) - Growth(slow.Returns)), outcome.Realised, 10);
        Assert.Equal(outcome.Realised, outcome.RealisedRoi);

        var cash = RecommendationJudge.Judge(null, AdviceMarket.Spec(), range, "roi", catalog, StrategyLibrary.BuiltIn);
        Assert.Equal(-100 * (Growth(slow.Returns) - 1), cash.Realised, 10);
        Assert.Equal(0, RecommendationJudge.Judge(AdviceMarket.Spec(), AdviceMarket.Spec(), range, "sharpe_ratio", catalog, StrategyLibrary.BuiltIn).Realised);
        Assert.False(RecommendationJudge.IsCovered(AdviceMarket.Spec(), AdviceMarket.Day(AdviceMarket.Days) + 1, catalog));
        Assert.True(RecommendationJudge.IsCovered(AdviceMarket.Spec(), AdviceMarket.Day(AdviceMarket.Days), catalog));
    }

    [Fact]
    public void WhatIsInUseEntersARangeWithItsPositions()
    {
        // Buy and hold bought long before the range: its days are those of the candles from the first one on.
        var spec = AdviceMarket.Spec();
        (spec["strategy"], spec["strategy_params"]) = ("buy_and_hold", new JsonObject());
        spec.Remove("position_size");
        spec["sizing"] = new JsonObject { ["model"] = "all_in" };
        var range = new TimeRange(AdviceMarket.Day(310), AdviceMarket.Day(330));
        var held = SettingReturns.InUse(spec, range, new MemoryCatalog(AdviceMarket.Walk), StrategyLibrary.BuiltIn);
        var candles = AdviceMarket.Walk;
        var (before, last) = (candles.Close[candles.LowerBound(range.StartMs) - 1], candles.Close[candles.LowerBound(range.EndMs) - 1]);
        Assert.Equal(20, held.Returns.Length);
        Assert.Equal(last / before, Growth(held.Returns), 0.01);
    }

    [Fact]
    public void AReplayJudgesEachDayOnceAndKnowsNoFuture()
    {
        var request = AdviceMarket.Request(AdviceMarket.Day(AdviceMarket.Days));
        var replayed = RecommendationReplay.Run(request, null, new MemoryCatalog(AdviceMarket.Swings), StrategyLibrary.BuiltIn);

        // From day 180 on, a horizon of 20 days and a day between: (400 − 1 − 20 − 180) / 20 + 1 = 10 dates.
        var dates = replayed.Select(r => r.Recommendation.MadeAtMs).Distinct().ToList();
        Assert.Equal(10, dates.Count);
        Assert.All(replayed.GroupBy(r => r.Recommendation.Type), group => Assert.All(
            group.Zip(group.Skip(1)), pair => Assert.True(pair.First.Recommendation.JudgedUntilMs <= pair.Second.Recommendation.JudgedFromMs)));
        Assert.All(replayed, r => Assert.True(r.Judged.Replayed && r.Judged.Realised == r.Outcome.Realised));
        Assert.Contains(replayed, r => r.Recommendation.Type == RecommendationType.Parameters);

        var moment = dates[5];
        var changed = RecommendationReplay.Run(request, null, new MemoryCatalog(AdviceMarket.ChangedAfter(AdviceMarket.Swings, moment)), StrategyLibrary.BuiltIn);
        Assert.Equal(
            replayed.Where(r => r.Recommendation.MadeAtMs <= moment).Select(r => JsonSerializer.Serialize(r.Recommendation, AllNumbers)),
            changed.Where(r => r.Recommendation.MadeAtMs <= moment).Select(r => JsonSerializer.Serialize(r.Recommendation, AllNumbers)));
    }

    private static double Growth(double[] returns) => returns.Aggregate(1.0, (growth, r) => growth * (1 + r));

    private static string Bytes(RecommendationReport report) => JsonSerializer.Serialize(report, AllNumbers);

    private static JudgedForecast Judged(long until) => new(until - 1000, until, RecommendationType.Parameters, false)
    {
        RawProbability = 0.6,
        Probability = 0.6,
        Expected = 1,
        RawLow = -1,
        RawHigh = 2,
        Low = -1,
        High = 2,
        Realised = 0.5,
    };
}
