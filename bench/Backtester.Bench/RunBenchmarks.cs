using Backtester.Core.Runs;
using BenchmarkDotNet.Attributes;

namespace Backtester.Bench;

/// <summary>Whole runs, from stored candles to the result with its hash, curve, trades and all metrics.</summary>
[MemoryDiagnoser]
public class RunBenchmarks
{
    private const int Symbols = 100;
    private readonly WalkMarket _market = new(
    [
        WalkMarket.Walk("BTCUSDT", "1m", 525_600, seed: 1),
        .. Enumerable.Range(0, Symbols).Select(i => WalkMarket.Walk($"S{i}USDT", "1h", 4 * 8760, seed: i)),
    ]);

    private RunPlan _averages = null!;
    private RunPlan _confluence = null!;
    private RunPlan _portfolio = null!;

    [GlobalSetup]
    public void Plan()
    {
        _averages = Plan("""["BTCUSDT"]""", "1m", "sma_cross", """, "sizing": {"model": "all_in"}, "risk": {"direction": "long_only"}""");
        _confluence = Plan("""["BTCUSDT"]""", "1m", "confluence", "");
        var all = string.Join(", ", Enumerable.Range(0, Symbols).Select(i => $"\"S{i}USDT\""));
        _portfolio = Plan($"[{all}]", "1h", "sma_cross", """, "position_size": 100""");
    }

    /// <summary>SMA 10/30, long only, on 525,600 minutes.</summary>
    [Benchmark(Baseline = true)]
    public RunResult Averages() => RunExecutor.Execute(_averages, _market);

    /// <summary>RSI, EMA, MACD and an ATR stop, long and short, on the same.</summary>
    [Benchmark]
    public RunResult Confluence() => RunExecutor.Execute(_confluence, _market);

    /// <summary>SMA 10/30 on 100 symbols in one account, four years of hours: 3.5 million bars.</summary>
    [Benchmark]
    public RunResult Portfolio() => RunExecutor.Execute(_portfolio, _market);

    private RunPlan Plan(string symbols, string timeframe, string strategy, string more) => RunPlanner.Plan(
        $$"""{"exchange": "binance", "symbols": {{symbols}}, "timeframe": "{{timeframe}}", "strategy": "{{strategy}}"{{more}} }""", SpecFormat.Json, _market);
}
