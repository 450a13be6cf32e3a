namespace Backtester.Core.Engine.Models;

/// <summary>
/// The fee of the U.S. Securities and Exchange Commission on sales of shares (Section 31), by date: a rate holds from
/// its date until the next one's, and the first one also before its date.
/// </summary>
public sealed record SecFeeSchedule
{
    private readonly (long FromMs, double Rate)[] _rates;

    /// <summary>Takes rates in any order; empty for no fee.</summary>
    /// <param name="rates">Start (Unix ms, UTC) and dollars for each million dollars sold.</param>
    public SecFeeSchedule(IEnumerable<KeyValuePair<long, double>> rates) =>
        _rates = [.. rates.OrderBy(r => r.Key).Select(r => (r.Key, r.Value / 1_000_000))];

    /// <summary>No fee.</summary>
    public static SecFeeSchedule None { get; } = new([]);

    /// <summary>The fraction of the value that a sale pays at a time.</summary>
    /// <param name="timeMs">Unix ms, UTC.</param>
    public double RateAt(long timeMs)
    {
        if (_rates.Length == 0)
        {
            return 0;
        }

        var i = 0;
        while (i + 1 < _rates.Length && _rates[i + 1].FromMs <= timeMs)
        {
            i++;
        }

        return _rates[i].Rate;
    }
}
