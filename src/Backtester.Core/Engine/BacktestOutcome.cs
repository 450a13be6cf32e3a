using Backtester.Core.Orders;
using Backtester.Core.Portfolio;

namespace Backtester.Core.Engine;

/// <summary>What a backtest gave.</summary>
/// <param name="Curve">The account at each bar.</param>
/// <param name="Trades">Trades in order of exit, open ones last.</param>
/// <param name="Fills">Fills in order.</param>
/// <param name="Refusals">Refused orders.</param>
/// <param name="AmbiguousBars">Bars in which stop and target both lay and the open decided neither.</param>
/// <param name="EntrySignals">Bars on which an allowed entry signal came while flat.</param>
/// <param name="StoppedAtMs">Open time of the bar at which the drawdown limit ended trading; null where it did not.</param>
public sealed record BacktestOutcome(
    EquityCurve Curve,
    IReadOnlyList<Trade> Trades,
    IReadOnlyList<Fill> Fills,
    RefusalCounts Refusals,
    int AmbiguousBars,
    int EntrySignals,
    long? StoppedAtMs)
{
    /// <summary>Each strategy's own part, where the run has several; else empty.</summary>
    public IReadOnlyList<StrategyOutcome> Strategies { get; init; } = [];
}
