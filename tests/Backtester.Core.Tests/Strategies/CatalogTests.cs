using Backtester.Core.Market;
using Backtester.Core.Runs;
using Backtester.Core.Strategies;
using Backtester.Core.Tests.Runs;
using Xunit;

namespace Backtester.Core.Tests.Strategies;

/// <summary>What must hold for every built-in strategy.</summary>
public class CatalogTests
{
    private const int Bars = 3000;

    public static TheoryData<string> Ids => [.. StrategyCatalog.All.Select(s => s.Info.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Strategy_trades_on_a_random_walk_and_says_what_it_does(string id)
    {
        var candles = RandomWalk(seed: 2);
        var catalog = new MemoryCatalog(candles);
        var plan = RunPlanner.Plan($$"""{"symbols": ["BTCUSDT"], "timeframe": "1h", "strategy": "{{id}}"}""", SpecFormat.Json, catalog);
        Assert.NotEmpty(RunExecutor.Execute(plan, catalog).Trades);
        var info = StrategyCatalog.Find(id)!.Info;
        Assert.NotEmpty(info.Title);
        Assert.NotEmpty(info.Description);
        Assert.Contains(info.Category, new[] { "classic", "modern", "experimental" });
        Assert.All(info.Parameters, p => Assert.NotEmpty(p.Help));
    }

    [Fact]
    public void Spec_without_a_strategy_runs_confluence_with_the_parameters_of_its_schema()
    {
        var catalog = new MemoryCatalog(RandomWalk(seed: 3));
        var plan = RunPlanner.Plan("""{"symbols": ["BTCUSDT"], "timeframe": "1h"}""", SpecFormat.Json, catalog);
        Assert.Equal("confluence", plan.Spec.Strategy);
        string[] names = ["rsi_period", "ema_fast", "ema_slow", "macd_fast", "macd_slow", "macd_signal", "atr_multiplier", "min_confidence"];
        Assert.Equal(names, plan.Spec.StrategyParams.Keys);
        var trade = RunExecutor.Execute(plan, catalog).Trades[0];
        Assert.InRange(trade.Confidence, 0.7 - 1e-9, 1);
    }

    private static CandleSeries RandomWalk(int seed)
    {
        var random = new Random(seed);
        var candles = new List<Candle>();
        var price = 100.0;
        for (var i = 0; i < Bars; i++)
        {
            var open = price;
            price *= 1 + ((random.NextDouble() - 0.498) * 0.03);
            candles.Add(new Candle(
                i * 3_600_000L, open, Math.Max(open, price) * (1 + (random.NextDouble() * 0.004)), Math.Min(open, price) * (1 - (random.NextDouble() * 0.004)), price, 10 + random.Next(100)));
        }

        return CandleSeries.FromCandles(new SeriesKey("binance", "BTCUSDT", Timeframe.Parse("1h")), candles);
    }
}
