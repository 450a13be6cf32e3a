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
internal sealed unsafe class MarketOrderWalk : IDisposable
{
    private readonly BacktestInput _input;
    private readonly Conventions _conventions;
    private readonly Decisions _decisions;
    private readonly Instrument _instrument;
    private readonly ISlippage _slippage;
    private readonly BarColumns _bars;
    private readonly EquitySummary _summary;
    private readonly ExitLevels _levels;
    private readonly TradeHistory _history = new();
    private readonly Signals _mask;
    private readonly Signals _whenFlat;
    private readonly Signals _whenLong;
    private readonly Signals _whenShort;
    private readonly bool _hasLevels;
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

    public MarketOrderWalk(BacktestInput input, EquitySummary summary)
    {
        var symbol = input.Symbols[0];
        (_input, _conventions, _summary) = (input, input.Conventions, summary);
        (_decisions, _instrument, _cash) = (symbol.Decisions, symbol.Instrument, input.InitialCapital);
        _slippage = input.Slippage.For(symbol.Candles, symbol.Instrument);
        _bars = new BarColumns(symbol.Candles, symbol.Decisions.Signals);
        _levels = new ExitLevels { Grid = _instrument.TickSize > 0 ? _instrument : null };
        _hasLevels = _decisions.HasLevels;
        _mask = SignalReading.Mask(input.Direction);
        _whenFlat = (Signals.LongEntry | Signals.ShortEntry) & _mask;
        _whenLong = (Signals.LongExit | Signals.ShortEntry) & _mask;
        _whenShort = (Signals.ShortExit | Signals.LongEntry) & _mask;
    }

    /// <summary>Net profit of each closed trade.</summary>
    public List<double> Profits { get; } = [];

    /// <summary>1 where a position is open, else 0.</summary>
    public int OpenPositions => _quantity == 0 ? 0 : 1;

    /// <summary>Bars in which stop and target both lay and the open decided neither.</summary>
    public int AmbiguousBars { get; private set; }

    /// <summary>True where a run needs nothing but what this machine knows.</summary>
    public static bool Fits(BacktestInput input)
    {
        if (input.Intrabar == IntrabarRule.LowerTimeframe
            || input is not { Mix: null, Margin: null, VolumeLimit: null, MaxDrawdown: null, MaxDailyLoss: null, MaxSymbolExposure: null, MaxExposure: null, MaxOpenPositions: null or > 0 }
            || input.Symbols is not [{ Funding: null } symbol])
        {
            return false;
        }

        var (conventions, decisions) = (input.Conventions, symbol.Decisions);
        return conventions is { Fill: FillTime.NextOpen, SizeAtDecision: false } && conventions.EndOfData != EndOfData.CloseAtLastOpen
            && !(conventions.StopBarDropsSignals && decisions.HasLevels)
            && decisions is { EntryOrder: null, MaxEntries: 1, PositionExit: null, TrailingStop: null, BreakEven: null, Trims.Count: 0 }
            && input.Slippage.For(symbol.Candles, symbol.Instrument) is { IsAlwaysKnown: true, DependsOnSize: false };
    }

    /// <summary>Walks on to a row, not included.</summary>
    public void Advance(int end)
    {
        while (_row < end)
        {
            var quiet = EndOfQuiet(Math.Min(end, _bars.Count - 1));
            if (quiet > _row)
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

    /// <summary>The first row, up to a limit, on which something can happen.</summary>
    private int EndOfQuiet(int limit)
    {
        if (_exits || _enters != 0 || _row >= limit)
        {
            return _row;
        }

        if (_quantity == 0)
        {
            return _bars.NextSignal(_row, limit, _whenFlat);
        }

        var end = _bars.NextSignal(_row, limit, _quantity > 0 ? _whenLong : _whenShort);
        if (_decisions.TimeExitBars is { } bars)
        {
            end = Math.Min(end, Math.Max(_row, _entryBar + bars));
        }

        if (!_hasLevels || end <= _row)
        {
            return end;
        }

        var (below, above) = LevelCheck.Bounds(Math.Sign(_quantity), _levels);
        return _row + BarScan.FirstReach(_bars.Lows(_row, end), _bars.Highs(_row, end), below, above, _input.Lanes);
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

        if (_hasLevels && _quantity != 0 && (_conventions.LevelsLiveInEntryBar || row > _entryBar))
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
        else if (_hasLevels && _conventions.OpenDecidesTarget
            && LevelCheck.AtOpen(Math.Sign(_quantity), _levels, _bars.Open[row]) is { Reason: not ExitReason.None } hit)
        {
            Exit(row, hit.OrderType, hit.Price);
        }
    }

    private void TryLevels(int row)
    {
        var sign = Math.Sign(_quantity);
        if (!LevelCheck.Reaches(sign, _levels, _bars.High[row], _bars.Low[row]))
        {
            return;
        }

        var hit = LevelCheck.InBar(sign, _levels, _bars.Open[row], _bars.High[row], _bars.Low[row], _conventions.OpenDecidesTarget, _input.Intrabar);
        AmbiguousBars += hit.Ambiguous ? 1 : 0;
        if (hit.Reason != ExitReason.None)
        {
            Exit(row, hit.OrderType, hit.Price);
        }
    }

    private void Decide(int row)
    {
        var signals = _bars.SignalsAt(row) & _mask;
        if (row < _conventions.FirstDecisionBar)
        {
            return;
        }

        if (_quantity != 0)
        {
            var (reason, sign) = SignalReading.InPosition(signals, Math.Sign(_quantity), _decisions.OppositeEntry);
            (_exits, _enters) = (reason != ExitReason.None || row - _entryBar >= _decisions.TimeExitBars, sign);
        }
        else
        {
            _enters = SignalReading.EntryWhenFlat(signals, out _);
        }

        if (row == _bars.Count - 1)
        {
            _enters = 0;
        }
    }

    private void Enter(int row, int sign)
    {
        if (_decisions.CooldownBars > 0 && row - 1 - _lastExitRow < _decisions.CooldownBars)
        {
            return;
        }

        var price = Slipped(row, sign, OrderType.Market, _bars.Open[row]);
        var plan = _hasLevels
            ? LevelPlan.At(_decisions, sign, row - 1, _conventions.LevelsFromDecisionClose ? _bars.Close[row - 1] : price)
            : LevelPlan.None;
        if (plan.IsUnknown)
        {
            return;
        }

        var free = Math.Max(0, _cash);
        var affordable = _input.Fees.LargestQuantity(OrderType.Market, free, price, 1);
        var quantity = _input.Sizing.Quantity(new SizingInput(price, _cash, affordable)
        {
            StopDistance = plan.StopDistance,
            Candles = _input.Symbols[0].Candles,
            KnownBar = row - 1,
            History = _history,
        });
        if (Broker.Admit(ref quantity, sign, price, (free, affordable, 1), _instrument, _conventions, _input.Sizing) is not null)
        {
            return;
        }

        ShowUntil(row);
        (_quantity, _entryPrice, _entryBar) = (sign * quantity, price, row);
        _entryFee = _input.Fees.Fee(new FeeInput(OrderType.Market, quantity, price, sign < 0, _bars.TimeMs[row]));
        _cash += -_quantity * price - _entryFee;
        if (_hasLevels)
        {
            plan.Lay(_levels);
        }
    }

    private void Exit(int row, OrderType type, double marketPrice)
    {
        ShowUntil(row);
        var (size, change) = (Math.Abs(_quantity), -_quantity);
        var price = Slipped(row, Math.Sign(change), type, marketPrice);
        var fee = _input.Fees.Fee(new FeeInput(type, size, price, change < 0, _bars.TimeMs[row]));
        _cash += -change * price - fee;

        // The last term stands for the funding: it turns a profit of −0 into 0 as the account does.
        var profit = (-change * (price - _entryPrice)) - (_entryFee + fee) + 0.0;
        _history.Add(profit / (_entryPrice * size));
        Profits.Add(profit);
        (_quantity, _lastExitRow) = (0, row);
        _levels.Clear();
    }

    private double Slipped(int row, int side, OrderType type, double marketPrice)
    {
        var distance = _slippage.Distance(new SlippageInput(type, marketPrice, 0, row, row - 1));
        return distance == 0 ? marketPrice : _instrument.RoundAgainst(marketPrice + (side * Math.Min(distance, marketPrice / 2)), side);
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
