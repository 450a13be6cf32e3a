namespace Backtester.Persistence.Runs;

/// <summary>A row of the trades of a run: every field of <see cref="Backtester.Core.Portfolio.Trade"/>.</summary>
public sealed class BacktestTrade
{
    /// <summary>The run.</summary>
    public long RunId { get; set; }

    /// <summary>Its place in the run's list of trades, from 0.</summary>
    public int Sequence { get; set; }

    /// <summary>The instrument.</summary>
    public string Symbol { get; set; } = "";

    /// <summary>The strategy that opened it.</summary>
    public string Strategy { get; set; } = "";

    /// <summary>LONG or SHORT.</summary>
    public string Direction { get; set; } = "";

    /// <summary>Base asset.</summary>
    public double? Quantity { get; set; }

    /// <summary>Row of the entry fill.</summary>
    public int EntryBar { get; set; }

    /// <summary>Row of the exit fill; null while open.</summary>
    public int? ExitBar { get; set; }

    /// <summary>Price of the entry fill.</summary>
    public double? EntryPrice { get; set; }

    /// <summary>Price of the exit fill; null while open.</summary>
    public double? ExitPrice { get; set; }

    /// <summary>Open time of the entry's bar, Unix ms.</summary>
    public long OpenedAtMs { get; set; }

    /// <summary>Open time of the exit's bar, Unix ms; null while open.</summary>
    public long? ClosedAtMs { get; set; }

    /// <summary>Fees of both fills, quote currency.</summary>
    public double? Fees { get; set; }

    /// <summary>Slippage of both fills, quote currency.</summary>
    public double? Slippage { get; set; }

    /// <summary>Funding received (positive) or paid, quote currency.</summary>
    public double? Funding { get; set; }

    /// <summary>Net profit, quote currency; null while open.</summary>
    public double? ProfitLoss { get; set; }

    /// <summary>Net profit in percent of the entry notional; kept for sorting.</summary>
    public double? ProfitLossPercentage { get; set; }

    /// <summary>The word of documents, such as "stop_loss"; null while open.</summary>
    public string? ExitReason { get; set; }

    /// <summary>How the entry filled: market, limit or stop.</summary>
    public string EntryOrder { get; set; } = "market";

    /// <summary>Where the stop was laid at the entry; null for none.</summary>
    public double? InitialStop { get; set; }

    /// <summary>Fraction of the entry price, ≤ 0.</summary>
    public double? Mae { get; set; }

    /// <summary>Fraction of the entry price, ≥ 0.</summary>
    public double? Mfe { get; set; }

    /// <summary>Confidence of the entry, 0 to 1.</summary>
    public double? Confidence { get; set; }

    /// <summary>Values of the rules at entry, by name.</summary>
    public string SignalIndicatorsJson { get; set; } = "{}";
}
