namespace Backtester.Blazor.Api.Documents;

/// <summary>
/// The report of a finished run, for the API's description; Backtester.Core writes it, and a test holds both to the same
/// fields. Depths and returns are fractions, win rates percent, money in the quote currency.
/// </summary>
public sealed record ReportDocumentShape(
    long Id,
    string? Adequacy,
    ConfidenceShape Confidence,
    IReadOnlyDictionary<string, double?> Benchmark,
    RandomEntriesShape RandomEntries,
    IReadOnlyDictionary<string, IReadOnlyList<BreakdownShape>> Breakdowns,
    IReadOnlyList<PeriodReturnShape> MonthlyReturns,
    IReadOnlyList<PeriodReturnShape> YearlyReturns,
    IReadOnlyList<DrawdownShape> Drawdowns,
    int RollingDays,
    IReadOnlyList<DayShape> Days,
    DoubtfulShape Doubtful,
    IReadOnlyDictionary<string, ParityShape> Parity);

/// <summary>Intervals by metric, from so many paths of a stationary bootstrap.</summary>
public sealed record ConfidenceShape(double Level, int Paths, IReadOnlyDictionary<string, IntervalShape> Intervals);

/// <summary>Both ends of an interval; null where too few paths know the metric.</summary>
public sealed record IntervalShape(double? Low, double? High);

/// <summary>The run's positions beside the same positions at random times.</summary>
public sealed record RandomEntriesShape(int Positions, double? MeanReturn, double? RandomMean, double? RandomLow, double? RandomHigh, double? PValue, string? Note);

/// <summary>The closed trades of one group.</summary>
public sealed record BreakdownShape(
    string Key, int Trades, int WinningTrades, double? WinRate, double? ProfitLoss, double? ProfitFactor, double? Expectancy, double? Fees, double? AverageDurationSeconds);

/// <summary>The return of a calendar month, or of a year where month is absent.</summary>
public sealed record PeriodReturnShape(int Year, int? Month, double? Return);

/// <summary>A stretch under water; recovery is null where the run ended first.</summary>
public sealed record DrawdownShape(DateTimeOffset Peak, DateTimeOffset Trough, DateTimeOffset? Recovery, double? Depth, double? Money, double? DurationSeconds);

/// <summary>The account at the end of a UTC day, beside the benchmark's.</summary>
public sealed record DayShape(DateOnly Day, double? Equity, double? Return, double? Benchmark, double? RollingSharpe, double? RollingVolatility);

/// <summary>Trades that touch doubtful candles, their net profit, and its share of the run's.</summary>
public sealed record DoubtfulShape(int Count, double? ProfitLoss, double? SharePercentage, IReadOnlyList<DoubtfulTradeShape> Trades);

/// <summary>A doubtful trade: its place in the list of trades from 0, and why (docs/data-quality.md).</summary>
public sealed record DoubtfulTradeShape(int Trade, IReadOnlyList<string> Reasons);

/// <summary>The run's metrics as another tool prints them, and why they differ.</summary>
public sealed record ParityShape(string? Difference, IReadOnlyDictionary<string, double?> Metrics);
