using Backtester.Core.Market;

namespace Backtester.Data.Store;

/// <summary>Derived series in memory, least recently used ones given up first, bounded by their bytes.</summary>
internal sealed class DerivedCache(long capacityBytes)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<SeriesKey, LinkedListNode<Entry>> _entries = [];
    private readonly LinkedList<Entry> _recent = new();
    private long _bytes;

    private sealed record Entry(SeriesKey Key, string Stamp, Lazy<CandleSeries> Series)
    {
        public long Bytes { get; set; }
    }

    /// <summary>The series made from a base with this stamp; made now where it is not there, by one caller alone.</summary>
    public CandleSeries Get(SeriesKey key, string stamp, Func<CandleSeries> make)
    {
        Entry entry;
        lock (_gate)
        {
            if (_entries.TryGetValue(key, out var node) && node.Value.Stamp == stamp)
            {
                _recent.Remove(node);
                _recent.AddFirst(node);
                entry = node.Value;
            }
            else
            {
                Remove(key);
                entry = new Entry(key, stamp, new Lazy<CandleSeries>(make));
                _entries[key] = _recent.AddFirst(entry);
            }
        }

        try
        {
            var series = entry.Series.Value;
            Weigh(entry, series);
            return series;
        }
        catch
        {
            lock (_gate)
            {
                if (_entries.TryGetValue(key, out var node) && ReferenceEquals(node.Value, entry))
                {
                    Remove(key);
                }
            }

            throw;
        }
    }

    private void Weigh(Entry entry, CandleSeries series)
    {
        lock (_gate)
        {
            if (entry.Bytes == 0 && _entries.TryGetValue(entry.Key, out var node) && ReferenceEquals(node.Value, entry))
            {
                var optional = CandleColumns.Values.Count(c => c.IsOptional() && !CandleColumns.Of(series, c).IsEmpty);
                entry.Bytes = 64 + ((long)series.Count * sizeof(double) * (6 + optional));
                _bytes += entry.Bytes;
            }

            while (_bytes > capacityBytes && _recent.Last is { } oldest)
            {
                Remove(oldest.Value.Key);
            }
        }
    }

    private void Remove(SeriesKey key)
    {
        if (_entries.Remove(key, out var node))
        {
            _recent.Remove(node);
            _bytes -= node.Value.Bytes;
        }
    }
}
