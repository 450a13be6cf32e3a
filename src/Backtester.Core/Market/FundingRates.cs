namespace Backtester.Core.Market;

/// <summary>
/// Funding of a perpetual contract in columns, in rising order of time without duplicates: at each time the holder of a
/// long position pays rate × value to the holder of a short one (and receives where the rate is negative).
/// </summary>
public sealed class FundingRates
{
    private readonly ReadOnlyMemory<long> _timeMs;
    private readonly ReadOnlyMemory<double> _rate;

    /// <summary>Wraps columns without copying them.</summary>
    /// <param name="timeMs">Times of payment, Unix ms UTC.</param>
    /// <param name="rate">Fractions of the position's value.</param>
    /// <exception cref="ArgumentException">The columns differ in length, or times do not rise.</exception>
    public FundingRates(ReadOnlyMemory<long> timeMs, ReadOnlyMemory<double> rate)
    {
        if (timeMs.Length != rate.Length)
        {
            throw new ArgumentException($"rate: {rate.Length} values for {timeMs.Length} times", nameof(rate));
        }

        var times = timeMs.Span;
        for (var i = 1; i < times.Length; i++)
        {
            if (times[i] <= times[i - 1])
            {
                throw new ArgumentException($"time_ms: {times[i]} at {i} is not after {times[i - 1]}", nameof(timeMs));
            }
        }

        (_timeMs, _rate) = (timeMs, rate);
    }

    /// <summary>Number of payments.</summary>
    public int Count => _timeMs.Length;

    /// <summary>Times of payment, Unix ms UTC.</summary>
    public ReadOnlySpan<long> TimeMs => _timeMs.Span;

    /// <summary>Fractions of the position's value.</summary>
    public ReadOnlySpan<double> Rate => _rate.Span;
}

/// <summary>Funding by name: what a run reads. Reading never fetches from a network.</summary>
public interface IFundingCatalog
{
    /// <summary>The stored payments of an instrument inside a range; null where none are stored.</summary>
    /// <param name="exchange">The market, such as binance-usdm.</param>
    /// <param name="symbol">The stored spelling.</param>
    /// <param name="range">Times of payment, half-open.</param>
    FundingRates? Find(string exchange, string symbol, TimeRange range);
}
