using Backtester.Core.Analysis;
using Backtester.Core.Engine;
using Backtester.Core.Engine.Models;
using Backtester.Core.Indicators;
using Backtester.Core.Indicators.Trend;
using Backtester.Core.Market;
using Backtester.Core.Strategies;
using BenchmarkDotNet.Attributes;

namespace Backtester.Bench;

/// <summary>One run of SMA 10/30, long only, all in, over a year of minutes: the parts and the whole.</summary>
[MemoryDiagnoser]
public class EngineBenchmarks
{
    private const int Bars = 525_600;
    private static readonly Dictionary<string, double> Parameters = new() { ["fast"] = 10, ["slow"] = 30 };
    private readonly CatalogStrategy _strategy = StrategyCatalog.Find("sma_cross")!;
    private readonly double[] _average = new double[Bars];
    private readonly List<(int Done, double Equity, int Trades)> _reports = [];
    private CandleSeries _candles = null!;
    private Decisions _decisions = null!;
    private BacktestOutcome _outcome = null!;

    [GlobalSetup]
    public void MakeCandles()
    {
        var random = new Random(1);
        var candles = new Candle[Bars];
        var price = 20_000.0;
        for (var i = 0; i < Bars; i++)
        {
            var open = price;
            price *= 1 + ((random.NextDouble() - 0.5) * 0.002);
            candles[i] = new Candle(i * 60_000L, open, Math.Max(open, price) * 1.0003, Math.Min(open, price) * 0.9997, price, 1);
        }

        _candles = CandleSeries.FromCandles(new SeriesKey("bench", "BTCUSDT", Timeframe.Parse("1m")), candles);
        _decisions = _strategy.Decide(_candles, Parameters);
        _outcome = Walk();
    }

    /// <summary>One moving average.</summary>
    [Benchmark]
    public void Average() => new Sma(30).Update(new IndicatorTile { Source = _candles.Close, Output = _average });

    /// <summary>Both averages and their crossings.</summary>
    [Benchmark]
    public Decisions Decide() => _strategy.Decide(_candles, Parameters);

    /// <summary>The event loop alone.</summary>
    [Benchmark]
    public BacktestOutcome Walk() => Walk(told: null);

    /// <summary>The same with a listener that keeps every report, as a page that follows a run does.</summary>
    [Benchmark]
    public BacktestOutcome WalkTold() => Walk((done, _, equity, trades) =>
    {
        lock (_reports)
        {
            _reports.Add((done, equity, trades));
        }
    });

    private BacktestOutcome Walk(Action<int, int, double, int>? told) => Backtest.Run(Input(), told);

    private BacktestInput Input() => new()
    {
        Symbols = [new SymbolInput(_candles, _decisions, new Instrument("bench", "BTCUSDT"))],
        Strategy = "sma_cross",
        InitialCapital = 100_000,
        Conventions = Conventions.Presets["house"],
        Fees = new PercentFees(0.001, 0.001),
        Slippage = new NoSlippage(),
        Sizing = new AllIn(),
        Direction = AllowedDirection.LongOnly,
    };

    /// <summary>All metrics of the run.</summary>
    [Benchmark]
    public MetricSet Measure() => RunMetrics.Measure(new RunMeasurement
    {
        Curve = _outcome.Curve,
        Trades = _outcome.Trades,
        BarMs = 60_000,
        Series = [_candles],
    });

    /// <summary>From candles to metrics.</summary>
    [Benchmark(Baseline = true)]
    public MetricSet Whole()
    {
        _decisions = Decide();
        _outcome = Walk();
        return Measure();
    }
}
