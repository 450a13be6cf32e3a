namespace Backtester.Blazor.Runs;

/// <summary>One row of a list of runs. Times are Unix ms UTC, unknown numbers NaN.</summary>
public sealed record RunSummary
{
    /// <summary>The number under which the run is stored.</summary>
    public required long Id { get; init; }

    /// <summary>The same run's name in the world.</summary>
    public required Guid Uuid { get; init; }

    /// <summary>Name shown in lists; may be changed.</summary>
    public required string Name { get; init; }

    /// <summary>The user's own words; may be changed.</summary>
    public string Notes { get; init; } = "";

    /// <summary>The user's tags, in order; may be changed.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>PENDING, RUNNING, COMPLETED, FAILED or CANCELLED.</summary>
    public required string Status { get; init; }

    /// <summary>Catalogue id of the strategy.</summary>
    public required string Strategy { get; init; }

    /// <summary>The market.</summary>
    public required string Exchange { get; init; }

    /// <summary>Stored spellings of the instruments.</summary>
    public required IReadOnlyList<string> Symbols { get; init; }

    /// <summary>Length of a bar, such as "1h".</summary>
    public required string Timeframe { get; init; }

    /// <summary>First open time inside the range.</summary>
    public required long StartMs { get; init; }

    /// <summary>First open time outside the range.</summary>
    public required long EndMs { get; init; }

    /// <summary>True where the candles are generated, not recorded.</summary>
    public required bool Synthetic { get; init; }

    /// <summary>When it was submitted.</summary>
    public required long CreatedAtMs { get; init; }

    /// <summary>When it ended, however it ended; null before.</summary>
    public long? FinishedAtMs { get; init; }

    /// <summary>What went wrong, for people; null unless FAILED.</summary>
    public string? Error { get; init; }

    /// <summary>The job that runs it; null for a run made by the command line.</summary>
    public long? JobId { get; init; }

    /// <summary>Cash before the first bar, quote currency.</summary>
    public double InitialCapital { get; init; } = double.NaN;

    /// <summary>Equity after the last bar, quote currency.</summary>
    public double FinalEquity { get; init; } = double.NaN;

    /// <summary>Return on the initial capital, percent.</summary>
    public double Roi { get; init; } = double.NaN;

    /// <summary>Sharpe ratio, a year.</summary>
    public double SharpeRatio { get; init; } = double.NaN;

    /// <summary>Largest drawdown, percent, positive.</summary>
    public double MaxDrawdownPercentage { get; init; } = double.NaN;

    /// <summary>Winning trades of the closed ones, percent.</summary>
    public double WinRate { get; init; } = double.NaN;

    /// <summary>Σ profits / |Σ losses|.</summary>
    public double ProfitFactor { get; init; } = double.NaN;

    /// <summary>Number of trades; NaN before the end.</summary>
    public double TotalTrades { get; init; } = double.NaN;
}
