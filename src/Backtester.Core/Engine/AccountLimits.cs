using Backtester.Core.Orders;
using Backtester.Core.Portfolio;

namespace Backtester.Core.Engine;

/// <summary>
/// The limits of a whole run, over the accounts of its strategies (one, mostly): equity is looked at once a bar, the rest
/// once an entry.
/// </summary>
internal sealed class AccountLimits
{
    /// <summary>A size made from a fraction of the equity may pass the same fraction as a limit by a rounding error.</summary>
    private const double ExposureSlack = 1 + 1e-9;

    private readonly BacktestInput _input;
    private readonly DailyLossWatch? _dailyLoss;
    private readonly bool _netting;
    private readonly List<(Account Account, int[] Numbers)> _accounts = [];
    private bool _drawdownPauses;
    private int _symbols;

    public AccountLimits(BacktestInput input)
    {
        _input = input;
        _netting = input.Mix?.Netting == true;
        _dailyLoss = input.MaxDailyLoss is { } loss ? new DailyLossWatch(loss, input.InitialCapital) : null;
        Peak = input.InitialCapital;
    }

    /// <summary>Highest equity so far.</summary>
    public double Peak { get; set; }

    /// <summary>Open time of the bar at whose close the drawdown limit ended trading; null where it has not.</summary>
    public long? StoppedAtMs { get; private set; }

    /// <summary>True where a limit must see the equity of each bar, also of those on which nothing happens.</summary>
    public bool WatchesEachBar => _dailyLoss is not null;

    /// <summary>True where the drawdown limit must see the equity of each bar with a position.</summary>
    public bool WatchesDrawdown => _input.MaxDrawdown is not null;

    /// <summary>Equity at which the drawdown limit is reached, as a fraction of the peak; below every equity where there is none.</summary>
    public double Floor => StoppedAtMs is null && _input.MaxDrawdown is { } limit ? 1 - limit : double.NegativeInfinity;

    /// <summary>Equity in cash that no strategy has.</summary>
    public double Reserve { get; set; }

    /// <summary>Number of open positions.</summary>
    public int OpenPositions
    {
        get
        {
            var open = 0;
            if (_netting)
            {
                for (var symbol = 0; symbol < _symbols; symbol++)
                {
                    open += Held(symbol).Net != 0 ? 1 : 0;
                }

                return open;
            }

            foreach (var (account, _) in _accounts)
            {
                open += account.OpenPositions;
            }

            return open;
        }
    }

    /// <summary>Adds an account.</summary>
    /// <param name="account">The account.</param>
    /// <param name="numbers">A number for each of its symbols, from 0, the same for the same symbol in every account.</param>
    public void Add(Account account, int[] numbers)
    {
        _accounts.Add((account, numbers));
        _symbols = Math.Max(_symbols, numbers.Max() + 1);
    }

    /// <summary>Looks at the equity of a close; true where trading ends here.</summary>
    public bool See(long timeMs, double equity)
    {
        _dailyLoss?.See(timeMs, equity);
        if (equity > Peak)
        {
            Peak = equity;
            _drawdownPauses = false;
            return false;
        }

        var reached = equity <= Peak * Floor;
        if (_input.OnMaxDrawdown == DrawdownAction.Pause)
        {
            _drawdownPauses = reached;
            return false;
        }

        StoppedAtMs = reached ? timeMs : StoppedAtMs;
        return reached;
    }

    /// <summary>Why no entry is taken in a bar of this open time, whatever its size; null where one is.</summary>
    /// <param name="timeMs">Open time of the bar.</param>
    /// <param name="opens">False for an addition to a position.</param>
    /// <param name="symbol">Number of the symbol.</param>
    public RefusalReason? Refuses(long timeMs, bool opens, int symbol)
    {
        if (opens && _input.MaxOpenPositions is { } most && OpenPositions >= most && !(_netting && Held(symbol).Net != 0))
        {
            return RefusalReason.MaxOpenPositions;
        }

        if (_drawdownPauses)
        {
            return RefusalReason.MaxDrawdown;
        }

        return _dailyLoss?.Pauses(timeMs) == true ? RefusalReason.MaxDailyLoss : null;
    }

    /// <summary>
    /// True where an entry would take more value into its symbol, or into all, than the limits allow: its own symbol at
    /// the fill's price, the others at their latest close.
    /// </summary>
    public bool PassesExposure(int symbol, double quantity, double price)
    {
        if (_input.MaxSymbolExposure is null && _input.MaxExposure is null)
        {
            return false;
        }

        var allowed = (Reserve + _accounts.Sum(a => a.Account.Equity())) * ExposureSlack;
        var held = Held(symbol);
        var value = (_netting ? Math.Abs(held.Net + quantity) : held.Gross + Math.Abs(quantity)) * price;
        var others = 0.0;
        for (var other = 0; other < _symbols; other++)
        {
            others += other == symbol ? 0 : _netting ? Math.Abs(Held(other).NetValue) : Held(other).GrossValue;
        }

        return value > _input.MaxSymbolExposure * allowed || value + others > _input.MaxExposure * allowed;
    }

    /// <summary>What all accounts hold of a symbol: sizes, and values at the latest close.</summary>
    private (double Net, double Gross, double NetValue, double GrossValue) Held(int symbol)
    {
        var (net, gross, netValue, grossValue) = (0.0, 0.0, 0.0, 0.0);
        foreach (var (account, numbers) in _accounts)
        {
            for (var s = 0; s < numbers.Length; s++)
            {
                if (numbers[s] == symbol && account[s].IsOpen)
                {
                    var (quantity, value) = (account[s].Quantity, account.ValueOf(s));
                    net += quantity;
                    gross += Math.Abs(quantity);
                    netValue += value;
                    grossValue += Math.Abs(value);
                }
            }
        }

        return (net, gross, netValue, grossValue);
    }
}
