using Backtester.Core.Market;

namespace Backtester.Data.Store;

/// <summary>Tells which stored series change: what a catalogue kept elsewhere follows. The files stay the truth.</summary>
public interface ICandleChanges
{
    /// <summary>Raised after a series was written or deleted through this object, on the thread that did it.</summary>
    event EventHandler<CandlesChangedEventArgs>? Changed;
}

/// <summary>One series that was written or deleted.</summary>
/// <param name="key">Which series.</param>
/// <param name="now">What is stored of it now; null where nothing is.</param>
public sealed class CandlesChangedEventArgs(SeriesKey key, StoredSeries? now) : EventArgs
{
    /// <summary>Which series.</summary>
    public SeriesKey Key { get; } = key;

    /// <summary>What is stored of it now; null where nothing is.</summary>
    public StoredSeries? Now { get; } = now;
}
