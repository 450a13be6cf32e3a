using Backtester.Core.Engine.Models;
using Backtester.Core.Market;
using Backtester.Core.Orders;
using Backtester.Core.Portfolio;

namespace Backtester.Core.Engine;

/// <summary>Execution: sizes, prices, fees, refusals.</summary>
internal sealed unsafe partial class Broker
{
    private int[]? _stopBars;

    /// <summary>Opens a position at the market's price, or counts why not.</summary>
    private void TryEnter(int s, int row, double marketPrice, PendingOrder order)
    {
        var sign = order.EntrySign;
        var price = marketPrice + (sign * _input.Slippage.Distance(OrderType.Market, marketPrice));
        if (_input.MaxOpenPositions is { } most && Account.OpenPositions >= most)
        {
            _refusals.Add(RefusalReason.MaxOpenPositions);
            return;
        }

        var decisions = _input.Symbols[s].Decisions;
        var reference = _conventions.LevelsFromDecisionClose ? _bars[s].Close[order.DecisionBar] : price;
        var stop = decisions.StopLoss is { } stopDistance ? reference - (sign * stopDistance.At(order.DecisionBar, reference)) : double.NaN;
        var target = decisions.TakeProfit is { } targetDistance ? reference + (sign * targetDistance.At(order.DecisionBar, reference)) : double.NaN;
        if ((decisions.StopLoss is not null && double.IsNaN(stop)) || (decisions.TakeProfit is not null && double.IsNaN(target)))
        {
            _refusals.Add(RefusalReason.UnknownStop);
            return;
        }

        var quantity = double.IsNaN(order.Quantity) ? WantedQuantity(price) : order.Quantity;
        if (Admit(ref quantity, sign, price, _input.Symbols[s].Instrument) is { } refusal)
        {
            _refusals.Add(refusal);
            return;
        }

        var fill = Execution(s, row, sign * quantity, price, OrderType.Market, marketPrice);
        var position = Account.Enter(fill, Origin(s, order.DecisionBar));
        position.StopLevel = stop;
        position.TargetLevel = target;
        _positionsWithLevels += position.HasLevels ? 1 : 0;
    }

    /// <summary>Closes a position whole at the market's price, slippage against it.</summary>
    private void Exit(int s, int row, OrderType type, double marketPrice, ExitReason reason)
    {
        var position = Account[s];
        if (!position.IsOpen)
        {
            return;
        }

        _positionsWithLevels -= position.HasLevels ? 1 : 0;
        var sign = Math.Sign(position.Quantity);
        var price = marketPrice - (sign * _input.Slippage.Distance(type, marketPrice));
        Account.Exit(Execution(s, row, -position.Quantity, price, type, marketPrice), reason);
        position.StopLevel = position.TargetLevel = double.NaN;
    }

    /// <summary>Fills a stop or a target where the bar reaches it.</summary>
    private bool TryLevels(int s, int row)
    {
        var (bars, position) = (_bars[s], Account[s]);
        var hit = LevelCheck.InBar(
            Math.Sign(position.Quantity),
            position.StopLevel,
            position.TargetLevel,
            bars.Open[row],
            bars.High[row],
            bars.Low[row],
            _conventions.OpenDecidesTarget,
            _input.Intrabar);
        _ambiguousBars += hit.Ambiguous ? 1 : 0;
        if (hit.Reason == ExitReason.None)
        {
            return false;
        }

        Exit(s, row, hit.OrderType, hit.Price, hit.Reason);
        if (_conventions.StopBarDropsSignals)
        {
            _stopBars ??= [.. Enumerable.Repeat(-1, _bars.Length)];
            _stopBars[s] = row;
        }

        return true;
    }

    private bool IsStopBar(int s, int row) => _conventions.Fill == FillTime.SameClose && _stopBars is not null && _stopBars[s] == row;

    /// <summary>Closes what is open on a symbol's last bar, as the conventions say.</summary>
    private void EndData(int s, int row)
    {
        if (row != _bars[s].Count - 1 || _conventions.EndOfData == EndOfData.LeaveOpen)
        {
            return;
        }

        Take(s);
        var price = ClosesAtLastOpen ? _bars[s].Open[row] : _bars[s].Close[row];
        Exit(s, row, OrderType.Market, price, ExitReason.EndOfData);
    }

    private double WantedQuantity(double price)
    {
        var affordable = _input.Fees.LargestQuantity(OrderType.Market, Math.Max(0, Account.FreeCash), price);
        return _input.Sizing.Quantity(new SizingInput(price, Account.Equity(), affordable));
    }

    /// <summary>Rounds a size and checks it against cash and minimum; the reason where it is refused.</summary>
    private RefusalReason? Admit(ref double quantity, int sign, double price, Instrument instrument)
    {
        if (_conventions.ChecksCash)
        {
            var free = Math.Max(0, Account.FreeCash);
            var affordable = _input.Fees.LargestQuantity(OrderType.Market, free, price);
            if (_input.Sizing.CutToCash)
            {
                quantity = Math.Min(quantity, affordable);
            }
            else if (sign > 0 ? quantity > affordable : quantity * price > free)
            {
                return RefusalReason.InsufficientCash;
            }
        }

        quantity = RoundDown(RoundDown(quantity, _conventions.QuantityUnit), instrument.LotSize);
        if (!(quantity > 0))
        {
            return instrument.LotSize > 0 ? RefusalReason.BelowMinimumNotional : RefusalReason.InsufficientCash;
        }

        return quantity * price < instrument.MinimumNotional ? RefusalReason.BelowMinimumNotional : null;
    }

    private static double RoundDown(double quantity, double unit) => unit > 0 ? Math.Floor(quantity / unit) * unit : quantity;

    private Fill Execution(int s, int row, double quantity, double price, OrderType type, double marketPrice)
    {
        var size = Math.Abs(quantity);
        return new Fill(s, row, _bars[s].TimeMs[row], quantity, price, _input.Fees.Fee(type, size, price), size * Math.Abs(price - marketPrice));
    }

    private TradeOrigin Origin(int s, int decisionBar)
    {
        var (candles, decisions) = (_input.Symbols[s].Candles, _input.Symbols[s].Decisions);
        var confidence = decisions.Confidence.IsEmpty ? double.NaN : decisions.Confidence.Span[decisionBar];
        var indicators = decisions.Indicators.ToDictionary(i => i.Key, i => i.Value.Span[decisionBar]);
        return new TradeOrigin(candles.Key.Symbol, _input.Strategy, decisionBar, confidence, indicators);
    }
}
