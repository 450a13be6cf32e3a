using Backtester.Core.Market;

namespace Backtester.Data.Download;

/// <summary>What must be done to have one series over a range.</summary>
/// <param name="Key">The series that was asked for.</param>
/// <param name="Answer">Where its candles come from.</param>
/// <param name="Fetch">The series to ask the exchange for: <paramref name="Key"/>, or a finer one where the exchange does not have it.</param>
/// <param name="Missing">Stretches to ask for; none unless <paramref name="Answer"/> is <see cref="SeriesAnswer.Exchange"/>.</param>
public sealed record SeriesPlan(SeriesKey Key, SeriesAnswer Answer, SeriesKey Fetch, IReadOnlyList<TimeRange> Missing)
{
    /// <summary>Candles to ask for.</summary>
    public long Candles => MissingCandles.Count(Missing, Fetch.Timeframe);
}

/// <summary>Where the candles of a request come from.</summary>
public enum SeriesAnswer
{
    /// <summary>All are stored.</summary>
    Stored,

    /// <summary>A finer stored series is complete and gives them.</summary>
    Derived,

    /// <summary>The exchange is asked.</summary>
    Exchange,
}
