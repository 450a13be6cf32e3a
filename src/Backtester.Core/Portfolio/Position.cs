using Backtester.Core.Market;
using Backtester.Core.Orders;

namespace Backtester.Core.Portfolio;

/// <summary>The position in one symbol; one object a symbol, reused from trade to trade.</summary>
public sealed class Position
{
    /// <summary>A flat position.</summary>
    /// <param name="grid">Whose price steps its levels lie on; null for none.</param>
    public Position(Instrument? grid = null) => Levels = new ExitLevels { Grid = grid };

    /// <summary>Signed size in the base asset; 0 while flat.</summary>
    public double Quantity { get; internal set; }

    /// <summary>Price of the entry fill; of several, their average weighted by size.</summary>
    public double EntryPrice { get; internal set; }

    /// <summary>Row in which the entry filled.</summary>
    public int EntryBar { get; internal set; }

    /// <summary>Open time (Unix ms) of the entry bar.</summary>
    public long OpenedAtMs { get; internal set; }

    /// <summary>Where the position came from; null before the first entry.</summary>
    public TradeOrigin? Origin { get; internal set; }

    /// <summary>Size of all entries, base asset, unsigned: what partial exits are shares of.</summary>
    public double EntryQuantity { get; internal set; }

    /// <summary>Number of entries.</summary>
    public int Entries { get; internal set; }

    /// <summary>Row inside which it was entered on the way down (up, for a short): the bar's best price may lie before the entry. −1 for none.</summary>
    public int LimitFillBar { get; internal set; } = -1;

    /// <summary>Where it leaves by itself.</summary>
    public ExitLevels Levels { get; }

    /// <summary>Where the stop was laid at the entry; NaN for none.</summary>
    public double InitialStop { get; internal set; } = double.NaN;

    /// <summary>Lowest price seen while open.</summary>
    public double LowestPrice { get; internal set; }

    /// <summary>Highest price seen while open.</summary>
    public double HighestPrice { get; internal set; }

    /// <summary>Entry fee not yet attributed to a closed part.</summary>
    public double EntryFee { get; internal set; }

    /// <summary>Entry slippage not yet attributed to a closed part.</summary>
    public double EntrySlippage { get; internal set; }

    /// <summary>Funding received, or paid (negative), not yet attributed to a closed part.</summary>
    public double Funding { get; internal set; }

    /// <summary>True while there is a position.</summary>
    public bool IsOpen => Quantity != 0;

    /// <summary>The side; meaningful while open.</summary>
    public Direction Direction => Quantity > 0 ? Direction.Long : Direction.Short;

    /// <summary>+1 long, −1 short, 0 flat.</summary>
    public int Sign => Math.Sign(Quantity);

    /// <summary>Best price seen while open.</summary>
    public double BestPrice => Quantity > 0 ? HighestPrice : LowestPrice;

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
