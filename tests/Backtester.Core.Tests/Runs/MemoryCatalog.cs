using Backtester.Core.Market;
using Backtester.Core.Market.Universes;

namespace Backtester.Core.Tests.Runs;

/// <summary>Series held in memory: Core knows no files.</summary>
public sealed class MemoryCatalog(params CandleSeries[] series) : ICandleCatalog
{
    public CandleSeries[] Series => series;

    public IUniverseCatalog? Universes { get; init; }

    public Dictionary<string, Instrument> Instruments { get; } = [];

    public Instrument? InstrumentOf(SeriesKey key) => Instruments.GetValueOrDefault(key.Symbol);

    public IReadOnlyList<SeriesInfo> List() => [.. series.Select(Describe)];

    public SeriesInfo? Find(SeriesKey key) => series.Where(s => s.Key == key).Select(Describe).FirstOrDefault();

    public CandleSeries Load(SeriesKey key, TimeRange range, CancellationToken cancellation = default) =>
        series.FirstOrDefault(s => s.Key == key)?.Slice(range) ?? throw new KeyNotFoundException(key.ToString());

    private static SeriesInfo Describe(CandleSeries s) =>
        new(s.Key, s.OpenTimeMs[0], s.OpenTimeMs[^1], s.Count, s.Key.Exchange == SeriesKey.SampleExchange);
}
