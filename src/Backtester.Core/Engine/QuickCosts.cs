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

    /// <summary>The fee of a fill.</summary>
    public double Fee(OrderType type, double size, double price, bool isSell, long timeMs) =>
        _hasRates ? size * price * (type == OrderType.Limit ? _maker : _taker) : _fees.Fee(new FeeInput(type, size, price, isSell, timeMs));

    /// <summary>The largest size that cash pays with the fee of a market order.</summary>
    public double LargestQuantity(double cash, double price) =>
        _hasRates ? cash / (price * (1 + _taker)) : _fees.LargestQuantity(OrderType.Market, cash, price, 1);

    /// <summary>The price of an execution: the market's moved against the trader.</summary>
    public double Price(int row, int side, OrderType type, double marketPrice)
    {
        var distance = _hasPoints
            ? marketPrice * (type == OrderType.Market ? _market : type == OrderType.Stop ? _stop : _limit)
            : Math.Min(_slippage.Distance(new SlippageInput(type, marketPrice, 0, row, row - 1)), marketPrice / 2);
        return distance == 0 ? marketPrice : _instrument.RoundAgainst(marketPrice + (side * distance), side);
    }

    // Under half of the price the broker's upper limit of slippage cannot be reached.
    private static double Largest(BpsSlippage points) => Math.Max(points.Market, Math.Max(points.Stop, points.Limit)) / 10_000;
}
