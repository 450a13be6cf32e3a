using Backtester.Core.Optimization.WalkForward;

namespace Backtester.Persistence.WalkForwards;

/// <summary>A walk-forward as it is stored.</summary>
/// <param name="Row">What was asked for and how far it is.</param>
/// <param name="Windows">The windows that are done, in the order of time.</param>
public sealed record StoredWalkForward(StrategyWalkForward Row, IReadOnlyList<StoredWindow> Windows);

/// <summary>A window that is done.</summary>
/// <param name="Choice">What its search found.</param>
/// <param name="DocumentJson">The window as documents show it.</param>
/// <param name="Days">Day ends of account and benchmark.</param>
public sealed record StoredWindow(WindowChoice Choice, string DocumentJson, IReadOnlyList<WalkForwardDay> Days);

/// <summary>A row of the list of walk-forwards. Unknown is null.</summary>
public sealed record WalkForwardSummary(
    long Id,
    Guid Uuid,
    string Name,
    WorkStatus Status,
    string Strategy,
    string Exchange,
    string Symbols,
    string Timeframe,
    string Method,
    string Objective,
    string Mode,
    int Windows,
    int WindowsDone,
    double? Efficiency,
    double? Degradation,
    double? OutOfSampleAnnualReturn,
    long CreatedMs,
    long? FinishedMs,
    string? ErrorMessage);
