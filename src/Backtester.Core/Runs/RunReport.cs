using Backtester.Core.Analysis;
using Backtester.Core.Market;
using Backtester.Core.Portfolio;

namespace Backtester.Core.Runs;

/// <summary>
/// What can be said about a finished run beyond its metrics: how certain they are, what buying and holding or entering at
/// random would have given, and where the profit came from. Made from the stored result when somebody looks at it.
/// </summary>
public sealed record RunReport
{
    /// <summary>Paths of each bootstrap and of the random entries.</summary>
    public const int Paths = 1000;

    // A position that is never closed has no trades to speak of.
    private static readonly string[] BenchmarkNames =
    [
        "final_equity", "total_profit_loss", "roi", "total_return", "cagr", "max_drawdown_percentage", "calmar_ratio", "volatility",
        "sharpe_ratio", "sortino_ratio", "omega_ratio", "ulcer_index", "var_95", "cvar_95", "best_day", "worst_day",
    ];

    /// <summary>Intervals at 95 % of the ratios of daily returns, then of those of trades.</summary>
    public required IReadOnlyList<ConfidenceInterval> Intervals { get; init; }

    /// <summary>Why the sample is too small to say much; null where it is not.</summary>
    public required string? Adequacy { get; init; }

    /// <summary>What the run is compared with.</summary>
    public required string BenchmarkName { get; init; }

    /// <summary>Metrics of the benchmark at day ends: the spec's, or equal shares of the symbols, bought at their first open and held.</summary>
    public required MetricSet Benchmark { get; init; }

    /// <summary>The run's positions beside the same positions at random times.</summary>
    public required RandomEntryResult RandomEntries { get; init; }

    /// <summary>Closed trades in groups.</summary>
    public required IReadOnlyDictionary<BreakdownBy, IReadOnlyList<BreakdownRow>> Breakdowns { get; init; }

    /// <summary>Returns of calendar months, UTC.</summary>
    public required IReadOnlyList<PeriodReturn> Monthly { get; init; }

    /// <summary>Returns of calendar years, UTC.</summary>
    public required IReadOnlyList<PeriodReturn> Yearly { get; init; }

    /// <summary>The ten deepest stretches under water.</summary>
    public required IReadOnlyList<DrawdownEpisode> Drawdowns { get; init; }

    /// <summary>The account at UTC day ends.</summary>
    public required DailyEquity Daily { get; init; }

    /// <summary>Equity of the benchmark at the same day ends.</summary>
    public required double[] BenchmarkEquity { get; init; }

    /// <summary>Days of the windows of <see cref="RollingSharpe"/> and <see cref="RollingVolatility"/>.</summary>
    public required int RollingDays { get; init; }

    /// <summary>Annual Sharpe ratio of the last <see cref="RollingDays"/> days at each day; NaN until there are so many.</summary>
    public required double[] RollingSharpe { get; init; }

    /// <summary>Annual volatility of the same windows.</summary>
    public required double[] RollingVolatility { get; init; }

    /// <summary>The same run's metrics as other tools print them, and why they differ.</summary>
    public required IReadOnlyDictionary<string, MetricSet> Parity { get; init; }

    /// <summary>Trades that touch doubtful candles, and the profit that they carry; none of a synthetic market.</summary>
    public required DoubtfulTrades Doubtful { get; init; }

    /// <summary>Makes the report of a run. Pure: the spec's seed drives everything random in it.</summary>
    /// <param name="result">The run with the curve of every bar.</param>
    /// <param name="series">Candles of its symbols, cut to its range; those of a symbol may be missing by now.</param>
    /// <param name="workers">Number of threads; the report does not depend on it.</param>
    /// <param name="compared">The benchmark; null for buying and holding the symbols.</param>
    public static RunReport Measure(RunResult result, IReadOnlyList<CandleSeries> series, int workers = 1, Benchmark? compared = null)
    {
        var spec = result.Plan.Spec;
        var daily = DailyEquity.Sample(result.Curve);
        var profits = result.Trades.Where(t => !t.IsOpen).Select(t => t.ProfitLoss).ToArray();
        compared ??= new Benchmark(Runs.Benchmark.BuyAndHoldName, new BuyAndHold(series).GrowthAt);
        var benchmark = Compound(compared.DailyReturns(daily.DayMs), daily.Initial);
        var window = daily.Count >= 180 ? 90 : 30;
        return new RunReport
        {
            Intervals =
            [
                .. ConfidenceIntervals.Measure(daily.Returns, spec.Seed, Paths, workers: workers),
                .. ConfidenceIntervals.MeasureTrades(profits, spec.Seed, Paths, workers: workers),
            ],
            Adequacy = SampleAdequacy.Sentence(profits.Length, daily.Count),
            BenchmarkName = compared.Name,
            Benchmark = BenchmarkMetrics(daily, benchmark),
            RandomEntries = Analysis.RandomEntries.Measure(result.Trades, series, spec.Seed, Paths),
            Breakdowns = Enum.GetValues<BreakdownBy>().ToDictionary(by => by, by => TradeBreakdown.Measure(result.Trades, by)),
            Monthly = PeriodReturns.Monthly(daily),
            Yearly = PeriodReturns.Yearly(daily),
            Drawdowns = Analysis.Drawdowns.Worst(result.Curve, spec.Timeframe.Milliseconds),
            Daily = daily,
            BenchmarkEquity = benchmark,
            RollingDays = window,
            RollingSharpe = RollingStatistics.Sharpe(daily.Returns, window),
            RollingVolatility = RollingStatistics.Volatility(daily.Returns, window),
            Parity = result.Parity,
            Doubtful = DoubtfulTrades.Of(result.Trades, result.Plan.Synthetic ? [] : series, spec.Data.Gaps == "fill"),
        };
    }

    private static double[] Compound(double[] returns, double initial)
    {
        var equity = new double[returns.Length];
        for (var day = 0; day < equity.Length; day++)
        {
            equity[day] = (day == 0 ? initial : equity[day - 1]) * (1 + returns[day]);
        }

        return equity;
    }

    // Measured as a run that holds one position over the whole range, sampled once a day.
    private static MetricSet BenchmarkMetrics(DailyEquity daily, double[] equity)
    {
        if (equity.Length == 0)
        {
            return new MetricSet();
        }

        var measured = RunMetrics.Measure(new RunMeasurement
        {
            Curve = new EquityCurve(daily.DayMs, equity, new double[equity.Length], new int[equity.Length], daily.Initial),
            Trades = [],
            BarMs = DailyEquity.MsPerDay,
        });
        var known = new MetricSet();
        foreach (var name in BenchmarkNames)
        {
            known.Add(name, measured[name], measured.Notes.GetValueOrDefault(name, ""));
        }

        return known;
    }
}
