using Backtester.Core.Orders;
using Backtester.Core.Portfolio;

namespace Backtester.Core.Engine;

/// <summary>Margin and funding: liquidation prices, liquidations, payments between bars.</summary>
internal sealed unsafe partial class Broker
{
    private readonly FundingSchedule?[]? _funding;

    /// <summary>True where positions may receive or pay funding.</summary>
    public bool SettlesFunding => _funding is not null;

    private double TiedShare => _input.Margin?.Share ?? 1;

    /// <summary>Funding due up to this open, on what was held before it, valued at the open.</summary>
    public void SettleAtOpen(int s, int row)
    {
        if (row >= 0 && _funding![s] is { } schedule)
        {
            schedule.Settle(Account, s, _bars[s].TimeMs[row], _bars[s].Open[row]);
        }
    }

    /// <summary>Funding due inside the bar, on what is held at its close, valued there.</summary>
    public void SettleInsideBar(int s, int row)
    {
        if (row >= 0 && _funding![s] is { } schedule)
        {
            var end = _bars[s].TimeMs[row] + _input.Symbols[s].Candles.Key.Timeframe.Milliseconds;
            schedule.Settle(Account, s, end - 1, _bars[s].Close[row]);
        }
    }

    /// <summary>Under cross margin each position's liquidation price depends on the whole account, so it is laid anew whenever that has changed.</summary>
    public void RenewLiquidationPrices()
    {
        if (_input.Margin is not { Mode: MarginMode.Cross } margin || Account.OpenPositions == 0)
        {
            return;
        }

        var (value, size) = (0.0, 0.0);
        for (var s = 0; s < _bars.Length; s++)
        {
            value += Account.ValueOf(s);
            size += Math.Abs(Account.ValueOf(s));
        }

        for (var s = 0; s < _bars.Length; s++)
        {
            if (Account[s] is { IsOpen: true } position)
            {
                var own = Account.ValueOf(s);
                position.Levels.LiquidateAt(position.Sign, margin.CrossLiquidationPrice(position.Quantity, Account.Cash, value - own, size - Math.Abs(own)));
            }
        }
    }

    /// <summary>The liquidation price of a position that was just opened or added to.</summary>
    private void LayLiquidation(Position position)
    {
        if (_input.Margin is { Mode: MarginMode.Cross })
        {
            RenewLiquidationPrices();
        }
        else if (_input.Margin is { } margin)
        {
            position.Levels.LiquidateAt(position.Sign, margin.IsolatedLiquidationPrice(position.Sign, position.EntryPrice));
        }
    }

    /// <summary>The exchange takes the position over at the liquidation price, or at an open beyond it, for its own fee.</summary>
    private Fill Liquidation(int s, int row, double quantity, double price) =>
        new(s, row, _bars[s].TimeMs[row], quantity, price, Math.Abs(quantity) * price * _input.Margin!.LiquidationFee, Slippage: 0);
}
