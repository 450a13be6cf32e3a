using System.Text.Json;
using Backtester.Core.Market;
using Backtester.Data.Store.Format;

namespace Backtester.Data.Download;

/// <summary>
/// Candles that an exchange was asked for and does not have: the time before a listing, halts, minutes without trades.
/// They are not asked for again. A small file a series: {data folder}/candles/.absent/{exchange}_{symbol}_{timeframe}.json.
/// </summary>
public sealed class AbsentCandles(string dataDirectory)
{
    private readonly string _folder = Path.Combine(Path.GetFullPath(dataDirectory), "candles", ".absent");
    private readonly Lock _gate = new();

    /// <summary>The stretches without candles, in rising order; a file that cannot be read counts as none, and all is asked again.</summary>
    public IReadOnlyList<TimeRange> Of(SeriesKey key)
    {
        try
        {
            var pairs = JsonSerializer.Deserialize<long[][]>(File.ReadAllBytes(PathOf(key))) ?? [];
            return MissingCandles.Joined(pairs.Where(p => p.Length == 2).Select(p => new TimeRange(p[0], p[1])));
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException or JsonException)
        {
            return [];
        }
    }

    /// <summary>Adds stretches.</summary>
    public void Add(SeriesKey key, IEnumerable<TimeRange> ranges)
    {
        var added = ranges.Where(r => !r.IsEmpty).ToList();
        if (added.Count > 0)
        {
            lock (_gate)
            {
                var all = MissingCandles.Joined(Of(key).Concat(added));
                Write(key, all);
            }
        }
    }

    private void Write(SeriesKey key, List<TimeRange> ranges)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(ranges.Select(r => new[] { r.StartMs, r.EndMs }));
        AtomicFile.Replace(PathOf(key), path => File.WriteAllBytes(path, bytes));
    }

    private string PathOf(SeriesKey key) => Path.Combine(_folder, $"{key.Exchange}_{key.Symbol}_{key.Timeframe}.json");
}
