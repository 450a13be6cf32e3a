using Backtester.Core.Orders;

namespace Backtester.Core.Portfolio;

/// <summary>The position in one symbol; one object a symbol, reused from trade to trade.</summary>
public sealed class Position
{
    /// <summary>Signed size in the base asset; 0 while flat.</summary>
    public double Quantity { get; internal set; }

    /// <summary>Price of the entry fill.</summary>
    public double EntryPrice { get; internal set; }

    /// <summary>Row in which the entry filled.</summary>
    public int EntryBar { get; internal set; }

    /// <summary>Open time (Unix ms) of the entry bar.</summary>
    public long OpenedAtMs { get; internal set; }

    /// <summary>Where the position came from; null before the first entry.</summary>
    public TradeOrigin? Origin { get; internal set; }

    /// <summary>Level of the stop loss; NaN for none.</summary>
    public double StopLevel { get; internal set; } = double.NaN;

    /// <summary>Level of the take profit; NaN for none.</summary>
    public double TargetLevel { get; internal set; } = double.NaN;

    /// <summary>Lowest price seen while open.</summary>
    public double LowestPrice { get; internal set; }

    /// <summary>Highest price seen while open.</summary>
    public double HighestPrice { get; internal set; }

    /// <summary>Entry fee not yet attributed to a closed part.</summary>
    public double EntryFee { get; internal set; }

    /// <summary>Entry slippage not yet attributed to a closed part.</summary>
    public double EntrySlippage { get; internal set; }

    /// <summary>True while there is a position.</summary>
    public bool IsOpen => Quantity != 0;

    /// <summary>The side; meaningful while open.</summary>
    public Direction Direction => Quantity > 0 ? Direction.Long : Direction.Short;

    /// <summary>True where a stop or a target is set.</summary>
    public bool HasLevels => !double.IsNaN(StopLevel) || !double.IsNaN(TargetLevel);

    /// <summary>Widens the extremes by a bar's range or a price.</summary>
    internal void See(double low, double high)
    {
        if (low < LowestPrice)
        {
            LowestPrice = low;
        }

        if (high > HighestPrice)
        {
            HighestPrice = high;
        }
    }
}
