using Backtester.Core.Market;
using Backtester.Core.Orders;

namespace Backtester.Core.Portfolio;

/// <summary>
/// Cash, positions and what became of them. Every change goes through <see cref="Enter"/> and <see cref="Exit"/>,
/// so that cash and position are conserved: cash changes by −quantity × price − fee on each fill, by each payment of
/// <see cref="Receive"/>, and by nothing else.
/// </summary>
public sealed class Account
{
    private readonly Position[] _positions;
    private readonly double[] _lastClose;
    private readonly List<Fill> _fills = [];
    private readonly List<Trade> _trades = [];
    private readonly bool _keepsTrades;
    private ProfitTally _tally;

    /// <summary>Opens an account with cash and no position.</summary>
    /// <param name="initialCapital">Cash, quote currency.</param>
    /// <param name="instruments">What is traded, a position each.</param>
    /// <param name="keepsTrades">False to remember the sums of their profits alone, and no fills.</param>
    public Account(double initialCapital, IReadOnlyList<Instrument> instruments, bool keepsTrades = true)
    {
        _keepsTrades = keepsTrades;
        Cash = initialCapital;
        _positions = [.. instruments.Select(i => new Position(i.TickSize > 0 ? i : null))];
        _lastClose = new double[instruments.Count];
    }

    /// <summary>Cash, short proceeds included.</summary>
    public double Cash { get; private set; }

    /// <summary>Number of open positions.</summary>
    public int OpenPositions { get; private set; }

    /// <summary>All fills in order.</summary>
    public IReadOnlyList<Fill> Fills => _fills;

    /// <summary>All closed trades in order of exit.</summary>
    public IReadOnlyList<Trade> Trades => _trades;

    /// <summary>The closed trades in sums, where the trades themselves are not kept.</summary>
    public ProfitTally Tally => _tally;

    /// <summary>What became of the closed trades.</summary>
    public TradeHistory History { get; } = new();

    /// <summary>Terms of the margin; null for an account that pays its positions in full.</summary>
    public Margin? Margin { get; init; }

    /// <summary>The position in a symbol.</summary>
    public Position this[int symbol] => _positions[symbol];

    /// <summary>
    /// Cash that an order may use: the proceeds of an open short, and as much again as its collateral, are tied. With
    /// margin, what is left of it (<see cref="FreeMargin"/>).
    /// </summary>
    public double FreeCash
    {
        get
        {
            if (Margin is not null)
            {
                return FreeMargin(Margin);
            }

            var free = Cash;
            if (OpenPositions > 0)
            {
                foreach (var position in _positions)
                {
                    if (position.Quantity < 0)
                    {
                        free += 2 * position.Quantity * position.EntryPrice;
                    }
                }
            }

            return free;
        }
    }

    /// <summary>Pays cash in (or out, negative) from outside: the account's own gain is without it.</summary>
    public void Transfer(double amount) => Cash += amount;

    /// <summary>Value of a symbol's position at its latest close, signed.</summary>
    public double ValueOf(int symbol) => _positions[symbol].Quantity * _lastClose[symbol];

    /// <summary>Notes the latest close of a symbol, at which its position is valued.</summary>
    public void Mark(int symbol, double close) => _lastClose[symbol] = close;

    /// <summary>Cash + Σ position × latest close, summed in the order of symbols.</summary>
    public double Equity()
    {
        var equity = Cash;
        if (OpenPositions > 0)
        {
            for (var s = 0; s < _positions.Length; s++)
            {
                var quantity = _positions[s].Quantity;
                if (quantity != 0)
                {
                    equity += quantity * _lastClose[s];
                }
            }
        }

        return equity;
    }

    /// <summary>Opens a position.</summary>
    /// <param name="fill">The execution; its quantity is signed.</param>
    /// <param name="origin">Where it came from; null where trades are not kept.</param>
    public Position Enter(in Fill fill, TradeOrigin? origin)
    {
        var position = _positions[fill.Symbol];
        position.Quantity = fill.Quantity;
        position.EntryPrice = position.LowestPrice = position.HighestPrice = fill.Price;
        position.EntryBar = fill.Bar;
        position.OpenedAtMs = fill.TimeMs;
        position.Origin = origin;
        position.EntryFee = fill.Fee;
        position.EntrySlippage = fill.Slippage;
        position.EntryQuantity = Math.Abs(fill.Quantity);
        position.Entries = 1;
        position.InitialStop = double.NaN;
        position.LimitFillBar = -1;
        position.Funding = 0;
        position.Levels.Clear();
        OpenPositions++;
        Book(fill);
        return position;
    }

    /// <summary>Adds to an open position: the entry price becomes the average of what is held and what is added, weighted by size.</summary>
    /// <param name="fill">The execution; its quantity has the position's sign.</param>
    public void Add(in Fill fill)
    {
        var position = _positions[fill.Symbol];
        var quantity = position.Quantity + fill.Quantity;
        position.EntryPrice = ((position.Quantity * position.EntryPrice) + (fill.Quantity * fill.Price)) / quantity;
        position.Quantity = quantity;
        position.EntryFee += fill.Fee;
        position.EntrySlippage += fill.Slippage;
        position.EntryQuantity += Math.Abs(fill.Quantity);
        position.Entries++;
        position.See(fill.Price, fill.Price);
        Book(fill);
    }

    /// <summary>Books funding of an open position.</summary>
    /// <param name="symbol">Index of the symbol.</param>
    /// <param name="amount">Quote currency; negative where it is paid.</param>
    public void Receive(int symbol, double amount)
    {
        Cash += amount;
        _positions[symbol].Funding += amount;
    }

    /// <summary>Closes a position or a part of it; the entry's costs are shared in proportion to the quantity.</summary>
    /// <param name="fill">The execution; its quantity has the sign against the position's.</param>
    /// <param name="reason">Why.</param>
    public void Exit(in Fill fill, ExitReason reason)
    {
        var position = _positions[fill.Symbol];
        var share = fill.Quantity == -position.Quantity ? 1 : fill.Quantity / -position.Quantity;
        var entryFee = position.EntryFee * share;
        var entrySlippage = position.EntrySlippage * share;
        var funding = position.Funding * share;
        position.See(fill.Price, fill.Price);
        Book(fill);
        var profit = (-fill.Quantity * (fill.Price - position.EntryPrice)) - (entryFee + fill.Fee) + funding;
        History.Add(profit / (position.EntryPrice * Math.Abs(fill.Quantity)));
        if (_keepsTrades)
        {
            _trades.Add(Describe(position, Math.Abs(fill.Quantity), entryFee + fill.Fee, entrySlippage + fill.Slippage, funding, fill, profit, reason));
        }
        else
        {
            _tally.Add(profit);
        }

        position.EntryFee -= entryFee;
        position.EntrySlippage -= entrySlippage;
        position.Funding -= funding;
        position.Quantity = share == 1 ? 0 : position.Quantity + fill.Quantity;
        OpenPositions -= position.IsOpen ? 0 : 1;
    }

    /// <summary>The trades of positions that stay open at the end, in the order of symbols: their exit fields are unknown.</summary>
    public IEnumerable<Trade> StillOpen() => _positions.Where(p => p.IsOpen)
        .Select(p => Describe(p, Math.Abs(p.Quantity), p.EntryFee, p.EntrySlippage, p.Funding, exit: null, double.NaN, ExitReason.None));

    private static Trade Describe(Position position, double quantity, double fees, double slippage, double funding, Fill? exit, double profit, ExitReason reason)
    {
        var entry = position.EntryPrice;
        var (toHighest, toLowest) = (position.HighestPrice - entry, entry - position.LowestPrice);
        var isLong = position.Quantity > 0;
        var origin = position.Origin!;
        return new Trade
        {
            Symbol = origin.Symbol,
            Strategy = origin.Strategy,
            Direction = position.Direction,
            Quantity = quantity,
            EntryBar = position.EntryBar,
            EntryPrice = position.EntryPrice,
            OpenedAtMs = position.OpenedAtMs,
            ExitBar = exit?.Bar ?? -1,
            ExitPrice = exit?.Price ?? double.NaN,
            ClosedAtMs = exit?.TimeMs,
            Fees = fees,
            Slippage = slippage,
            Funding = funding,
            ProfitLoss = profit,
            ExitReason = reason,
            EntryOrder = origin.EntryOrder,
            InitialStop = position.InitialStop,
            Confidence = origin.Confidence,
            SignalIndicators = origin.SignalIndicators,
            Mae = MinusOrZero(isLong ? toLowest : toHighest) / entry,
            Mfe = (isLong ? toHighest : toLowest) / entry,
        };
    }

    // Databases do not keep the sign of zero, so a price that never moved is 0 and not -0.
    private static double MinusOrZero(double move) => move == 0 ? 0 : -move;

    /// <summary>
    /// Cash and what the positions cost, less the margin that they tie; cross margin counts their unrealised gains and
    /// losses too.
    /// </summary>
    private double FreeMargin(Margin margin)
    {
        var free = Cash;
        for (var s = 0; s < _positions.Length && OpenPositions > 0; s++)
        {
            var position = _positions[s];
            var cost = position.Quantity * position.EntryPrice;
            free += (margin.Mode == MarginMode.Cross ? ValueOf(s) : cost) - (Math.Abs(cost) * margin.Share);
        }

        return free;
    }

    private void Book(in Fill fill)
    {
        Cash += -fill.Quantity * fill.Price - fill.Fee;
        if (_keepsTrades)
        {
            _fills.Add(fill);
        }
    }
}
