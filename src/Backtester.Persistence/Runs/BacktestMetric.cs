namespace Backtester.Persistence.Runs;

/// <summary>The account of a run at the end of one UTC day.</summary>
public sealed class BacktestMetric
{
    /// <summary>The run.</summary>
    public long RunId { get; set; }

    /// <summary>Start of the UTC day, Unix ms.</summary>
    public long DayMs { get; set; }

    /// <summary>Open time of the day's last bar, Unix ms.</summary>
    public long TimeMs { get; set; }

    /// <summary>Equity at that bar's close.</summary>
    public double? Equity { get; set; }

    /// <summary>Cash at that bar's close.</summary>
    public double? Cash { get; set; }

    /// <summary>Open positions at that bar's close.</summary>
    public int OpenPositions { get; set; }

    /// <summary>Trades closed up to that bar, this one included.</summary>
    public int TotalTrades { get; set; }

    /// <summary>Equity over its highest so far, less 1, at that bar; ≤ 0.</summary>
    public double? Drawdown { get; set; }

    /// <summary>The lowest drawdown of the day's bars; ≤ 0.</summary>
    public double? WorstDrawdown { get; set; }

    /// <summary>The lowest drawdown of all bars so far; ≤ 0.</summary>
    public double? WorstDrawdownSoFar { get; set; }
}
