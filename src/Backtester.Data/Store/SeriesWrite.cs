using Backtester.Core.Market;
using Backtester.Data.Store.Format;

namespace Backtester.Data.Store;

/// <summary>What a write changed.</summary>
/// <param name="Rows">Candles that came.</param>
/// <param name="Added">Of these, those that were not stored before.</param>
/// <param name="Replaced">Of these, those that replaced a different stored candle.</param>
public sealed record WriteOutcome(long Rows, long Added, long Replaced);

/// <summary>
/// Candles on their way into one series. They come in rising order of time; each finished month is merged with what
/// is stored and written under a temporary name, so that memory holds a few months at most. <see cref="Commit"/>
/// gives all files their names; without it, nothing has changed. Holds the lock of the series until disposed.
/// </summary>
public sealed class SeriesWrite : IDisposable
{
    private const int MonthsInFlight = 3;

    private readonly CandlePaths _paths;
    private readonly SeriesKey _key;
    private readonly string _origin;
    private readonly SeriesLock? _lock;
    private readonly Action _committed;
    private readonly Queue<Task<Staged>> _staging = new();
    private readonly List<Staged> _staged = [];
    private CandleBuffer _month = new();
    private long _monthEndMs = long.MinValue;
    private long _rows;

    /// <summary>Begins a write; what a killed writer left is removed.</summary>
    /// <param name="paths">Where the series lies.</param>
    /// <param name="key">The series.</param>
    /// <param name="origin">Where the candles come from.</param>
    /// <param name="held">The lock of the series, given back by this write; null where the caller holds it on.</param>
    /// <param name="committed">Called after a commit.</param>
    internal SeriesWrite(CandlePaths paths, SeriesKey key, string origin, SeriesLock? held, Action committed)
    {
        (_paths, _key, _origin, _lock, _committed) = (paths, key, origin, held, committed);
        RemoveLeftovers();
    }

    private sealed record Staged(string? Temporary, string Path, long Added, long Replaced, string? Damage = null, TimeRange Range = default);

    /// <summary>Appends a candle.</summary>
    /// <exception cref="ArgumentException">Its time is not after that of the one before.</exception>
    public void Add(in Candle candle)
    {
        if (candle.OpenTimeMs >= _monthEndMs)
        {
            Stage();
            _monthEndMs = CandleMonth.Of(candle.OpenTimeMs).EndMs;
        }
        else if (_month.Count > 0 && candle.OpenTimeMs <= _month.LastOpenMs)
        {
            throw new ArgumentException($"{_key}: candle {candle.OpenTimeMs} comes after {_month.LastOpenMs}", nameof(candle));
        }

        _month.Add(candle);
        _rows++;
    }

    /// <summary>Makes the candles part of the series.</summary>
    public WriteOutcome Commit(CancellationToken cancellation = default)
    {
        Stage();
        while (_staging.Count > 0)
        {
            _staged.Add(_staging.Dequeue().GetAwaiter().GetResult());
        }

        cancellation.ThrowIfCancellationRequested();
        foreach (var file in _staged.Where(f => f.Temporary is not null))
        {
            if (file.Damage is not null)
            {
                new Quarantine(_paths, _key).Move(file.Path, file.Damage, file.Range);
            }

            AtomicFile.Publish(file.Temporary!, file.Path);
        }

        var outcome = new WriteOutcome(_rows, _staged.Sum(f => f.Added), _staged.Sum(f => f.Replaced));
        _staged.Clear();
        _committed();
        return outcome;
    }

    /// <summary>Gives up what was not committed, and the lock.</summary>
    public void Dispose()
    {
        while (_staging.Count > 0)
        {
            try
            {
                _staged.Add(_staging.Dequeue().GetAwaiter().GetResult());
            }
            catch (IOException)
            {
                // It staged nothing; why was said by Commit, or nobody waits for it any more.
            }
        }

        RemoveLeftovers();
        _lock?.Dispose();
    }

    private void Stage()
    {
        if (_month.Count == 0)
        {
            return;
        }

        if (_staging.Count == MonthsInFlight)
        {
            _staged.Add(_staging.Dequeue().GetAwaiter().GetResult());
        }

        var month = _month;
        _month = new CandleBuffer(month.Count);
        _staging.Enqueue(Task.Run(() => WriteMonth(month)));
    }

    private Staged WriteMonth(CandleBuffer buffer)
    {
        var fresh = buffer.ToSeries(_key);
        var month = CandleMonth.Of(buffer.LastOpenMs);
        var path = _paths.FileOf(_key, month);
        long added = fresh.Count, replaced = 0;
        string? damage = null;
        var range = new TimeRange(month.StartMs, month.EndMs);
        if (File.Exists(path))
        {
            try
            {
                using var stored = ColumnFile.Open(path);
                CandleFile.RequirePlace(stored.Header, _key, month, path);
                range = new TimeRange(stored.Header.FirstMs, stored.Header.LastMs + _key.Timeframe.Milliseconds);
                var (merged, isNew, changed) = MonthMerge.Join(MappedSeries.Of(_key, [stored]), fresh);
                if (isNew == 0 && changed == 0 && CandleFile.OriginOf(stored.Header) == _origin)
                {
                    return new Staged(null, path, 0, 0);
                }

                (fresh, added, replaced) = (merged, isNew, changed);
            }
            catch (DamagedFileException damaged)
            {
                // What is damaged cannot be merged with; it goes aside when the fresh candles take its place.
                damage = damaged.Message;
            }
        }

        Directory.CreateDirectory(_paths.FolderOf(_key));
        var temporary = AtomicFile.TemporaryFor(path);
        CandleFile.Write(temporary, fresh, _origin);
        return new Staged(temporary, path, added, replaced, damage, range);
    }

    /// <summary>Under the lock every temporary file of the series is one that nobody will publish.</summary>
    private void RemoveLeftovers()
    {
        var folder = _paths.FolderOf(_key);
        if (Directory.Exists(folder))
        {
            foreach (var file in Directory.EnumerateFiles(folder, $"*{AtomicFile.TemporaryMark}*"))
            {
                File.Delete(file);
            }
        }
    }
}
