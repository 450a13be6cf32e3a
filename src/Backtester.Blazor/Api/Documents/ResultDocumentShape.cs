namespace Backtester.Blazor.Api.Documents;

/// <summary>
/// The result document, for the API's description; Backtester.Core writes it, and a test holds both to the same fields.
/// Times are ISO 8601 in UTC. win_rate, roi and *_percentage are percent, max_drawdown is money, both drawdowns positive.
/// Before COMPLETED metrics, curve and trades are empty; error says why a run FAILED.
/// </summary>
public sealed record ResultDocumentShape(
    long Id,
    string Name,
    string Notes,
    IReadOnlyList<string> Tags,
    string Status,
    bool Cached,
    bool Synthetic,
    string? Error,
    string Fingerprint,
    string? ResultHash,
    RunSpecShape Spec,
    IReadOnlyDictionary<string, double?> Metrics,
    IReadOnlyDictionary<string, string> MetricNotes,
    CostsShape? Costs,
    IReadOnlyList<string> Warnings,
    IReadOnlyDictionary<string, int> Refusals,
    AmbiguityShape? Ambiguity,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, double?>> Parity,
    IReadOnlyList<StrategyPartShape> Strategies,
    IReadOnlyList<EquityPointShape> EquityCurve,
    IReadOnlyList<TradeShape> Trades);

/// <summary>What trading cost in the quote currency; total is gross minus net profit.</summary>
public sealed record CostsShape(double? Fees, double? Slippage, double? Funding, double? Liquidation, double? Total);

/// <summary>Bars in which stop and target both lay, and the final equity both ways.</summary>
public sealed record AmbiguityShape(int Bars, double? Low, double? High);

/// <summary>What one of several strategies brought; correlation is that of its daily returns with the others'.</summary>
public sealed record StrategyPartShape(
    string Name,
    double Weight,
    int TotalTrades,
    double? WinRate,
    double? ProfitLoss,
    double? FinalEquity,
    double? SharpeRatio,
    IReadOnlyDictionary<string, double?> Correlation);

/// <summary>The account at the close of the bar that opened at time.</summary>
public sealed record EquityPointShape(DateTimeOffset Time, double? Equity, double? Cash, double? Drawdown, int OpenPositions);

/// <summary>A trade; its exit fields are null while it is open.</summary>
public sealed record TradeShape(
    string Symbol,
    string Strategy,
    string Direction,
    double Quantity,
    double EntryPrice,
    double? ExitPrice,
    DateTimeOffset OpenedAt,
    DateTimeOffset? ClosedAt,
    double? DurationSeconds,
    int? BarsHeld,
    double? Fees,
    double? Slippage,
    double? Funding,
    double? ProfitLoss,
    double? ProfitLossPercentage,
    string? ExitReason,
    string EntryOrder,
    double? InitialStop,
    double? RMultiple,
    double? Mae,
    double? Mfe,
    double? Confidence,
    IReadOnlyDictionary<string, double?> SignalIndicators);
