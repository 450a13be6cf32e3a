namespace Backtester.Core.Portfolio;

/// <summary>What became of the closed trades of an account, in running totals: a few additions a trade.</summary>
public sealed class TradeHistory
{
    private int _wins;
    private int _losses;
    private double _gained;
    private double _lost;

    /// <summary>Number of closed trades, partial exits among them.</summary>
    public int Count { get; private set; }

    /// <summary>
    /// Kelly's fraction W − (1 − W) / payoff over the trades' net returns on their entry notional; W where nothing was
    /// ever lost, NaN without trades.
    /// </summary>
    public double Kelly
    {
        get
        {
            if (Count == 0)
            {
                return double.NaN;
            }

            var winRate = (double)_wins / Count;
            if (_losses == 0)
            {
                return winRate;
            }

            var payoff = _wins == 0 ? 0 : _gained / _wins / (_lost / _losses);
            return payoff > 0 ? winRate - ((1 - winRate) / payoff) : -1;
        }
    }

    /// <summary>Counts a trade.</summary>
    /// <param name="netReturn">Net profit over entry notional.</param>
    public void Add(double netReturn)
    {
        Count++;
        if (netReturn > 0)
        {
            _wins++;
            _gained += netReturn;
        }
        else if (netReturn < 0)
        {
            _losses++;
            _lost -= netReturn;
        }
    }
}
