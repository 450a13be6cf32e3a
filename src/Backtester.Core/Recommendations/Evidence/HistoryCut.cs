using Backtester.Core.Market;
using Backtester.Core.Market.Universes;

namespace Backtester.Core.Recommendations.Evidence;

/// <summary>
/// The stored candles as they were at a moment: those that had ended by then, and nothing that tells of later ones. What is
/// made on it cannot depend on what follows, whoever asks for which range.
/// </summary>
/// <param name="stored">All candles.</param>
/// <param name="momentMs">The moment, Unix ms: a candle is there when its end is not after it.</param>
public sealed class HistoryCut(ICandleCatalog stored, long momentMs) : ICandleCatalog
{
    private readonly Dictionary<SeriesKey, SeriesInfo?> _found = [];
    private readonly Lock _lock = new();

    /// <inheritdoc/>
    public IFundingCatalog? Funding => stored.Funding;

    /// <inheritdoc/>
    public IUniverseCatalog? Universes => stored.Universes;

    /// <inheritdoc/>
    public Instrument? InstrumentOf(SeriesKey key) => stored.InstrumentOf(key);

    /// <summary>None: a renaming that was to come was not known.</summary>
    public string? SuccessorOf(SeriesKey key) => null;

    /// <inheritdoc/>
    public IReadOnlyList<SeriesInfo> List() => [.. stored.List().Select(s => Find(s.Key)).OfType<SeriesInfo>()];

    /// <inheritdoc/>
    public SeriesInfo? Find(SeriesKey key)
    {
        lock (_lock)
        {
            if (!_found.TryGetValue(key, out var info))
            {
                info = _found[key] = stored.Find(key) is { } whole ? Cut(whole) : null;
            }

            return info;
        }
    }

    /// <inheritdoc/>
    public CandleSeries Load(SeriesKey key, TimeRange range, CancellationToken cancellation = default) =>
        stored.Load(key, range with { EndMs = Math.Min(range.EndMs, EndOf(key)) }, cancellation);

    /// <summary>First open time that is too late: a candle that opens before it has ended by the moment.</summary>
    private long EndOf(SeriesKey key) => momentMs - key.Timeframe.Milliseconds + 1;

    private SeriesInfo? Cut(SeriesInfo whole)
    {
        var end = EndOf(whole.Key);
        if (whole.LastOpenMs < end)
        {
            return whole;
        }

        if (whole.FirstOpenMs >= end)
        {
            return null;
        }

        // Of the whole series only its beginning is told: its end and its length speak of later candles.
        var step = whole.Key.Timeframe.Milliseconds;
        for (var reach = 64L; ; reach *= 8)
        {
            var from = Math.Max(whole.FirstOpenMs, end - (reach * step));
            var candles = stored.Load(whole.Key, new TimeRange(from, end));
            if (candles.Count > 0)
            {
                var last = candles.OpenTimeMs[^1];
                return whole with { LastOpenMs = last, Count = ((last - whole.FirstOpenMs) / step) + 1, Delisted = false };
            }
        }
    }
}
