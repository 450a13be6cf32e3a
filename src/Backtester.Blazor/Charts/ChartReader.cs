using Backtester.Core.Market;

namespace Backtester.Blazor.Charts;

/// <summary>Gathers what a chart draws: candles, curve, lines and trades of a finished run, reduced to the asked number of points.</summary>
public static class ChartReader
{
    /// <summary>Most points of a chart.</summary>
    public const int MostPoints = 5000;

    /// <summary>Points where none are asked for.</summary>
    public const int DefaultPoints = 1500;

    /// <summary>Trades beyond these come as groups.</summary>
    public const int MostTrades = 2000;

    /// <summary>Reads a stretch of a run.</summary>
    /// <param name="source">The run.</param>
    /// <param name="symbol">One of its symbols.</param>
    /// <param name="asked">What to cover, Unix ms; cut to the run's own range.</param>
    /// <param name="points">Most buckets.</param>
    /// <param name="lines">Lines to draw, by id.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static ChartData Read(ChartSource source, string symbol, TimeRange asked, int points, IReadOnlyCollection<string> lines, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(source);
        var (full, timeframe, curve) = (source.Full, source.Timeframe, source.Curve);
        var range = new TimeRange(Math.Clamp(asked.StartMs, full.StartMs, full.EndMs), Math.Clamp(asked.EndMs, full.StartMs, full.EndMs));
        var buckets = ChartBuckets.Covering(full.StartMs, timeframe.Milliseconds, Math.Max(1, range.EndMs - range.StartMs), points);

        // Whole buckets, so that the same bucket is the same in every answer.
        range = new(
            buckets.StartOf(buckets.IndexOf(range.StartMs)),
            Math.Min(full.EndMs, buckets.StartOf(buckets.IndexOf(Math.Max(range.StartMs, range.EndMs - 1)) + 1)));
        var benchmark = source.Benchmark;
        var trades = ChartDecimator.Trades(source.Run.Trades, symbol, range);
        var many = trades.Row.Length > MostTrades;
        return new ChartData
        {
            Symbol = symbol,
            TimeframeSeconds = timeframe.Milliseconds / 1000,
            BucketSeconds = buckets.LengthMs / 1000,
            FullFrom = full.StartMs / 1000,
            FullTo = full.EndMs / 1000,
            From = range.StartMs / 1000,
            To = range.EndMs / 1000,
            Candles = ChartDecimator.Candles(source.Candles(symbol).Slice(range), buckets),
            Equity = ChartDecimator.Equity(curve, range, buckets, timeMs => curve.InitialEquity * benchmark.GrowthAt(timeMs)),
            BenchmarkName = benchmark.Name,
            Trades = many ? ChartDecimator.NoTrades : trades,
            Groups = many ? ChartDecimator.Groups(trades, buckets) : ChartDecimator.NoGroups,
            Lines = [.. source.Values(symbol, lines, cancellation).Select(l => ChartDecimator.Line(l, range, buckets))],
        };
    }
}
