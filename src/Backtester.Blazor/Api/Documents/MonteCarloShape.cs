namespace Backtester.Blazor.Api.Documents;

/// <summary>
/// What is asked, for the API's description; Backtester.Core reads it. Every field but backtest_id may be left out:
/// questions (path, luck, execution; or question for one of them) are all, paths those of each question.
/// </summary>
public sealed record MonteCarloRequestShape(
    long? BacktestId,
    long? OptimizationId,
    string? Question,
    IReadOnlyList<string>? Questions,
    int? Paths,
    long? Seed,
    MonteCarloPathRequestShape? Path,
    MonteCarloLuckRequestShape? Luck,
    MonteCarloExecutionRequestShape? Execution);

/// <summary>Path risk: scheme days, trades or shuffle; ruin_at is a share of the capital.</summary>
public sealed record MonteCarloPathRequestShape(string? Scheme, int? Paths, double? MeanBlock, double? RuinAt);

/// <summary>Luck: the metric that is compared.</summary>
public sealed record MonteCarloLuckRequestShape(int? Paths, string? Objective);

/// <summary>Execution: slippage in basis points, missed as probabilities, delay in bars, fees as multiples.</summary>
public sealed record MonteCarloExecutionRequestShape(
    int? Paths, IReadOnlyList<double>? Slippage, IReadOnlyList<double>? Missed, IReadOnlyList<int>? Delay, IReadOnlyList<double>? Fees);

/// <summary>
/// The answers, for the API's description; Backtester.Core writes them, and a test holds both to the same fields. A question
/// that was not asked is null.
/// </summary>
public sealed record MonteCarloShape(long? BacktestId, long? OptimizationId, long Seed, MonteCarloPathShape? Path, MonteCarloLuckShape? Luck, MonteCarloExecutionShape? Execution);

/// <summary>A number over all paths: quantiles at 5, 25, 50, 75 and 95 %; realised is the run's own, at_most_realised the share of paths with no more.</summary>
public sealed record DistributionShape(double? Realised, double? Mean, double? P05, double? P25, double? P50, double? P75, double? P95, double? AtMostRealised);

/// <summary>Equity of all paths after a step.</summary>
public sealed record FanSliceShape(int Step, double? P05, double? P25, double? P50, double? P75, double? P95, double? Realised);

/// <summary>Path risk. left_out says of each number that the scheme cannot move why it is not shown.</summary>
public sealed record MonteCarloPathShape(
    string Scheme,
    int Paths,
    int Steps,
    string Step,
    double? MeanBlock,
    string Sentence,
    double RuinAt,
    double? RiskOfRuin,
    IReadOnlyDictionary<string, DistributionShape> Statistics,
    IReadOnlyDictionary<string, string> LeftOut,
    IReadOnlyList<FanSliceShape> Fan);

/// <summary>Luck. without_drift is the run on the candles in their own order without their drift; drift is each symbol's growth, a fraction.</summary>
public sealed record MonteCarloLuckShape(
    string Objective,
    long Sets,
    int Paths,
    string Sentence,
    string? Note,
    double? Observed,
    double? PValue,
    ObservedShape WithoutDrift,
    IReadOnlyDictionary<string, double?> Drift,
    DistributionShape Distribution,
    IReadOnlyList<double?> Values);

/// <summary>A value with its p-value.</summary>
public sealed record ObservedShape(double? Observed, double? PValue);

/// <summary>Execution: the first scenario is the run as it is.</summary>
public sealed record MonteCarloExecutionShape(int Paths, string Sentence, IReadOnlyList<ExecutionScenarioShape> Scenarios);

/// <summary>A scenario. loss_share is the share of its runs that lost money.</summary>
public sealed record ExecutionScenarioShape(
    string Name,
    double Slippage,
    double Missed,
    int Delay,
    double Fees,
    int Runs,
    double LossShare,
    DistributionShape Roi,
    DistributionShape SharpeRatio,
    DistributionShape MaxDrawdownPercentage,
    DistributionShape TotalTrades);
