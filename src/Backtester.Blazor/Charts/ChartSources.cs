using Backtester.Blazor.Runs;
using Backtester.Core.Market;
using Backtester.Data.Store;
using Microsoft.Extensions.Caching.Memory;

namespace Backtester.Blazor.Charts;

/// <summary>The sources of the charts that are looked at now: a few runs, for as long as somebody pans them.</summary>
public sealed class ChartSources(IBacktestService runs, EquityCurveStore curves, ICandleCatalog catalog) : IDisposable
{
    private const long MostBytes = 384L << 20;

    // Times, equity, cash and positions of the curve, seven columns of candles, a dozen lines.
    private const int BytesOfBar = (4 + 7 + 12) * 8;
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(60);
    private readonly MemoryCache _cache = new(new MemoryCacheOptions { SizeLimit = MostBytes });

    /// <summary>The source of a run; null where it is not finished or its curve is not stored any more.</summary>
    public async Task<ChartSource?> OpenAsync(long id, CancellationToken cancellation)
    {
        // Asked each time, for a run that was deleted.
        if (await runs.SummaryAsync(id, cancellation) is not { Status: "COMPLETED" })
        {
            return null;
        }

        if (_cache.TryGetValue(id, out ChartSource? source))
        {
            return source;
        }

        if (await runs.GetAsync(id, cancellation) is not { ResultHash: { } hash } run || curves.Read(hash) is not { Count: > 0 } curve)
        {
            return null;
        }

        source = new ChartSource(run, curve, catalog);
        using var entry = _cache.CreateEntry(id);
        entry.SlidingExpiration = Kept;
        entry.Size = (long)curve.Count * BytesOfBar * run.Summary.Symbols.Count;
        entry.Value = source;
        return source;
    }

    /// <summary>Forgets all.</summary>
    public void Dispose() => _cache.Dispose();
}
