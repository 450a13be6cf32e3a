using System.Text.Json.Nodes;
using Backtester.Core.Recommendations.Evidence;
using Backtester.Core.Recommendations.Watch;
using Backtester.Core.Runs;
using Backtester.Core.Strategies;
using Backtester.Core.Tests.Runs;
using Xunit;

namespace Backtester.Core.Tests.Recommendations;

public sealed class StrategyWatchTests
{
    private static readonly MemoryCatalog Catalog = new(AdviceMarket.Swings);

    /// <summary>More than any settings earn.</summary>
    private static readonly WatchPromise Impossible = new(0.02, 0.015, 0.01);

    private static readonly JsonObject Spec = SettingsDocument.Complete(AdviceMarket.Spec(), Catalog, StrategyLibrary.BuiltIn);

    [Fact]
    public void APromiseIsTheLowerEndOfTheMean()
    {
        // 40 days of +1 % and 40 of −1 %: mean 0, deviation √(80/79)·1 %, low −1.645·deviation/√80.
        double[] days = [.. Enumerable.Range(0, 80).Select(i => i % 2 == 0 ? 0.01 : -0.01)];
        var promise = WatchPromise.Of(days)!;
        Assert.Equal(0, promise.PerDay, 12);
        Assert.Equal(-1.6448536269514722 * Math.Sqrt(80.0 / 79) * 0.01 / Math.Sqrt(80), promise.LowPerDay, 12);
        Assert.Null(WatchPromise.Of(days.AsSpan()[..29]));
        Assert.Null(WatchPromise.Of(new double[100]));
    }

    [Fact]
    public void WhatKeepsItsPromiseIsQuiet()
    {
        var promise = StrategyWatch.PromiseOf(Spec, AdviceMarket.Day(200), 1095, Catalog, StrategyLibrary.BuiltIn)!;
        var state = Step(StrategyWatch.Begin(Spec, null, promise, AdviceMarket.Day(200)), 400);
        Assert.Equal(200, state.Alarm.Days);
        Assert.Null(state.Cause);
        Assert.Contains("In 200 days it returned", state.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void InOneStretchOrInManyItIsTheSame()
    {
        var begun = StrategyWatch.Begin(Spec, null, Impossible, AdviceMarket.Day(200) + 5);
        var parts = begun;
        foreach (var day in new[] { 205, 206, 206, 260, 330 })
        {
            parts = WatchState.FromJson((JsonObject)JsonNode.Parse(Step(parts, day).ToJson().ToJsonString())!);
        }

        var whole = Step(begun, 330);
        Assert.Equal(AdviceMarket.Day(201), whole.FromMs);
        Assert.Equal(whole.ToJson().ToJsonString(), parts.ToJson().ToJsonString());
    }

    [Fact]
    public void TheCauseIsLookedForBeforeTheMarketIsBlamed()
    {
        var begun = Step(StrategyWatch.Begin(Spec, null, Impossible, AdviceMarket.Day(200)), 203);
        Assert.Null(begun.Cause);
        Assert.Equal("market", Step(begun, 330).Cause);
        Assert.Equal("settings", StrategyWatch.Step(begun, AdviceMarket.Day(330), AdviceMarket.Spec(3, 15), Catalog, StrategyLibrary.BuiltIn).Cause);
        Assert.Equal("engine", Step(begun with { EngineVersion = EngineVersion.Current - 1 }, 330).Cause);
        Assert.Equal("data", Step(begun with { CandlesHash = "another" }, 330).Cause);
        Assert.True(Step(begun, 330).RangAtMs > AdviceMarket.Day(203));
    }

    [Fact]
    public void APromiseOverOtherSettingsCountsTheDifference()
    {
        var promise = new WatchPromise(0, -0.001, 0.01);
        var same = Step(StrategyWatch.Begin(Spec, Spec, promise, AdviceMarket.Day(200)), 300);
        Assert.Equal(0, same.Alarm.Sum);
        var quick = SettingsDocument.Complete(AdviceMarket.Spec(3, 15), Catalog, StrategyLibrary.BuiltIn);
        Assert.True(Step(StrategyWatch.Begin(quick, Spec, promise, AdviceMarket.Day(200)), 300).Alarm.Sum > 0);
    }

    private static WatchState Step(WatchState state, int day) => StrategyWatch.Step(state, AdviceMarket.Day(day), Spec, Catalog, StrategyLibrary.BuiltIn);
}
