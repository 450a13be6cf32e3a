using System.Collections.Concurrent;
using Backtester.Core.Market;
using Backtester.Data.Store;

namespace Backtester.Data.Quality;

/// <summary>Judgements of stored series, kept for as long as the files of a series stay as they are.</summary>
public sealed class QualityReports(CandleLibrary library)
{
    private readonly ConcurrentDictionary<SeriesKey, (string Stamp, SeriesQuality Report)> _reports = new();

    /// <summary>The judgement if it is known already; null where <see cref="Of"/> would have to read the candles.</summary>
    public SeriesQuality? Known(SeriesKey key) =>
        library.Store.Find(key) is { } stored && _reports.TryGetValue(key, out var known) && known.Stamp == stored.Stamp ? known.Report : null;

    /// <summary>Checks every byte of a stored series and judges its candles; a derived series is judged by its candles alone.</summary>
    /// <param name="key">A series that can be read.</param>
    /// <param name="movesDamagedAside">True to move damaged files out of the series first.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="KeyNotFoundException">There are no such candles, or all of them lay in files that are damaged.</exception>
    public SeriesQuality Of(SeriesKey key, bool movesDamagedAside = false, CancellationToken cancellation = default)
    {
        if (Known(key) is { } known && !(movesDamagedAside && known.Damages.Count > 0))
        {
            return known;
        }

        var isStored = library.Store.Find(key) is not null;
        IReadOnlyList<string> damages = [];
        if (isStored && movesDamagedAside)
        {
            library.MoveDamagedAside(key, cancellation);
        }
        else if (isStored)
        {
            damages = library.Store.Verify(key, cancellation);
        }

        // Damaged files stay where they are until they are moved; what is judged is the rest.
        var candles = damages.Count == 0 ? library.Load(key, TimeRange.All, cancellation) : library.Store.ReadUndamaged(key);
        if (candles.Count == 0)
        {
            throw new KeyNotFoundException($"{key} has no readable candles: {string.Join("; ", damages)}");
        }

        var report = SeriesQuality.Of(candles, damages, library.Store.Quarantined(key));
        if (library.Store.Find(key) is { } now)
        {
            _reports[key] = (now.Stamp, report);
        }

        return report;
    }
}
