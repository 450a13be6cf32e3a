using Backtester.Core.Engine.Models;
using Backtester.Core.Market;
using Backtester.Core.Orders;
using Backtester.Core.Portfolio;
using Backtester.Core.Strategies;

namespace Backtester.Core.Engine;

/// <summary>
/// The position machine of a search: one symbol, market orders at the next open, a fixed stop and target. It goes from
/// one bar on which something can happen to the next (a signal's bit, a level reached, an order that fills) and does there
/// what the <see cref="Broker"/> does, in the same order and with the same expressions, so that the results are equal bit
/// for bit; everything that is rarer (<see cref="Fits"/>) is left to the broker.
/// </summary>
internal sealed unsafe partial class MarketOrderWalk : IDisposable
{
    private readonly BacktestInput _input;
    private readonly Conventions _conventions;
    private readonly Decisions _decisions;
    private readonly Instrument _instrument;
    private readonly QuickCosts _costs;
    private readonly ISizingModel _sizing;
    private readonly BarColumns _bars;
    private readonly EquitySummary _summary;
    private readonly DistanceColumns _stops;
    private readonly DistanceColumns _targets;
    private readonly TradeHistory _history = new();
    private readonly Signals _mask;
    private readonly Signals _longEntry;
    private readonly Signals _longExit;
    private readonly Signals _shortEntry;
    private readonly Signals _shortExit;
    private readonly bool _hasLevels;
    private readonly bool _openDecidesTarget;
    private readonly bool _levelsLiveInEntryBar;
    private readonly bool _readsHistory;
    private readonly int _firstDecision;
    private readonly int _lanes;
    private readonly double _fixedNotional;
    private readonly bool _sizesAll;
    private readonly RuleBits _rules;
    private readonly bool _isPlain;
    private FixedLevels _levels;
    private ProfitTally _trades;
    private double _cash;
    private double _quantity;
    private double _entryPrice;
    private double _entryFee;
    private int _entryBar;
    private int _lastExitRow = int.MinValue / 2;
    private int _row;

    /// <summary>First row that the summary has not seen: cash and position are the same since its close.</summary>
    private int _unseen;

    private bool _exits;
    private int _enters;

    /// <summary>Distances of the entry that waits, as its decision bar gave them.</summary>
    private double _stop;
    private double _target;

    /// <summary>Opens the account.</summary>
    /// <param name="input">What to run.</param>
    /// <param name="summary">Takes what is kept.</param>
    /// <param name="isWindow">True where decisions are those of a window of the candles, which each <see cref="Advance"/> moves.</param>
    public MarketOrderWalk(BacktestInput input, EquitySummary summary, bool isWindow)
    {
        var symbol = input.Symbols[0];
        (_input, _conventions, _summary) = (input, input.Conventions, summary);
        (_decisions, _instrument, _cash) = (symbol.Decisions, symbol.Instrument, input.InitialCapital);
        _costs = new QuickCosts(input.Fees, input.Slippage.For(symbol.Candles, symbol.Instrument), symbol.Instrument);
        _bars = new BarColumns(symbol.Candles, symbol.Decisions.Signals, isWindow);
        _stops = _bars.Pin(_decisions.StopLoss);
        _targets = _bars.Pin(_decisions.TakeProfit);
        _sizing = input.Sizing;
        _fixedNotional = input.Sizing is FixedNotional notional ? notional.Notional : double.NaN;
        _sizesAll = input.Sizing is AllIn;
        (_hasLevels, _readsHistory) = (_decisions.HasLevels, input.Sizing.ReadsHistory);
        (_openDecidesTarget, _levelsLiveInEntryBar) = (_conventions.OpenDecidesTarget, _conventions.LevelsLiveInEntryBar);
        (_firstDecision, _lanes) = (_conventions.FirstDecisionBar, input.Lanes);
        _mask = SignalReading.Mask(input.Direction);
        (_longEntry, _longExit) = (Signals.LongEntry & _mask, Signals.LongExit & _mask);
        (_shortEntry, _shortExit) = (Signals.ShortEntry & _mask, Signals.ShortExit & _mask);
        _rules = _bars.Rules(_mask, _decisions.OppositeEntry);
        _isPlain = IsPlain();
    }

    /// <summary>The closed trades in sums.</summary>
    public ProfitTally Trades => _trades;

    /// <summary>1 where a position is open, else 0.</summary>
    public int OpenPositions => _quantity == 0 ? 0 : 1;

    /// <summary>Bars in which stop and target both lay and the open decided neither.</summary>
    public int AmbiguousBars { get; private set; }

    private int Sign => _quantity > 0 ? 1 : -1;

    /// <summary>True where a run needs nothing but what this machine knows.</summary>
    public static bool Fits(BacktestInput input) => WhyNot(input) is null;

    /// <summary>What of a run this machine does not know, in the words of a spec; null where it knows all.</summary>
    public static string? WhyNot(BacktestInput input) => WhyNotAccount(input) ?? WhyNotRules(input, input.Symbols[0].Decisions);

    private static string? WhyNotAccount(BacktestInput input) => input switch
    {
        { Mix: not null } => "strategies",
        { Symbols: not [_] } => "symbols",
        { Intrabar: IntrabarRule.LowerTimeframe } => "lower_timeframe",
        { Margin: not null } => "leverage",
        { VolumeLimit: not null } => "volume_limit",
        { MaxDrawdown: not null } => "max_drawdown",
        { MaxDailyLoss: not null } => "max_daily_loss",
        { MaxSymbolExposure: not null } => "max_symbol_exposure",
        { MaxExposure: not null } => "max_exposure",
        { MaxOpenPositions: <= 0 } => "max_open_positions",
        _ when input.Symbols[0].Funding is not null => "funding",
        _ when input.Symbols[0].GoesOn => "open_end",
        _ when input.Symbols[0].Members is not null => "universe",
        _ => null,
    };

    private static string? WhyNotRules(BacktestInput input, Decisions decisions) => input.Conventions switch
    {
        { Fill: not FillTime.NextOpen } => "same_close",
        { SizeAtDecision: true } => "size_at_decision",
        { EndOfData: EndOfData.CloseAtLastOpen } => "close_at_last_open",
        { StopBarDropsSignals: true } when decisions.HasLevels => "stop_bar_drops_signals",
        _ when decisions.EntryOrder is not null => "entry_order",
        _ when decisions.MaxEntries != 1 => "max_entries",
        _ when decisions.PositionExit is not null => "position_rules",
        _ when decisions.TrailingStop is not null => "trailing_stop",
        _ when decisions.BreakEven is not null => "break_even",
        _ when decisions.Trims.Count > 0 => "trim",
        _ when input.Slippage.For(input.Symbols[0].Candles, input.Symbols[0].Instrument) is not { IsAlwaysKnown: true, DependsOnSize: false } => "slippage",
        _ => null,
    };

    /// <summary>Walks on to a row, not included.</summary>
    /// <param name="end">The row.</param>
    /// <param name="firstDecision">The row to which the first of the decisions belongs.</param>
    public void Advance(int end, int firstDecision)
    {
        _bars.SignalsFrom = firstDecision;
        var limit = Math.Min(end, _bars.Count - 1);
        while (_row < end)
        {
            if (_exits || _enters != 0 || _row >= limit)
            {
                TakeBar(_row++);
            }
            else if (_isPlain && _row < limit - 1)
            {
                AdvancePlain(limit);
            }
            else if (_quantity == 0)
            {
                _row = _bars.NextOf(_longEntry, _shortEntry, _row, limit);
                if (_row < limit)
                {
                    DecideFlat(_row++);
                }
            }
            else if (EndOfQuiet(limit) is var quiet && quiet > _row)
            {
                _row = quiet;
            }
            else
            {
                TakeBar(_row++);
            }
        }

        ShowUntil(end);
    }

    public void Dispose() => _bars.Dispose();

    /// <summary>The first row, up to a limit, on which something can happen to the open position.</summary>
    private int EndOfQuiet(int limit)
    {
        var end = _quantity > 0 ? _bars.NextOf(_longExit, _shortEntry, _row, limit) : _bars.NextOf(_shortExit, _longEntry, _row, limit);
        if (_decisions.TimeExitBars is { } bars)
        {
            end = Math.Min(end, Math.Max(_row, _entryBar + bars));
        }

        if (!_hasLevels || end <= _row)
        {
            return end;
        }

        var (below, above) = _quantity > 0 ? (_levels.Stop, _levels.Target) : (_levels.Target, _levels.Stop);
        return _row + BarScan.FirstReach(_bars.Lows(_row, end), _bars.Highs(_row, end), below, above, _lanes);
    }

    private void TakeBar(int row)
    {
        if (_quantity != 0)
        {
            ExitAtOpen(row);
        }

        var sign = _enters;
        (_exits, _enters) = (false, 0);
        if (sign != 0)
        {
            Enter(row, sign);
        }

        if (_hasLevels && _quantity != 0 && (_levelsLiveInEntryBar || row > _entryBar))
        {
            TryLevels(row);
        }

        Decide(row);
        if (row == _bars.Count - 1 && _quantity != 0 && (_conventions.EndOfData == EndOfData.CloseAtLastClose || _input.Symbols[0].Delisted))
        {
            Exit(row, OrderType.Market, _bars.Close[row]);
        }
    }

    private void ExitAtOpen(int row)
    {
        if (_exits)
        {
            Exit(row, OrderType.Market, _bars.Open[row]);
        }
        else if (_hasLevels && _openDecidesTarget && _levels.AtOpen(Sign, _bars.Open[row], out var type))
        {
            Exit(row, type, _bars.Open[row]);
        }
    }

    private void TryLevels(int row)
    {
        var sign = Sign;
        if (_levels.Reaches(sign, _bars.High[row], _bars.Low[row]))
        {
            var (price, type, ambiguous) = _levels.InBar(sign, (_bars.Open[row], _bars.High[row], _bars.Low[row]), _openDecidesTarget, _input.Intrabar);
            AmbiguousBars += ambiguous ? 1 : 0;
            Exit(row, type, price);
        }
    }

    private void Decide(int row)
    {
        if (_quantity == 0)
        {
            DecideFlat(row);
        }
        else if (row >= _firstDecision)
        {
            var (reason, sign) = SignalReading.InPosition(_bars.SignalsAt(row) & _mask, Sign, _decisions.OppositeEntry);
            _exits = reason != ExitReason.None || row - _entryBar >= _decisions.TimeExitBars;
            Want(row, sign);
        }
    }

    private void DecideFlat(int row)
    {
        if (row >= _firstDecision)
        {
            Want(row, SignalReading.EntryWhenFlat(_bars.SignalsAt(row) & _mask, out _));
        }
    }

    /// <summary>Notes an entry for the next open, with the distances of its decision bar.</summary>
    private void Want(int row, int sign)
    {
        if (sign == 0 || row == _bars.Count - 1)
        {
            return;
        }

        _enters = sign;
        if (_hasLevels)
        {
            var bar = row - _bars.SignalsFrom;
            (_stop, _target) = (_stops.At(sign, bar), _targets.At(sign, bar));
        }
    }

    private void ShowUntil(int row)
    {
        var length = row - _unseen;
        if (length <= 0)
        {
            return;
        }

        if (_quantity == 0)
        {
            _summary.Flat(_unseen, length, _cash);
        }
        else
        {
            _summary.Held(_unseen, length, _cash, _quantity, _bars.Close);
        }

        _unseen = row;
    }
}
