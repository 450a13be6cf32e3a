using System.Runtime.CompilerServices;
using Backtester.Core.Engine.Models;
using Backtester.Core.Orders;

namespace Backtester.Core.Engine;

/// <summary>Its fills.</summary>
internal sealed unsafe partial class MarketOrderWalk
{
    private void Enter(int row, int sign)
    {
        if (_decisions.CooldownBars > 0 && row - 1 - _lastExitRow < _decisions.CooldownBars)
        {
            return;
        }

        var price = _costs.Price(row, sign, OrderType.Market, _bars.Open[row]);
        var reference = _conventions.LevelsFromDecisionClose ? _bars.Close[row - 1] : price;
        var (stop, target) = (_stops.InPrice(_stop, reference), _targets.InPrice(_target, reference));
        if ((_stops.Exist && double.IsNaN(stop)) || (_targets.Exist && double.IsNaN(target)))
        {
            return;
        }

        var free = Math.Max(0, _cash);
        var affordable = _costs.LargestQuantity(free, price);
        var quantity = Size(row, price, affordable, stop);
        if (Broker.Admit(ref quantity, sign, price, (free, affordable, 1), _instrument, _conventions, _input.Sizing) is not null)
        {
            return;
        }

        ShowUntil(row);
        (_quantity, _entryPrice, _entryBar) = (sign * quantity, price, row);
        _entryFee = _costs.Fee(OrderType.Market, quantity, price, sign < 0, _bars.TimeMs[row]);
        _cash += -_quantity * price - _entryFee;
        if (_hasLevels)
        {
            _levels = new FixedLevels(OnGrid(reference - (sign * stop)), OnGrid(reference + (sign * target)));
        }
    }

    private void Exit(int row, OrderType type, double marketPrice)
    {
        ShowUntil(row);
        var (size, change) = (Math.Abs(_quantity), -_quantity);
        var price = _costs.Price(row, change > 0 ? 1 : -1, type, marketPrice);
        var fee = _costs.Fee(type, size, price, change < 0, _bars.TimeMs[row]);
        _cash += -change * price - fee;

        // The last term stands for the funding: it turns a profit of −0 into 0 as the account does.
        var profit = (-change * (price - _entryPrice)) - (_entryFee + fee) + 0.0;
        if (_readsHistory)
        {
            _history.Add(profit / (_entryPrice * size));
        }

        _trades.Add(profit);
        (_quantity, _lastExitRow) = (0, row);
    }

    private double OnGrid(double price) => _instrument.RoundPrice(price);

    private double Size(int row, double price, double affordable, double stop) =>
        !double.IsNaN(_fixedNotional) ? _fixedNotional / price : _sizesAll ? affordable : ModelSize(row, price, affordable, stop);

    // Apart from the usual ones, whose frame would be cleared for its sake at each entry.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private double ModelSize(int row, double price, double affordable, double stop) => _sizing.Quantity(new SizingInput(price, _cash, affordable)
    {
        StopDistance = stop,
        Candles = _input.Symbols[0].Candles,
        KnownBar = row - 1,
        History = _history,
    });
}
