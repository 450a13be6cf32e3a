using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Backtester.Core.Market;
using Backtester.Core.Recommendations.Evidence;
using Backtester.Core.Runs;
using Backtester.Core.Strategies;

namespace Backtester.Core.Recommendations.Judging;

/// <summary>
/// Judges a recommendation on the candles that came after it: both settings run side by side over the same candles, each
/// with an account of its own that has been in use for a while (<see cref="SettingReturns.InUse"/>). Pure: judging twice gives the same bytes.
/// </summary>
public static class RecommendationJudge
{
    /// <summary>True where every series of the settings reaches to the end of the range, so that it can be judged.</summary>
    /// <param name="spec">A run's document; null for cash.</param>
    /// <param name="untilMs">End of the range, exclusive, Unix ms.</param>
    /// <param name="catalog">Where the candles are.</param>
    public static bool IsCovered(JsonObject? spec, long untilMs, ICandleCatalog catalog) =>
        spec is null || EvidenceRange.KeysOf(spec).All(key => catalog.Find(key) is { } info && (info.Delisted || info.LastOpenMs + key.Timeframe.Milliseconds >= untilMs));

    /// <summary>Judges.</summary>
    /// <param name="recommended">Settings that were recommended; null for cash.</param>
    /// <param name="compared">Settings that they were recommended over; null for cash.</param>
    /// <param name="range">The candles that judge, from midnight to midnight, UTC.</param>
    /// <param name="metric">One of <see cref="HorizonMetric.Names"/>.</param>
    /// <param name="catalog">Where the candles are.</param>
    /// <param name="strategies">Where strategies are found.</param>
    /// <param name="cancellation">Ends the runs.</param>
    /// <exception cref="SpecException">Settings cannot run on these candles.</exception>
    public static RecommendationOutcome Judge(
        JsonObject? recommended, JsonObject? compared, TimeRange range, string metric, ICandleCatalog catalog, IStrategyLibrary strategies, CancellationToken cancellation = default)
    {
        var first = Run(recommended);
        var second = Run(compared);
        return new RecommendationOutcome
        {
            FromMs = range.StartMs,
            UntilMs = range.EndMs,
            DayMs = first.DayMs,
            Recommended = first.Returns,
            Compared = second.Returns,
            RecommendedTrades = first.Trades,
            ComparedTrades = second.Trades,
            Realised = HorizonMetric.Improvement(metric, first.Returns, second.Returns),
            RealisedRoi = HorizonMetric.Improvement("roi", first.Returns, second.Returns),
            CandlesHash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(first.CandlesHash + second.CandlesHash))),
        };

        SettingReturns Run(JsonObject? spec) => spec is null ? SettingReturns.Cash(range) : SettingReturns.InUse(spec, range, catalog, strategies, cancellation);
    }
}
