using Backtester.Core.Market;
using Backtester.Data.Exchanges;

namespace Backtester.Data.Download;

/// <summary>What became of one series of a download.</summary>
/// <param name="Key">The series that was asked for.</param>
/// <param name="Answer">Where its candles come from.</param>
/// <param name="Source">The series that was fetched or that it is derived from; the same where it is stored itself.</param>
/// <param name="Added">Candles written.</param>
/// <param name="Absent">Candles asked for that the exchange does not have.</param>
/// <param name="FundingRates">Funding rates that were added for the instrument.</param>
/// <param name="Error">Why it is not complete; null where it is.</param>
/// <param name="Remedy">What helps; null without error.</param>
public sealed record SeriesOutcome(
    SeriesKey Key, SeriesAnswer Answer, SeriesKey Source, long Added = 0, long Absent = 0, long FundingRates = 0, string? Error = null, ExchangeRemedy? Remedy = null);

/// <summary>What a download did.</summary>
/// <param name="Series">Each series, in the order of symbols, then of timeframes.</param>
/// <param name="Seconds">How long it took.</param>
public sealed record DownloadOutcome(IReadOnlyList<SeriesOutcome> Series, double Seconds)
{
    /// <summary>Candles written.</summary>
    public long Added => Series.Sum(s => s.Added);

    /// <summary>The series that are not complete.</summary>
    public IEnumerable<SeriesOutcome> Failed => Series.Where(s => s.Error is not null);
}
