using Backtester.Persistence.Jobs;

namespace Backtester.Persistence.Runs;

/// <summary>A backtest: what was asked for, where it stands, and, once COMPLETED, what came out.</summary>
public sealed class BacktestRun : IJobResult
{
    /// <summary>The number in addresses and documents.</summary>
    public long Id { get; set; }

    /// <summary>The same run, named so that it is unique across databases.</summary>
    public Guid Uuid { get; set; }

    /// <summary>Name in lists; may be changed.</summary>
    public string Name { get; set; } = "";

    /// <summary>The user's own words; may be changed.</summary>
    public string Notes { get; set; } = "";

    /// <summary>The user's tags in order, each between commas, such as ",btc,keep,"; empty for none. Whole tags can so be found in SQL.</summary>
    public string Tags { get; set; } = "";

    /// <summary>Where it stands.</summary>
    public WorkStatus Status { get; set; }

    /// <summary>Catalogue id.</summary>
    public string Strategy { get; set; } = "";

    /// <summary>Symbols in the order of the spec, joined by commas.</summary>
    public string Symbols { get; set; } = "";

    /// <summary>Length of a bar, such as "1h".</summary>
    public string Timeframe { get; set; } = "";

    /// <summary>The market.</summary>
    public string Exchange { get; set; } = "";

    /// <summary>True where the candles are generated.</summary>
    public bool Synthetic { get; set; }

    /// <summary>First open time read, Unix ms.</summary>
    public long RangeStartMs { get; set; }

    /// <summary>End of the range, exclusive, Unix ms.</summary>
    public long RangeEndMs { get; set; }

    /// <summary>Name, strategy, symbols, exchange and timeframe in small letters: what a text search looks through.</summary>
    public string SearchText { get; set; } = "";

    /// <summary>The spec as it came, byte for byte.</summary>
    public string SpecText { get; set; } = "";

    /// <summary>The checked spec with all defaults, from which it can be read back without loss.</summary>
    public string SpecJson { get; set; } = "";

    /// <summary>The series read, in order.</summary>
    public string SeriesJson { get; set; } = "";

    /// <summary>Canonical JSON of the manifest, byte for byte.</summary>
    public string Manifest { get; set; } = "";

    /// <summary>SHA-256 (hex) of the manifest.</summary>
    public string Fingerprint { get; set; } = "";

    /// <summary>SHA-256 (hex) of the candles read, where the caller knows it.</summary>
    public string? DatasetHash { get; set; }

    /// <summary>SHA-256 (hex) of fills and equity; names the file that holds the curve of every bar.</summary>
    public string? ResultHash { get; set; }

    /// <summary>When it was asked for, Unix ms.</summary>
    public long CreatedMs { get; set; }

    /// <summary>When work on it began, Unix ms.</summary>
    public long? StartedMs { get; set; }

    /// <summary>When it ended, however it ended, Unix ms.</summary>
    public long? FinishedMs { get; set; }

    /// <summary>What went wrong, in a sentence.</summary>
    public string? ErrorMessage { get; set; }

    /// <summary>Why it went wrong, as far as known.</summary>
    public string? ErrorCause { get; set; }

    /// <summary>Equity before the first bar.</summary>
    public double? InitialEquity { get; set; }

    /// <summary>Metric total_trades.</summary>
    public double? TotalTrades { get; set; }

    /// <summary>Metric win_rate, percent.</summary>
    public double? WinRate { get; set; }

    /// <summary>Metric total_profit_loss, quote currency.</summary>
    public double? TotalProfitLoss { get; set; }

    /// <summary>Metric roi, percent.</summary>
    public double? Roi { get; set; }

    /// <summary>Metric max_drawdown_percentage, a positive percentage.</summary>
    public double? MaxDrawdownPercentage { get; set; }

    /// <summary>Metric sharpe_ratio.</summary>
    public double? SharpeRatio { get; set; }

    /// <summary>Metric profit_factor.</summary>
    public double? ProfitFactor { get; set; }

    /// <summary>Metric final_equity, quote currency.</summary>
    public double? FinalEquity { get; set; }

    /// <summary>All metrics in order with their notes.</summary>
    public string? MetricsJson { get; set; }

    /// <summary>Refused orders by reason.</summary>
    public string? RefusalsJson { get; set; }

    /// <summary>Warnings in sentences.</summary>
    public string? WarningsJson { get; set; }

    /// <summary>The ambiguity band.</summary>
    public string? AmbiguityJson { get; set; }

    /// <summary>Costs by kind, where the caller gave them.</summary>
    public string? CostsJson { get; set; }

    /// <summary>The metrics as other tools print them.</summary>
    public string? ParityJson { get; set; }

    /// <summary>What each of several strategies brought, JSON; null where there is one.</summary>
    public string? StrategiesJson { get; set; }
}
