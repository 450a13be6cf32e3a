using System.Collections.Concurrent;
using Backtester.Core.Market;
using Backtester.Data.Compare;
using Backtester.Data.Store;

namespace Backtester.Data.Quality;

/// <summary>Judgements of stored series, kept for as long as the files of a series stay as they are.</summary>
public sealed class QualityReports
{
    private readonly CandleLibrary _library;
    private readonly ConcurrentDictionary<SeriesKey, (string Stamp, SeriesQuality Report)> _reports = new();

    /// <summary>Judgements of a library's series.</summary>
    public QualityReports(CandleLibrary library)
    {
        _library = library;
        library.Changed += (_, change) => Forget(change.Key);
    }

    /// <summary>The judgement if it is known already; null where <see cref="Of"/> would have to read the candles.</summary>
    public SeriesQuality? Known(SeriesKey key) =>
        _library.Store.Find(key) is not null && _reports.TryGetValue(key, out var known) && known.Stamp == StampOf(key, known.Report) ? known.Report : null;

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

        var isStored = _library.Store.Find(key) is not null;
        IReadOnlyList<string> damages = [];
        if (isStored && movesDamagedAside)
        {
            _library.MoveDamagedAside(key, cancellation);
        }
        else if (isStored)
        {
            damages = _library.Store.Verify(key, cancellation);
        }

        // Damaged files stay where they are until they are moved; what is judged is the rest.
        var candles = damages.Count == 0 ? _library.Load(key, TimeRange.All, cancellation) : _library.Store.ReadUndamaged(key);
        if (candles.Count == 0)
        {
            throw new KeyNotFoundException($"{key} has no readable candles: {string.Join("; ", damages)}");
        }

        var report = SeriesQuality.Of(candles, damages, _library.Store.Quarantined(key), Others(key, candles, cancellation));
        if (_library.Store.Find(key) is not null)
        {
            _reports[key] = (StampOf(key, report), report);
        }

        return report;
    }

    /// <summary>The same instrument on other markets, over the range of its candles; one that cannot be read says nothing.</summary>
    private List<CandleSeries> Others(SeriesKey key, CandleSeries candles, CancellationToken cancellation)
    {
        var others = new List<CandleSeries>();
        foreach (var other in SameInstrument.Of(key, _library))
        {
            try
            {
                var compared = _library.Load(other.Key, new TimeRange(candles.OpenTimeMs[0], candles.OpenTimeMs[^1] + 1), cancellation);

                // Columns are read when they are first looked at, and only then is damage seen.
                if (compared.Count > 0 && !compared.Close.IsEmpty)
                {
                    others.Add(compared);
                }
            }
            catch (IOException)
            {
                // Its own report says why.
            }
        }

        return others;
    }

    /// <summary>What a judgement depends on: the files of the series, and those of the series that it was compared with.</summary>
    private string StampOf(SeriesKey key, SeriesQuality report) =>
        string.Join('|', report.Others.Prepend(key).Select(k => _library.Store.Find(k)?.Stamp));

    /// <summary>The same instrument on another market can now be compared with, or no longer.</summary>
    private void Forget(SeriesKey changed)
    {
        var name = SameInstrument.Neutral(changed.Symbol);
        foreach (var key in _reports.Keys.Where(k => k.Exchange != changed.Exchange && SameInstrument.Neutral(k.Symbol) == name))
        {
            _reports.TryRemove(key, out _);
        }
    }
}
