using Backtester.Core.Market;
using Backtester.Core.Portfolio;

namespace Backtester.Core.Engine;

/// <summary>The payments of funding of one symbol, settled in order of time as its bars go by.</summary>
internal sealed class FundingSchedule(FundingRates rates)
{
    private int _next;

    /// <summary>The same schedule with more rates behind its own; what was settled stays so.</summary>
    public FundingSchedule Continue(FundingRates longer) => new(longer) { _next = _next };

    /// <summary>Settles what is due up to a time: a long position pays a positive rate of its value.</summary>
    /// <param name="account">Where it is booked.</param>
    /// <param name="symbol">Index of the symbol.</param>
    /// <param name="untilMs">Last time of payment that is due, Unix ms.</param>
    /// <param name="price">Price at which the position is valued.</param>
    public void Settle(Account account, int symbol, long untilMs, double price)
    {
        while (_next < rates.Count && rates.TimeMs[_next] <= untilMs)
        {
            var quantity = account[symbol].Quantity;
            if (quantity != 0)
            {
                account.Receive(symbol, -quantity * price * rates.Rate[_next]);
            }

            _next++;
        }
    }
}
