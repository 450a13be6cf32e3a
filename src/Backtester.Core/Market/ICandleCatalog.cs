using Backtester.Core.Market.Universes;

namespace Backtester.Core.Market;

/// <summary>What is known of one series that can be read.</summary>
/// <param name="Key">Which series.</param>
/// <param name="FirstOpenMs">Open time of the first candle, Unix ms.</param>
/// <param name="LastOpenMs">Open time of the last candle, Unix ms.</param>
/// <param name="Count">Number of candles; for a sample series not generated yet, the number it will have.</param>
/// <param name="Synthetic">True for the built-in sample market: generated, not recorded.</param>
/// <param name="Derived">True where it is not stored itself but made from a finer stored series.</param>
/// <param name="Delisted">True where the instrument is no longer traded: after its last candle there will be none.</param>
public sealed record SeriesInfo(
    SeriesKey Key, long FirstOpenMs, long LastOpenMs, long Count, bool Synthetic, bool Derived = false, bool Delisted = false);

/// <summary>Candles by name: what a run reads. Reading never fetches from a network.</summary>
public interface ICandleCatalog
{
    /// <summary>Funding of perpetual contracts; null where this catalogue holds none.</summary>
    IFundingCatalog? Funding => null;

    /// <summary>Named lists of symbols; null where this catalogue holds none.</summary>
    IUniverseCatalog? Universes => null;

    /// <summary>How an instrument is traded, as its exchange lists it; null where that is not stored.</summary>
    Instrument? InstrumentOf(SeriesKey key) => null;

    /// <summary>The symbol under which an instrument went on; null where none followed it.</summary>
    string? SuccessorOf(SeriesKey key) => null;

    /// <summary>Every stored series, and those of the sample market, in order of exchange, symbol, timeframe; derivable ones left out.</summary>
    IReadOnlyList<SeriesInfo> List();

    /// <summary>The stored series, or the one derived from the coarsest finer stored series; null where neither is there.</summary>
    SeriesInfo? Find(SeriesKey key);

    /// <summary>The candles of a series inside a range, possibly none.</summary>
    /// <exception cref="KeyNotFoundException"><see cref="Find"/> gives null for it.</exception>
    CandleSeries Load(SeriesKey key, TimeRange range, CancellationToken cancellation = default);
}
