namespace Backtester.Persistence.Runs;

/// <summary>A run as lists show it: everything but the large texts. Null is unknown.</summary>
public sealed record RunSummary
{
    /// <inheritdoc cref="BacktestRun.Id"/>
    public required long Id { get; init; }

    /// <inheritdoc cref="BacktestRun.Uuid"/>
    public required Guid Uuid { get; init; }

    /// <inheritdoc cref="BacktestRun.Name"/>
    public required string Name { get; init; }

    /// <inheritdoc cref="BacktestRun.Notes"/>
    public required string Notes { get; init; }

    /// <summary>The user's tags, in order.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <inheritdoc cref="BacktestRun.Status"/>
    public required WorkStatus Status { get; init; }

    /// <inheritdoc cref="BacktestRun.Strategy"/>
    public required string Strategy { get; init; }

    /// <summary>Symbols in the order of the spec.</summary>
    public required IReadOnlyList<string> Symbols { get; init; }

    /// <inheritdoc cref="BacktestRun.Timeframe"/>
    public required string Timeframe { get; init; }

    /// <inheritdoc cref="BacktestRun.Exchange"/>
    public required string Exchange { get; init; }

    /// <inheritdoc cref="BacktestRun.Synthetic"/>
    public required bool Synthetic { get; init; }

    /// <inheritdoc cref="BacktestRun.RangeStartMs"/>
    public required long RangeStartMs { get; init; }

    /// <inheritdoc cref="BacktestRun.RangeEndMs"/>
    public required long RangeEndMs { get; init; }

    /// <inheritdoc cref="BacktestRun.Fingerprint"/>
    public required string Fingerprint { get; init; }

    /// <inheritdoc cref="BacktestRun.ResultHash"/>
    public string? ResultHash { get; init; }

    /// <inheritdoc cref="BacktestRun.CreatedMs"/>
    public required long CreatedMs { get; init; }

    /// <inheritdoc cref="BacktestRun.StartedMs"/>
    public long? StartedMs { get; init; }

    /// <inheritdoc cref="BacktestRun.FinishedMs"/>
    public long? FinishedMs { get; init; }

    /// <inheritdoc cref="BacktestRun.ErrorMessage"/>
    public string? ErrorMessage { get; init; }

    /// <inheritdoc cref="BacktestRun.ErrorCause"/>
    public string? ErrorCause { get; init; }

    /// <inheritdoc cref="BacktestRun.InitialEquity"/>
    public double? InitialEquity { get; init; }

    /// <inheritdoc cref="BacktestRun.TotalTrades"/>
    public double? TotalTrades { get; init; }

    /// <inheritdoc cref="BacktestRun.WinRate"/>
    public double? WinRate { get; init; }

    /// <inheritdoc cref="BacktestRun.TotalProfitLoss"/>
    public double? TotalProfitLoss { get; init; }

    /// <inheritdoc cref="BacktestRun.Roi"/>
    public double? Roi { get; init; }

    /// <inheritdoc cref="BacktestRun.MaxDrawdownPercentage"/>
    public double? MaxDrawdownPercentage { get; init; }

    /// <inheritdoc cref="BacktestRun.SharpeRatio"/>
    public double? SharpeRatio { get; init; }

    /// <inheritdoc cref="BacktestRun.ProfitFactor"/>
    public double? ProfitFactor { get; init; }

    /// <inheritdoc cref="BacktestRun.FinalEquity"/>
    public double? FinalEquity { get; init; }
}
