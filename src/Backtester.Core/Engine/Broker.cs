using Backtester.Core.Engine.Models;
using Backtester.Core.Orders;
using Backtester.Core.Portfolio;
using Backtester.Core.Strategies;

namespace Backtester.Core.Engine;

/// <summary>Where candles meet orders: one method for each moment of a bar, called by <see cref="Backtest"/> in that order.</summary>
internal sealed unsafe partial class Broker : IDisposable
{
    private const Signals AllSignals = Signals.LongEntry | Signals.LongExit | Signals.ShortEntry | Signals.ShortExit;
    private BacktestInput _input;
    private readonly Conventions _conventions;
    private BarColumns[] _bars;
    private readonly PendingOrder[] _pending;
    private readonly Signals _mask;
    private readonly Signals _whenFlat;
    private readonly Signals _whenLong;
    private readonly Signals _whenShort;
    private readonly int _lanes;
    private readonly bool[] _asksPositions;
    private readonly bool[] _hasLevels;
    private readonly bool[] _knowsSlippage;
    private readonly bool _keepsTrades;
    private readonly int[] _lastExitRow;
    private ISlippage[] _slippage;
    private readonly RefusalCounts _refusals = new();
    private int _pendingCount;
    private int _positionsWithLevels;
    private int _ambiguousBars;
    private int _entrySignals;

    /// <summary>Opens an account and pins the candles.</summary>
    /// <param name="input">What it runs.</param>
    /// <param name="limits">Limits that it shares with other brokers; null for its own.</param>
    /// <param name="numbers">The number of each symbol in the shared limits; null for its own.</param>
    /// <param name="keepsTrades">False to keep nothing of a trade but its profit.</param>
    public Broker(BacktestInput input, AccountLimits? limits = null, int[]? numbers = null, bool keepsTrades = true)
    {
        _conventions = input.Conventions;
        _keepsTrades = keepsTrades;
        Bind(input);
        _pending = new PendingOrder[_bars.Length];
        _asksPositions = [.. input.Symbols.Select(s => s.Decisions.PositionExit is not null || s.Decisions.TimeExitBars is not null)];
        _hasLevels = [.. input.Symbols.Select(s => s.Decisions.HasLevels)];
        _lastExitRow = [.. Enumerable.Repeat(int.MinValue / 2, _bars.Length)];
        _mask = SignalReading.Mask(input.Direction);
        var first = input.Symbols[0].Decisions;
        (_whenFlat, _whenLong, _whenShort, _lanes) = (WhenFlat(first), WhenOpen(first, 1), WhenOpen(first, -1), input.Lanes);
        _resting = input.Symbols.Any(s => s.Decisions.EntryOrder is not null) ? new RestingOrder[2 * _bars.Length] : null;
        _knowsSlippage = [.. _slippage.Select(s => s.IsAlwaysKnown)];
        _funding = input.Symbols.Any(s => s.Funding is not null) ? [.. input.Symbols.Select(s => s.Funding is { } f ? new FundingSchedule(f) : null)] : null;
        Account = new Account(input.InitialCapital, [.. input.Symbols.Select(s => s.Instrument)], keepsTrades) { Margin = input.Margin };
        _numbers = numbers ?? [.. Enumerable.Range(0, _bars.Length)];
        _limits = limits ?? new AccountLimits(input);
        _limits.Add(Account, _numbers);
    }

    public Account Account { get; }

    /// <summary>Number of symbols.</summary>
    public int Symbols => _bars.Length;

    /// <summary>True where something can happen before the close: an order waits or a level is set.</summary>
    public bool IsBusy => _pendingCount > 0 || _positionsWithLevels > 0 || _restingCount > 0;

    private bool ClosesAtLastOpen => _conventions.EndOfData == EndOfData.CloseAtLastOpen;

    public void Dispose()
    {
        foreach (var bars in _bars)
        {
            bars.Dispose();
        }
    }

    /// <summary>The moments of a bar of a run with one symbol, whose rows are the steps.</summary>
    public void TakeBar(Timeline timeline, int row)
    {
        if (SettlesFunding)
        {
            SettleAtOpen(0, row);
        }

        if (IsBusy)
        {
            ExitAtOpen(0, row);
            EnterAtOpen(0, row);
            if (IsBusy)
            {
                RenewLiquidationPrices();
                TradeInsideBar(0, row);
            }
        }

        Decide(0, row);
        TradeAtClose(timeline, row);
    }

    /// <summary>Exits decided at the last close, and levels that the open has passed.</summary>
    public void ExitAtOpen(int s, int row)
    {
        if (row < 0)
        {
            return;
        }

        var position = Account[s];
        if (_conventions.StopBarDropsSignals && position.Levels.Any && row > position.EntryBar && TryLevels(s, row))
        {
            Take(s);
            return;
        }

        if (_conventions.Fill == FillTime.NextOpen && _pending[s].Exit != ExitReason.None)
        {
            Exit(s, row, OrderType.Market, _bars[s].Open[row], _pending[s].Exit);
        }
        else if (_conventions.OpenDecidesTarget && position.Levels.Any)
        {
            var hit = LevelCheck.AtOpen(position.Sign, position.Levels, _bars[s].Open[row]);
            if (hit.Reason != ExitReason.None)
            {
                Exit(s, row, hit.OrderType, hit.Price, hit.Reason);
            }
        }
    }

    /// <summary>Entries decided at the last close, and waiting ones that the open passes.</summary>
    public void EnterAtOpen(int s, int row)
    {
        if (row < 0)
        {
            return;
        }

        if (_conventions.Fill == FillTime.NextOpen && !_pending[s].IsNone && !IsLeaving(s) && Take(s) is { EntrySign: not 0 } order)
        {
            Enter(s, row, _bars[s].Open[row], order);
        }

        if (_restingCount > 0)
        {
            FillRestingAtOpen(s, row);
        }
    }

    /// <summary>Stops and targets inside the bar; and the end of data for the preset that closes at the last open.</summary>
    public void TradeInsideBar(int s, int row)
    {
        if (row < 0)
        {
            return;
        }

        var position = Account[s];
        if (_restingCount > 0 && FillRestingInside(s, row))
        {
            return;
        }

        if (position.Levels.Any && !_conventions.StopBarDropsSignals && (_conventions.LevelsLiveInEntryBar || row > position.EntryBar))
        {
            TryLevels(s, row);
        }
    }

    /// <summary>Fills of this close where the conventions say so, then the end of a symbol's data.</summary>
    public void TradeAtClose(Timeline timeline, int step)
    {
        _atClose = !ClosesAtLastOpen;
        if (_funding is not null && Account.OpenPositions > 0)
        {
            for (var s = 0; s < _bars.Length; s++)
            {
                SettleInsideBar(s, timeline.Row(s, step));
            }
        }

        if (_pendingCount > 0 && _conventions.Fill == FillTime.SameClose)
        {
            for (var s = 0; s < _bars.Length; s++)
            {
                var row = timeline.Row(s, step);
                if (row >= 0 && _pending[s].Exit != ExitReason.None)
                {
                    Exit(s, row, OrderType.Market, _bars[s].Close[row], _pending[s].Exit);
                }
            }

            for (var s = 0; s < _bars.Length; s++)
            {
                var row = timeline.Row(s, step);
                if (row >= 0 && !IsLeaving(s) && Take(s) is { EntrySign: not 0 } order)
                {
                    Enter(s, row, _bars[s].Close[row], order);
                }
            }
        }

        if (Account.OpenPositions > 0)
        {
            for (var s = 0; s < _bars.Length; s++)
            {
                EndData(s, timeline.Row(s, step));
            }

            RenewLiquidationPrices();
        }

        _atClose = false;
    }

    public int AmbiguousBars => _ambiguousBars;

    public BacktestOutcome Close(EquityCurve curve) => new(
        curve,
        [.. Account.Trades, .. Account.StillOpen()],
        Account.Fills,
        CountUnfilled(),
        _ambiguousBars,
        _entrySignals,
        _limits.StoppedAtMs);

    private void Put(int s, PendingOrder order)
    {
        _pendingCount += _pending[s].IsNone ? 1 : 0;
        _pending[s] = order;
    }

    /// <summary>Removes the waiting order of a symbol and returns it.</summary>
    private PendingOrder Take(int s)
    {
        var order = _pending[s];
        if (!order.IsNone)
        {
            _pendingCount--;
            _pending[s] = default;
        }

        return order;
    }
}
