using System.Collections.Concurrent;
using System.Text;
using Backtester.Core.Market;
using Backtester.Data.Store.Format;

namespace Backtester.Data.Store;

/// <summary>What is stored of one series, told by the headers of its files.</summary>
/// <param name="Key">Which series.</param>
/// <param name="FirstOpenMs">Open time of the first candle.</param>
/// <param name="LastOpenMs">Open time of the last candle.</param>
/// <param name="Count">Number of candles.</param>
/// <param name="Bytes">Bytes on disk.</param>
/// <param name="Stamp">Changes whenever a file of the series does.</param>
/// <param name="Origin">Where the candles came from, as their writer said; several are joined by a comma.</param>
/// <param name="Damages">One sentence for each file whose header cannot be read; its candles are not counted.</param>
public sealed record StoredSeries(
    SeriesKey Key, long FirstOpenMs, long LastOpenMs, long Count, long Bytes, string Stamp, string Origin, IReadOnlyList<string> Damages)
{
    /// <summary>True where no candle is missing between the first and the last.</summary>
    public bool IsComplete => Damages.Count == 0 && Count == ((LastOpenMs - FirstOpenMs) / Key.Timeframe.Milliseconds) + 1;
}

/// <summary>
/// Candles on disk: a column file a month below {data folder}/candles, read through memory mapping, and beside them a
/// journal of small pages that are not folded into months yet. The files are the truth; nothing else is remembered but
/// their headers, for as long as a file stays as it is. Safe for any number of reading and writing threads and processes.
/// </summary>
public sealed partial class CandleStore
{
    private const int ReadAttempts = 5;

    private readonly CandlePaths _paths;
    private readonly ConcurrentDictionary<string, (string Stamp, ColumnFileHeader? Header, string? Damage)> _headers = new(StringComparer.Ordinal);

    /// <summary>A store below a data folder, which need not exist yet.</summary>
    public CandleStore(string dataDirectory) => (DataDirectory, _paths) = (Path.GetFullPath(dataDirectory), new CandlePaths(dataDirectory));

    /// <summary>The data folder.</summary>
    public string DataDirectory { get; }

    /// <summary>How long a writer waits for another one of the same series.</summary>
    public TimeSpan LockPatience { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Everything stored, in order of exchange, symbol, timeframe.</summary>
    public IReadOnlyList<StoredSeries> List() => [.. _paths.Series().Select(Find).OfType<StoredSeries>()];

    /// <summary>What is stored of one series; null where nothing is.</summary>
    public StoredSeries? Find(SeriesKey key)
    {
        RequireKey(key);

        // Before the months: pages folded meanwhile are counted once, not left out.
        var journal = JournalOf(key).Read();
        long first = long.MaxValue, last = long.MinValue, count = 0, bytes = 0;
        var stamp = new StringBuilder();
        var damages = new List<string>();
        var origins = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (month, file) in _paths.MonthsOf(key))
        {
            var (fileStamp, header, damage) = HeaderOf(key, month, file);
            if (damage is not null)
            {
                damages.Add(damage);
            }

            if (header is not null)
            {
                (first, last) = (Math.Min(first, header.FirstMs), Math.Max(last, header.LastMs));
                count += header.Rows;
                bytes += file.Length;
                origins.Add(CandleFile.OriginOf(header));
            }

            stamp.Append(month).Append(' ').Append(fileStamp).Append(';');
        }

        if (journal is not null)
        {
            damages.AddRange(journal.Damages);
            bytes += journal.Bytes;
            stamp.Append("journal ").Append(journal.Generation).Append(' ').Append(journal.Bytes);
            if (journal.Candles is { Count: > 0 } pages)
            {
                (first, last) = (Math.Min(first, pages.OpenTimeMs[0]), Math.Max(last, pages.OpenTimeMs[^1]));
                count += CountNew(key, pages);
                origins.Add(journal.Origin);
            }
        }

        return count == 0
            ? null
            : new StoredSeries(key, first, last, count, bytes, stamp.ToString(), string.Join(',', origins), damages);
    }

    /// <summary>The stored candles whose open time lies in a range; possibly none. Columns are checked and decoded when first read.</summary>
    /// <exception cref="DamagedFileException">A file of the range is damaged; for a column's values this comes when they are first read.</exception>
    public CandleSeries Read(SeriesKey key, TimeRange range)
    {
        RequireKey(key);
        FoldUnlessBusy(key);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var journal = JournalOf(key);
                var pages = journal.Read();
                var months = ReadMonths(key, range);
                if (pages is null)
                {
                    return months;
                }

                // Folded and begun anew since: the months may hold newer candles than the pages that were read.
                if (journal.Stamp() is { } now && now.Generation != pages.Generation && attempt < ReadAttempts)
                {
                    continue;
                }

                var fresh = pages.Candles.Slice(range);
                return fresh.Count == 0 ? months : MonthMerge.Join(months, fresh).Merged;
            }
            catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException && attempt < ReadAttempts)
            {
                // Deleted between listing and opening: the next listing shows what is there now.
            }
        }
    }

    /// <summary>Deletes a series; false where nothing is stored of it. Readers keep what they have opened.</summary>
    public bool Delete(SeriesKey key, CancellationToken cancellation = default)
    {
        using var held = Lock(key, cancellation);
        var folder = _paths.FolderOf(key);
        if (!Directory.Exists(folder))
        {
            return false;
        }

        Directory.Delete(folder, recursive: true);
        Forget();
        return true;
    }

    private CandleSeries ReadMonths(SeriesKey key, TimeRange range) =>
        Join(key, range, [.. _paths.MonthsOf(key).Where(m => m.Month.StartMs < range.EndMs && m.Month.EndMs > range.StartMs)]);

    private static CandleSeries Join(SeriesKey key, TimeRange range, (CandleMonth Month, FileInfo File)[] files)
    {
        var months = new ColumnFile[files.Length];
        try
        {
            for (var i = 0; i < files.Length; i++)
            {
                months[i] = ColumnFile.Open(files[i].File.FullName);
                CandleFile.RequirePlace(months[i].Header, key, files[i].Month, months[i].Path);
            }
        }
        catch
        {
            Array.ForEach(months, m => m?.Dispose());
            throw;
        }

        var series = MappedSeries.Of(key, months);
        var whole = months.Length == 0 || (months[0].Header.FirstMs >= range.StartMs && months[^1].Header.LastMs < range.EndMs);
        return whole ? series : series.Slice(range);
    }

    private (string Stamp, ColumnFileHeader? Header, string? Damage) HeaderOf(SeriesKey key, CandleMonth month, FileInfo file)
    {
        try
        {
            var stamp = $"{file.Length}-{file.LastWriteTimeUtc.Ticks}";
            if (_headers.TryGetValue(file.FullName, out var known) && known.Stamp == stamp)
            {
                return known;
            }

            var header = ColumnFile.ReadHeader(file.FullName);
            CandleFile.RequirePlace(header, key, month, file.FullName);
            return _headers[file.FullName] = (stamp, header, null);
        }
        catch (DamagedFileException damage)
        {
            return ("damaged", null, damage.Message);
        }
        catch (IOException)
        {
            // Deleted or replaced since it was listed; the stamp of the next look differs.
            return ("gone", null, null);
        }
    }

    /// <summary>Two files of equal length may carry the same time stamp, so what this process changed is read anew.</summary>
    private void Forget() => _headers.Clear();

    private SeriesLock Lock(SeriesKey key, CancellationToken cancellation)
    {
        RequireKey(key);
        return SeriesLock.Take(_paths.LockOf(key), key.ToString(), LockPatience, cancellation);
    }

    /// <summary>Names become folders, so nothing but names may pass.</summary>
    private static void RequireKey(SeriesKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (!CandlePaths.IsExchangeName(key.Exchange) || !CandlePaths.IsSymbolName(key.Symbol))
        {
            throw new ArgumentException($"'{key}': an exchange is [a-z0-9-]+, a symbol [A-Z0-9]+", nameof(key));
        }
    }
}
