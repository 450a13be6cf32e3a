using System.Runtime.CompilerServices;
using Backtester.Core.Engine.Models;
using Backtester.Core.Market;
using Backtester.Core.Orders;

namespace Backtester.Core.Engine;

/// <summary>
/// Fees and slippage of <see cref="MarketOrderWalk"/>: the usual models (a share of the value, points of the price) as
/// numbers that are looked up once, all others through their interfaces. The same expressions as the models', so the same
/// bits.
/// </summary>
internal readonly struct QuickCosts
{
    private readonly IFeeModel _fees;
    private readonly ISlippage _slippage;
    private readonly Instrument _instrument;
    private readonly bool _hasRates;
    private readonly double _taker;
    private readonly double _maker;
    private readonly bool _hasPoints;
    private readonly double _market;
    private readonly double _stop;
    private readonly double _limit;

    public QuickCosts(IFeeModel fees, ISlippage slippage, Instrument instrument)
    {
        (_fees, _slippage, _instrument) = (fees, slippage, instrument);
        if (fees is PercentFees percent)
        {
            (_hasRates, _taker, _maker) = (true, percent.Taker, percent.Maker);
        }

        if (slippage is NoSlippage)
        {
            _hasPoints = true;
        }
        else if (slippage is BpsSlippage points && Largest(points) < 0.5)
        {
            (_hasPoints, _market, _stop, _limit) = (true, points.Market / 10_000, points.Stop / 10_000, points.Limit / 10_000);
        }
    }

    /// <summary>True where fees are shares of the value and slippage is points of the price, on no grid of prices.</summary>
    public bool ArePlain => _hasRates && _hasPoints && _instrument.TickSize == 0;

    /// <summary>Share of the value that market and stop orders pay; only where the costs <see cref="ArePlain"/>.</summary>
    public double Taker => _taker;

    /// <summary>Share of the value that limit orders pay.</summary>
    public double Maker => _maker;

    /// <summary>Slippage of a market order as a share of the price.</summary>
    public double Market => _market;

    /// <summary><see cref="Price"/> where the costs <see cref="ArePlain"/>.</summary>
    public double PlainPrice(int side, OrderType type, double marketPrice)
    {
        var distance = marketPrice * (type == OrderType.Market ? _market : type == OrderType.Stop ? _stop : _limit);
        return marketPrice + (side * distance);
    }

    /// <summary>The fee of a fill.</summary>
    public double Fee(OrderType type, double size, double price, bool isSell, long timeMs) =>
        _hasRates ? size * price * (type == OrderType.Limit ? _maker : _taker) : ModelFee(type, size, price, isSell, timeMs);

    /// <summary>The largest size that cash pays with the fee of a market order.</summary>
    public double LargestQuantity(double cash, double price) =>
        _hasRates ? cash / (price * (1 + _taker)) : _fees.LargestQuantity(OrderType.Market, cash, price, 1);

    /// <summary>The price of an execution: the market's moved against the trader.</summary>
    public double Price(int row, int side, OrderType type, double marketPrice)
    {
        var distance = _hasPoints ? marketPrice * (type == OrderType.Market ? _market : type == OrderType.Stop ? _stop : _limit) : ModelDistance(row, type, marketPrice);
        return distance == 0 ? marketPrice : _instrument.RoundAgainst(marketPrice + (side * distance), side);
    }

    // The models' own ways stay apart: their arguments' frames would be cleared at each fill.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private double ModelFee(OrderType type, double size, double price, bool isSell, long timeMs) => _fees.Fee(new FeeInput(type, size, price, isSell, timeMs));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private double ModelDistance(int row, OrderType type, double marketPrice) =>
        Math.Min(_slippage.Distance(new SlippageInput(type, marketPrice, 0, row, row - 1)), marketPrice / 2);

    // Under half of the price the broker's upper limit of slippage cannot be reached.
    private static double Largest(BpsSlippage points) => Math.Max(points.Market, Math.Max(points.Stop, points.Limit)) / 10_000;
}
