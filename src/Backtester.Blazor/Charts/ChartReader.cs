using Backtester.Blazor.Runs;
using Backtester.Core.Market;
using Backtester.Core.Runs;
using Backtester.Data.Store;

namespace Backtester.Blazor.Charts;

/// <summary>Gathers what a chart draws: candles, curve and trades of a finished run, reduced to the asked number of points.</summary>
public sealed class ChartReader(EquityCurveStore curves, ICandleCatalog catalog)
{
    /// <summary>Most and fewest points of a chart; the default lies between them.</summary>
    public const int MostPoints = 5000;

    /// <summary>Points where none are asked for.</summary>
    public const int DefaultPoints = 1500;

    /// <summary>Reads a stretch of a run.</summary>
    /// <param name="run">A COMPLETED run.</param>
    /// <param name="symbol">One of its symbols.</param>
    /// <param name="asked">What to cover, Unix ms; cut to the run's own range.</param>
    /// <param name="points">Most buckets.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <returns>Null where the run has no stored curve.</returns>
    public ChartData? Read(RunDetail run, string symbol, TimeRange asked, int points, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (run.ResultHash is null || curves.Read(run.ResultHash) is not { Count: > 0 } curve)
        {
            return null;
        }

        var timeframe = Timeframe.Parse(run.Summary.Timeframe);
        var full = new TimeRange(curve.TimeMs[0], curve.TimeMs[^1] + timeframe.Milliseconds);
        var range = new TimeRange(Math.Clamp(asked.StartMs, full.StartMs, full.EndMs), Math.Clamp(asked.EndMs, full.StartMs, full.EndMs));
        var buckets = ChartBuckets.Covering(full.StartMs, timeframe.Milliseconds, Math.Max(1, range.EndMs - range.StartMs), points);

        // Whole buckets, so that the same bucket is the same in every answer.
        range = new(
            buckets.StartOf(buckets.IndexOf(range.StartMs)),
            Math.Min(full.EndMs, buckets.StartOf(buckets.IndexOf(Math.Max(range.StartMs, range.EndMs - 1)) + 1)));
        var series = run.Summary.Symbols.Select(s => Load(run.Summary.Exchange, s, timeframe, full, cancellation)).ToArray();
        var benchmark = Benchmark.Of(run.Plan, catalog, series, cancellation);
        var shown = series[run.Summary.Symbols.ToList().IndexOf(symbol)];
        return new ChartData
        {
            Symbol = symbol,
            TimeframeSeconds = timeframe.Milliseconds / 1000,
            BucketSeconds = buckets.LengthMs / 1000,
            FullFrom = full.StartMs / 1000,
            FullTo = full.EndMs / 1000,
            From = range.StartMs / 1000,
            To = range.EndMs / 1000,
            Candles = ChartDecimator.Candles(shown.Slice(range), buckets),
            Equity = ChartDecimator.Equity(curve, range, buckets, timeMs => curve.InitialEquity * benchmark.GrowthAt(timeMs)),
            BenchmarkName = benchmark.Name,
            Trades = ChartDecimator.Trades(run.Trades, symbol, range),
        };
    }

    // Candles that were deleted since the run leave their part of the chart empty.
    private CandleSeries Load(string exchange, string symbol, Timeframe timeframe, TimeRange range, CancellationToken cancellation)
    {
        var key = new SeriesKey(exchange, symbol, timeframe);
        return catalog.Find(key) is null ? CandleSeries.FromCandles(key, []) : catalog.Load(key, range, cancellation);
    }
}
