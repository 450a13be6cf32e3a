using Backtester.Core.Engine.Models;
using Backtester.Core.Orders;
using Backtester.Core.Portfolio;
using Backtester.Core.Strategies;

namespace Backtester.Core.Engine;

/// <summary>Execution: sizes, prices, fees, refusals.</summary>
internal sealed unsafe partial class Broker
{
    private int[]? _stopBars;

    /// <summary>Opens a position at the market's price, or adds to the one there is; false where that is refused, which is counted.</summary>
    /// <param name="worst">The price that slippage cannot pass; NaN for none.</param>
    private bool Enter(int s, int row, double marketPrice, PendingOrder order, OrderType type = OrderType.Market, double worst = double.NaN)
    {
        // Only an addition can miss its position: an entry is decided while flat, or behind the exit that comes first.
        var refusal = order.Adds != Account[s].IsOpen ? RefusalReason.PositionClosed : TryEnter(s, row, marketPrice, order, type, worst);
        if (refusal is { } reason)
        {
            _refusals.Add(reason);
        }

        return refusal is null;
    }

    private RefusalReason? TryEnter(int s, int row, double marketPrice, PendingOrder order, OrderType type, double worst)
    {
        var sign = order.EntrySign;
        var decisions = _input.Symbols[s].Decisions;
        if (_limits.Refuses(_bars[s].TimeMs[row], opens: !order.Adds, _numbers[s]) is { } refusedByAccount)
        {
            return refusedByAccount;
        }

        if (!order.Adds && decisions.CooldownBars > 0 && order.DecisionBar - _lastExitRow[s] < decisions.CooldownBars)
        {
            return RefusalReason.Cooldown;
        }

        if (!_knowsSlippage[s] && !KnowsSlippage(s, row, marketPrice))
        {
            return RefusalReason.UnknownSlippage;
        }

        var price = Limited(Slipped(s, row, sign, type, marketPrice, quantity: 0), sign, worst);
        var plan = PlanOf(s, order, price, type);
        if (plan.IsUnknown && !order.Adds)
        {
            return RefusalReason.UnknownStop;
        }

        var quantity = double.IsNaN(order.Quantity) ? WantedQuantity(s, KnownBar(row), price, plan) : order.Quantity;
        if (AdmitAtImpact(s, row, sign, (type, marketPrice, worst), ref quantity, ref price) is { } refusal)
        {
            return refusal;
        }

        if (_limits.PassesExposure(_numbers[s], sign * quantity, price))
        {
            return RefusalReason.ExposureLimit;
        }

        var fill = Execution(s, row, sign * quantity, price, type, marketPrice);
        if (order.Adds)
        {
            Account.Add(fill);
            LayLiquidation(Account[s]);
            return null;
        }

        var position = Account.Enter(fill, Origin(s, sign, order.DecisionBar, type));
        (_slippage[s].DependsOnSize ? PlanOf(s, order, price, type) : plan).Lay(position);
        LayLiquidation(position);
        _positionsWithLevels += position.Levels.Any ? 1 : 0;
        return null;
    }

    /// <summary>True where the signals ask for another entry into the open position, and it may have one.</summary>
    private bool WantsToAdd(int s, Signals signals, Position position) =>
        !IsLeaving(s) && position.Entries < _input.Symbols[s].Decisions.MaxEntries && SignalReading.EntersAgain(signals, position.Sign);

    /// <summary>The levels of an entry at a price.</summary>
    private LevelPlan PlanOf(int s, PendingOrder order, double price, OrderType type = OrderType.Market)
    {
        if (!_hasLevels[s])
        {
            return LevelPlan.None;
        }

        var reference = _conventions.LevelsFromDecisionClose && type == OrderType.Market ? _bars[s].Close[order.DecisionBar] : price;
        return LevelPlan.At(_input.Symbols[s].Decisions, order.EntrySign, order.DecisionBar, reference);
    }

    /// <summary>Closes a position whole at the market's price, slippage against it.</summary>
    private void Exit(int s, int row, OrderType type, double marketPrice, ExitReason reason)
    {
        if (!Account[s].IsOpen)
        {
            return;
        }

        var held = Math.Abs(Account[s].Quantity);
        var quantity = Fillable(s, row, held, reason);
        if (quantity > 0)
        {
            Exit(s, row, type, marketPrice, reason, quantity);
        }

        if (quantity < held)
        {
            KeepLeaving(s, row, type, reason);
        }
    }

    private void Exit(int s, int row, OrderType type, double marketPrice, ExitReason reason, double quantity)
    {
        var position = Account[s];
        var hadLevels = position.Levels.Any;
        var sign = position.Sign;
        var change = quantity >= Math.Abs(position.Quantity) ? -position.Quantity : -sign * quantity;
        Account.Exit(
            reason == ExitReason.Liquidation
                ? Liquidation(s, row, change, marketPrice)
                : Execution(s, row, change, Slipped(s, row, -sign, type, marketPrice, quantity), type, marketPrice),
            reason);
        if (position.IsOpen)
        {
            return;
        }

        _positionsWithLevels -= hadLevels ? 1 : 0;
        _lastExitRow[s] = row;
        position.Levels.Clear();
        CancelAdditions(s);
    }

    /// <summary>Fills the levels that the bar reaches; true where the position is closed by them.</summary>
    private bool TryLevels(int s, int row)
    {
        var (bars, position) = (_bars[s], Account[s]);
        if (!LevelCheck.Reaches(position.Sign, position.Levels, bars.High[row], bars.Low[row]))
        {
            return false;
        }

        while (position.IsOpen)
        {
            var hit = LevelInBar(s, row, _input.Intrabar);
            if (hit.Ambiguous && GainComesFirst(s, row))
            {
                hit = LevelInBar(s, row, IntrabarRule.TargetFirst);
            }

            _ambiguousBars += hit.Ambiguous ? 1 : 0;
            if (hit.Reason == ExitReason.None)
            {
                return false;
            }

            if (!TakeLevel(s, row, hit))
            {
                break;
            }
        }

        if (_conventions.StopBarDropsSignals)
        {
            _stopBars ??= [.. Enumerable.Repeat(-1, _bars.Length)];
            _stopBars[s] = row;
        }

        return true;
    }

    /// <summary>Fills one level: a partial exit, or all that is left; true where the bar may reach another one.</summary>
    private bool TakeLevel(int s, int row, in LevelHit hit)
    {
        var position = Account[s];
        if (hit.Reason != ExitReason.Trim)
        {
            Exit(s, row, hit.OrderType, hit.Price, hit.Reason);
            return false;
        }

        var share = _input.Symbols[s].Instrument.RoundDown(Fillable(s, row, position.Levels.TrimFraction * position.EntryQuantity, hit.Reason));
        position.Levels.TrimTaken();
        if (share > 0)
        {
            Exit(s, row, hit.OrderType, hit.Price, hit.Reason, share);
        }
        else
        {
            _refusals.Add(_allowances is null ? RefusalReason.BelowMinimumNotional : RefusalReason.VolumeLimit);
        }

        return true;
    }

    /// <summary>Widens the extremes of a position by a bar; of the bar inside which a limit filled, by what is known to come after.</summary>
    private static void SeeBar(Position position, int row, BarColumns bars)
    {
        var (low, high) = (bars.Low[row], bars.High[row]);
        if (position.LimitFillBar == row)
        {
            var close = bars.Close[row];
            (low, high) = position.Sign > 0 ? (low, close) : (close, high);
        }

        position.See(low, high);
    }

    private bool IsStopBar(int s, int row) => _conventions.Fill == FillTime.SameClose && _stopBars is not null && _stopBars[s] == row;

    /// <summary>Closes what is open on a symbol's last bar, as the conventions say.</summary>
    private void EndData(int s, int row)
    {
        if (!IsLastBar(s, row))
        {
            return;
        }

        var delisted = _input.Symbols[s].Delisted;
        if (_conventions.EndOfData == EndOfData.LeaveOpen && !delisted)
        {
            return;
        }

        Take(s);
        var price = ClosesAtLastOpen ? _bars[s].Open[row] : _bars[s].Close[row];
        Exit(s, row, OrderType.Market, price, delisted ? ExitReason.Delisted : ExitReason.EndOfData);
    }

    private Fill Execution(int s, int row, double quantity, double price, OrderType type, double marketPrice)
    {
        var size = Math.Abs(quantity);
        _allowances?[s].Use(row, size);
        var fee = _input.Fees.Fee(new FeeInput(type, size, price, quantity < 0, _bars[s].TimeMs[row]));
        return new Fill(s, row, _bars[s].TimeMs[row], quantity, price, fee, size * Math.Abs(price - marketPrice));
    }

    private TradeOrigin? Origin(int s, int sign, int decisionBar, OrderType type)
    {
        if (!_keepsTrades)
        {
            return null;
        }

        var (candles, decisions) = (_input.Symbols[s].Candles, _input.Symbols[s].Decisions);
        var indicators = decisions.Indicators.Count == 0 ? NamedValues.Empty : decisions.Indicators.At(decisionBar);
        return new TradeOrigin(candles.Key.Symbol, _input.Strategy, decisions.ConfidenceAt(sign, decisionBar), indicators, type);
    }
}
