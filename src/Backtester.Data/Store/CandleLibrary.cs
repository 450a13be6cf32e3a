using Backtester.Core.Market;
using Backtester.Core.Market.Universes;
using Backtester.Data.Download;
using Backtester.Data.SampleMarket;
using Backtester.Data.Symbols;
using Backtester.Data.Universes;

namespace Backtester.Data.Store;

/// <summary>
/// The candles of a data folder: stored series, the sample market, and what can be derived from them. A timeframe
/// that is not stored is made from the finer stored series that covers the most time, the coarsest among equals.
/// </summary>
public sealed partial class CandleLibrary : ICandleCatalog, ICandleChanges
{
    /// <summary>Bytes of derived candles kept in memory where nothing else is said.</summary>
    public const long DefaultCacheBytes = 256L << 20;

    private readonly DerivedCache _derived;
    private readonly SampleCandles _sample;

    /// <summary>A library over a data folder, which need not exist yet.</summary>
    /// <param name="dataDirectory">The folder; candles lie in its subfolder "candles".</param>
    /// <param name="derivedCacheBytes">Bytes of derived candles to keep in memory.</param>
    public CandleLibrary(string dataDirectory, long derivedCacheBytes = DefaultCacheBytes)
        : this(new CandleStore(dataDirectory), derivedCacheBytes) => (Funding, UniverseFiles) = (new FundingStore(dataDirectory), new UniverseFolder(dataDirectory));

    /// <summary>A library over a store.</summary>
    public CandleLibrary(CandleStore store, long derivedCacheBytes = DefaultCacheBytes)
    {
        Store = store;
        Changes = SymbolLedger.Read(store.DataDirectory);
        _sample = new SampleCandles(store);
        _derived = new DerivedCache(derivedCacheBytes);
    }

    /// <inheritdoc/>
    public event EventHandler<CandlesChangedEventArgs>? Changed;

    /// <summary>The files.</summary>
    public CandleStore Store { get; }

    /// <summary>Renames, redenominations and delistings, as the data folder's ledger had them when this library was made.</summary>
    public SymbolLedger Changes { get; }

    /// <inheritdoc/>
    public IFundingCatalog? Funding { get; }

    /// <summary>The universes of the data folder; null for a library over a store alone.</summary>
    public UniverseFolder? UniverseFiles { get; }

    /// <inheritdoc/>
    public IUniverseCatalog? Universes => UniverseFiles;

    /// <inheritdoc/>
    public Instrument? InstrumentOf(SeriesKey key) =>
        MarketLists.StoredSymbol(Store.DataDirectory, key) is { } listed && (listed.TickSize > 0 || listed.LotSize > 0 || listed.MinimumNotional > 0)
            ? new Instrument(key.Exchange, key.Symbol, listed.TickSize, listed.LotSize, listed.MinimumNotional)
            : null;

    /// <inheritdoc/>
    public string? SuccessorOf(SeriesKey key) => Changes.SuccessorOf(key);

    /// <inheritdoc/>
    public IReadOnlyList<SeriesInfo> List()
    {
        var series = Store.List().Where(s => !SampleCandles.Has(s.Key)).Select(InfoOf).Concat(SampleCandles.Series);
        return [.. series
            .OrderBy(s => s.Key.Exchange, StringComparer.Ordinal)
            .ThenBy(s => s.Key.Symbol, StringComparer.Ordinal)
            .ThenBy(s => s.Key.Timeframe.Milliseconds)];
    }

    /// <inheritdoc/>
    public SeriesInfo? Find(SeriesKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (!CandlePaths.IsExchangeName(key.Exchange) || !CandlePaths.IsSymbolName(key.Symbol))
        {
            return null;
        }

        return FindJoined(key) is { } found ? found with { Delisted = Changes.IsDelisted(key) } : null;
    }

    /// <summary>What can be read under this name alone: stored, or derived.</summary>
    private SeriesInfo? FindAlone(SeriesKey key)
    {
        if (FindStored(key) is { } exact)
        {
            return exact;
        }

        if (BaseOf(key) is not { } source)
        {
            return null;
        }

        // Where nothing is missing the buckets can be counted; else they must be made.
        var (first, last, count) = source.IsComplete ? WholeBuckets(source.Info, key.Timeframe) : Ends(Derived(key, source));
        return count == 0 ? null : new SeriesInfo(key, first, last, count, source.Info.Synthetic, Derived: true);
    }

    /// <inheritdoc/>
    public CandleSeries Load(SeriesKey key, TimeRange range, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        cancellation.ThrowIfCancellationRequested();
        if (Find(key) is not { } info)
        {
            throw new KeyNotFoundException($"no candles of {key} are stored, nor finer ones to make them of");
        }

        return Changes.PredecessorOf(key) is null ? LoadAlone(key, info.Derived, range, cancellation) : LoadJoined(key, range, cancellation);
    }

    private CandleSeries LoadAlone(SeriesKey key, bool derived, TimeRange range, CancellationToken cancellation)
    {
        if (!derived)
        {
            return ReadStored(key, range, cancellation);
        }

        var source = BaseOf(key)!;
        EnsureSample(source.Info.Key, cancellation);
        return Derived(key, source).Slice(range);
    }

    /// <summary>Deletes a stored series; false where nothing is stored of it. A sample series is generated again when next read.</summary>
    public bool Delete(SeriesKey key, CancellationToken cancellation = default)
    {
        var deleted = Store.Delete(key, cancellation);
        if (deleted)
        {
            Changed?.Invoke(this, new CandlesChangedEventArgs(key, null));
        }

        return deleted;
    }

    /// <summary>Merges candles into the store; see <see cref="CandleStore.Write"/>.</summary>
    public WriteOutcome Write(CandleSeries candles, string origin, CancellationToken cancellation = default)
    {
        var outcome = Store.Write(candles, origin, cancellation);
        Changed?.Invoke(this, new CandlesChangedEventArgs(candles.Key, Store.Find(candles.Key)));
        return outcome;
    }

    /// <summary>Moves damaged files of a series aside; see <see cref="CandleStore.MoveDamagedAside"/>.</summary>
    public IReadOnlyList<string> MoveDamagedAside(SeriesKey key, CancellationToken cancellation = default)
    {
        var damages = Store.MoveDamagedAside(key, cancellation);
        if (damages.Count > 0)
        {
            Changed?.Invoke(this, new CandlesChangedEventArgs(key, Store.Find(key)));
        }

        return damages;
    }

    private static SeriesInfo InfoOf(StoredSeries stored) =>
        new(stored.Key, stored.FirstOpenMs, stored.LastOpenMs, stored.Count, Synthetic: false);

    private static (long First, long Last, long Count) WholeBuckets(SeriesInfo source, Timeframe timeframe)
    {
        var length = timeframe.Milliseconds;
        var first = timeframe.Floor(source.FirstOpenMs + length - 1);
        var end = timeframe.Floor(source.LastOpenMs + source.Key.Timeframe.Milliseconds);
        return (first, end - length, Math.Max(0, (end - first) / length));
    }

    private static (long First, long Last, long Count) Ends(CandleSeries series) =>
        series.Count == 0 ? (0, 0, 0) : (series.OpenTimeMs[0], series.OpenTimeMs[^1], series.Count);

    private SeriesInfo? FindStored(SeriesKey key)
    {
        if (SampleCandles.Has(key))
        {
            return SampleCandles.Series.First(s => s.Key == key);
        }

        return Store.Find(key) is { } stored ? InfoOf(stored) : null;
    }

    private CandleSeries ReadStored(SeriesKey key, TimeRange range, CancellationToken cancellation)
    {
        EnsureSample(key, cancellation);
        return Store.Read(key, range);
    }

    private void EnsureSample(SeriesKey key, CancellationToken cancellation)
    {
        if (SampleCandles.Has(key))
        {
            _sample.Ensure(key.Symbol, cancellation);
        }
    }

    private Source? BaseOf(SeriesKey key) => Timeframe.All
        .Where(t => Derivation.Divides(t, key.Timeframe))
        .Select(t => SourceOf(key with { Timeframe = t }))
        .OfType<Source>()
        .MaxBy(s => (s.Info.Count * s.Info.Key.Timeframe.Milliseconds, s.Info.Key.Timeframe.Milliseconds));

    private Source? SourceOf(SeriesKey key)
    {
        if (SampleCandles.Has(key))
        {
            return new Source(FindStored(key)!, IsComplete: true, Stamp: "sample");
        }

        return Store.Find(key) is { } stored ? new Source(InfoOf(stored), stored.IsComplete, stored.Stamp) : null;
    }

    private CandleSeries Derived(SeriesKey key, Source source) =>
        _derived.Get(key, $"{source.Info.Key.Timeframe} {source.Stamp}", () =>
            Derivation.Derive(ReadStored(source.Info.Key, TimeRange.All, CancellationToken.None), key.Timeframe));

    /// <summary>What a series is derived from.</summary>
    private sealed record Source(SeriesInfo Info, bool IsComplete, string Stamp);
}
