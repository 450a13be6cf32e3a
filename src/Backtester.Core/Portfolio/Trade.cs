using Backtester.Core.Orders;

namespace Backtester.Core.Portfolio;

/// <summary>
/// One position from entry to exit (or to a partial exit). Prices are fill prices with slippage in them.
/// Of a position still open at the end the exit fields are null and NaN.
/// </summary>
public sealed record Trade
{
    /// <summary>The instrument.</summary>
    public required string Symbol { get; init; }

    /// <summary>The strategy that opened it.</summary>
    public required string Strategy { get; init; }

    /// <summary>Long or short.</summary>
    public required Direction Direction { get; init; }

    /// <summary>Size in the base asset, above 0.</summary>
    public required double Quantity { get; init; }

    /// <summary>Row of the run's candles of this symbol in which the entry filled.</summary>
    public required int EntryBar { get; init; }

    /// <summary>Row in which the exit filled; -1 while open.</summary>
    public int ExitBar { get; init; } = -1;

    /// <summary>Price of the entry fill.</summary>
    public required double EntryPrice { get; init; }

    /// <summary>Price of the exit fill; NaN while open.</summary>
    public double ExitPrice { get; init; } = double.NaN;

    /// <summary>Open time (Unix ms) of the bar in which the entry filled.</summary>
    public required long OpenedAtMs { get; init; }

    /// <summary>Open time (Unix ms) of the bar in which the exit filled; null while open.</summary>
    public long? ClosedAtMs { get; init; }

    /// <summary>Fees of both fills in the quote currency.</summary>
    public double Fees { get; init; }

    /// <summary>What slippage cost on both fills, in the quote currency.</summary>
    public double Slippage { get; init; }

    /// <summary>Funding received (positive) or paid, in the quote currency.</summary>
    public double Funding { get; init; }

    /// <summary>Profit net of all costs in the quote currency; NaN while open.</summary>
    public double ProfitLoss { get; init; } = double.NaN;

    /// <summary>Why it was closed; <see cref="ExitReason.None"/> while open.</summary>
    public ExitReason ExitReason { get; init; }

    /// <summary>How the entry filled.</summary>
    public OrderType EntryOrder { get; init; }

    /// <summary>Where the stop was laid at the entry; NaN for none.</summary>
    public double InitialStop { get; init; } = double.NaN;

    /// <summary>Maximum adverse excursion as a fraction of the entry price, ≤ 0.</summary>
    public double Mae { get; init; } = double.NaN;

    /// <summary>Maximum favourable excursion as a fraction of the entry price, ≥ 0.</summary>
    public double Mfe { get; init; } = double.NaN;

    /// <summary>Confidence of the entry signal, 0 to 1; NaN where the strategy states none.</summary>
    public double Confidence { get; init; } = double.NaN;

    /// <summary>Values of the rules at entry, by name.</summary>
    public IReadOnlyDictionary<string, double> SignalIndicators { get; init; } = NamedValues.Empty;

    /// <summary>True while the position is open at the end of the run.</summary>
    public bool IsOpen => ExitBar < 0;

    /// <summary>Net profit in percent of the entry notional; NaN while open.</summary>
    public double ProfitLossPercentage => ProfitLoss / (EntryPrice * Quantity) * 100;

    /// <summary>R multiple: net profit over what the first stop put at risk, its distance from the entry price times the quantity; NaN while open and without a stop.</summary>
    public double RMultiple => Math.Abs(EntryPrice - InitialStop) * Quantity is > 0 and var risk ? ProfitLoss / risk : double.NaN;

    /// <summary>Bars from entry to exit; null while open.</summary>
    public int? BarsHeld => IsOpen ? null : ExitBar - EntryBar;
}
