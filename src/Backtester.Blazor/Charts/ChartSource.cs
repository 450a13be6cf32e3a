using System.Collections.Concurrent;
using Backtester.Blazor.Runs;
using Backtester.Core.Formulas;
using Backtester.Core.Market;
using Backtester.Core.Portfolio;
using Backtester.Core.Runs;
using Backtester.Core.Runs.Drawing;

namespace Backtester.Blazor.Charts;

/// <summary>
/// What the chart of one finished run is drawn from, read once: panning asks for another stretch of the same columns many
/// times a minute. Safe for any number of callers.
/// </summary>
public sealed class ChartSource
{
    private readonly ICandleCatalog _catalog;
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<string, RunLines?> _lines = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<(string Symbol, string Id), RunLineValues> _values = new();
    private readonly Lazy<CandleSeries[]> _candles;
    private readonly Lazy<Benchmark> _benchmark;

    /// <summary>The source of a run whose curve is stored.</summary>
    /// <param name="run">A COMPLETED run.</param>
    /// <param name="curve">Its curve, at least one bar.</param>
    /// <param name="catalog">Where the candles are.</param>
    public ChartSource(RunDetail run, EquityCurve curve, ICandleCatalog catalog)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(curve);
        (Run, Curve, _catalog) = (run, curve, catalog);
        Timeframe = Timeframe.Parse(run.Summary.Timeframe);
        Full = new TimeRange(curve.TimeMs[0], curve.TimeMs[^1] + Timeframe.Milliseconds);
        _candles = new(() => [.. run.Summary.Symbols.Select(Load)]);
        _benchmark = new(() => Benchmark.Of(run.Plan, catalog, _candles.Value));
    }

    /// <summary>The run with its trades.</summary>
    public RunDetail Run { get; }

    /// <summary>The account at every bar.</summary>
    public EquityCurve Curve { get; }

    /// <summary>Length of a bar.</summary>
    public Timeframe Timeframe { get; }

    /// <summary>From the first bar's start to the last one's end.</summary>
    public TimeRange Full { get; }

    /// <summary>What the run is compared with.</summary>
    public Benchmark Benchmark => _benchmark.Value;

    /// <summary>The candles of a symbol; none where they were deleted since the run.</summary>
    public CandleSeries Candles(string symbol) => _candles.Value[Run.Summary.Symbols.ToList().IndexOf(symbol)];

    /// <summary>What can be drawn for a symbol; nothing where the strategy or its candles are there no more.</summary>
    public IReadOnlyList<ChartLine> Lines(string symbol) => LinesOf(symbol) is { } lines && Candles(symbol).Count > 0 ? ChartLines.Of(lines.All) : [];

    /// <summary>The values of some lines, in the order of the list; computed at the first call and kept.</summary>
    public IReadOnlyList<RunLineValues> Values(string symbol, IReadOnlyCollection<string> ids, CancellationToken cancellation)
    {
        if (ids.Count == 0 || LinesOf(symbol) is not { } lines || Candles(symbol).Count == 0)
        {
            return [];
        }

        lock (_gate)
        {
            var missing = ids.Where(id => !_values.ContainsKey((symbol, id))).ToArray();
            foreach (var value in lines.Read(_catalog, missing, cancellation))
            {
                _values[(symbol, value.Line.Id)] = value;
            }
        }

        return [.. lines.All.Where(l => ids.Contains(l.Id)).Select(l => _values[(symbol, l.Id)])];
    }

    private RunLines? LinesOf(string symbol) => _lines.GetOrAdd(symbol, s =>
    {
        try
        {
            return RunLines.Of(Run.Plan, s);
        }
        catch (Exception error) when (error is FormulaException or InvalidOperationException)
        {
            // A strategy that was taken out of the catalogue leaves its runs without their lines.
            return null;
        }
    });

    private CandleSeries Load(string symbol)
    {
        var key = new SeriesKey(Run.Summary.Exchange, symbol, Timeframe);
        return _catalog.Find(key) is null ? CandleSeries.FromCandles(key, []) : _catalog.Load(key, Full);
    }
}
