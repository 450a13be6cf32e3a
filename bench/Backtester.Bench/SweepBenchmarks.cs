using Backtester.Core.Optimization;
using Backtester.Core.Runs;
using BenchmarkDotNet.Attributes;

namespace Backtester.Bench;

/// <summary>Searches over a year: all metrics of every set, without the verdict, which is measured beside.</summary>
[MemoryDiagnoser]
public class SweepBenchmarks
{
    private readonly WalkMarket _market = new(WalkMarket.Walk("BTCUSDT", "1m", 525_600, seed: 1), WalkMarket.Walk("BTCUSDT", "5m", 105_120, seed: 2));
    private SearchPlan _averages = null!;
    private SearchPlan _confluence = null!;
    private SearchPlan _small = null!;
    private ParameterSearch _searched = null!;

    /// <summary>Threads.</summary>
    [Params(1, 2)]
    public int Workers { get; set; }

    [GlobalSetup]
    public void Plan()
    {
        var fast = string.Join(", ", Enumerable.Range(1, 20).Select(i => 5 * i));
        var slow = string.Join(", ", Enumerable.Range(0, 50).Select(i => 105 + (10 * i)));
        _averages = Plan("1m", "sma_cross", $$"""{"fast": [{{fast}}], "slow": [{{slow}}]}""", """, "sizing": {"model": "all_in"}, "risk": {"direction": "long_only"}, "execution": {"slippage": {"model": "none"} }""");
        _confluence = Plan("1m", "confluence", """{"rsi_period": [10, 12, 14, 16, 18, 20, 22, 25, 28, 30], "ema_fast": [5, 8, 10, 12, 15], "ema_slow": [30, 40, 50, 80, 100], "atr_multiplier": [1, 1.5, 2, 3]}""", "");
        _small = Plan("5m", "confluence", """{"rsi_period": [14, 20, 25, 30], "ema_fast": [5, 10, 15, 20], "ema_slow": [20, 30, 50, 100]}""", "");
        _searched = Search(_averages);
    }

    /// <summary>1,000 sets of two averages on 525,600 minutes, long only, all in.</summary>
    [Benchmark(Baseline = true)]
    public ParameterSearch Averages() => Search(_averages);

    /// <summary>1,000 sets of RSI, EMA, MACD and an ATR stop, long and short, on the same.</summary>
    [Benchmark]
    public ParameterSearch Confluence() => Search(_confluence);

    /// <summary>The 64 combinations of the contract on a year of 5m candles.</summary>
    [Benchmark]
    public ParameterSearch SixtyFour() => Search(_small);

    /// <summary>The verdict on the first search.</summary>
    [Benchmark]
    public object Verdict() => _searched.Judge(0, Workers);

    private SearchPlan Plan(string timeframe, string strategy, string ranges, string more) => SearchPlanner.Plan(
        $$"""{"exchange": "binance", "symbols": ["BTCUSDT"], "timeframe": "{{timeframe}}", "strategy": "{{strategy}}", "parameter_ranges": {{ranges}}{{more}} }""",
        SpecFormat.Json,
        _market);

    private ParameterSearch Search(SearchPlan plan)
    {
        var search = new ParameterSearch(plan, new TrialEvaluator(plan, _market));
        search.Run(Workers, _ => { });
        return search;
    }
}
