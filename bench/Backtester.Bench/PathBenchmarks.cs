using Backtester.Core.Analysis;
using Backtester.Core.Analysis.Paths;
using BenchmarkDotNet.Attributes;

namespace Backtester.Bench;

/// <summary>Statistics over resampled histories and over all sets of a search.</summary>
[MemoryDiagnoser]
public class PathBenchmarks
{
    private AccountSteps _trades = null!;
    private double[][] _sets = null!;

    /// <summary>Threads.</summary>
    [Params(1, 2)]
    public int Workers { get; set; }

    [GlobalSetup]
    public void Draw()
    {
        var random = new CounterRandom(1, 0);
        var profits = new double[1000];
        for (var i = 0; i < profits.Length; i++)
        {
            profits[i] = 5 + (100 * random.NextNormal());
        }

        _trades = AccountSteps.OfProfits(profits, 100_000);
        _sets = new double[1000][];
        for (var set = 0; set < _sets.Length; set++)
        {
            _sets[set] = new double[365];
            for (var day = 0; day < 365; day++)
            {
                _sets[set][day] = 0.01 * random.NextNormal();
            }
        }
    }

    /// <summary>10,000 bootstrap paths of 1,000 trades: final equity, drawdown, longest drawdown, least equity of each.</summary>
    [Benchmark(Baseline = true)]
    public object Paths() => PathRisk.Simulate(_trades, 1, 10_000, 42, Workers);

    /// <summary>The same with the quantiles of everything and the fan.</summary>
    [Benchmark]
    public PathRiskResult Report() => PathRisk.Measure(_trades, new PathSettings { Scheme = PathScheme.Trades, MeanBlock = 1 }, Workers);

    /// <summary>PBO by 16 blocks of 1,000 sets over 365 days: 12,870 splits.</summary>
    [Benchmark]
    public OverfittingResult Pbo() => BacktestOverfitting.Measure(_sets);
}
