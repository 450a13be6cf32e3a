using Backtester.Core.Analysis;
using Backtester.Core.Engine;
using Backtester.Core.Market;
using Backtester.Core.Portfolio;
using Backtester.Core.Runs;

namespace Backtester.Core.Optimization.WalkForward;

/// <summary>
/// Walks a plan window by window: a search that is given the in-sample candles alone, then its best set on the candles
/// after. Pure: the same plan and candles give the same bytes for any number of workers.
/// </summary>
/// <param name="plan">What to do.</param>
/// <param name="catalog">Where the candles are.</param>
public sealed class WalkForwardRun(WalkForwardPlan plan, ICandleCatalog catalog)
{
    private readonly double _initial = plan.Search.Base.Spec.InitialCapital;
    private readonly long _barMs = plan.Search.Base.Spec.Timeframe.Milliseconds;

    // Out of sample few trades are a result, not a reason to be without one.
    private readonly Objective _objective = new(plan.Search.Settings with { MinTrades = 0 });

    /// <summary>Walks to the end.</summary>
    /// <param name="workers">Threads of each search; no result depends on it.</param>
    /// <param name="onWindow">Hears of each window when it is complete.</param>
    /// <param name="cancellation">Ends the work within a set.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public WalkForwardResult Execute(int workers, Action<WindowResult>? onWindow = null, CancellationToken cancellation = default)
    {
        var account = new StitchedAccount(_initial);
        var windows = new List<WindowResult>(plan.Windows.Count);
        foreach (var window in plan.Windows)
        {
            var search = Search(window, workers, cancellation);
            var result = Trade(window, search, account, cancellation);
            windows.Add(result);
            onWindow?.Invoke(result);
        }

        return Finish(windows, account, cancellation);
    }

    private ParameterSearch Search(WalkForwardWindow window, int workers, CancellationToken cancellation)
    {
        var part = plan.SearchOf(window);
        var search = new ParameterSearch(part, new TrialEvaluator(part, catalog, cancellation));
        search.Run(workers, _ => { }, cancellation);
        return search;
    }

    private WindowResult Trade(WalkForwardWindow window, ParameterSearch search, StitchedAccount account, CancellationToken cancellation)
    {
        var capital = account.Equity;
        var result = new WindowResult
        {
            Window = window,
            Trials = search.Trials.Count,
            Measured = search.Trials.Count(t => t.IsMeasured),
            Chosen = search.Best is null ? null : search.Best with { DailyReturns = null },
            InSample = search.Best is null ? null : new WalkForwardReturn(search.Best.Metrics!["final_equity"] / _initial, Seconds(window.InSample)),
            OutOfSample = new WalkForwardReturn(1, Seconds(window.OutOfSample)),
        };
        if (search.Best is null || !(capital > 0))
        {
            account.AddIdle(new RunGrid(Load(window.OutOfSample, cancellation)).Timeline.TimeMs);
            return result with { Note = search.Best is null ? "no set has a score in sample: not traded" : "the account was used up before: not traded" };
        }

        var outcome = OutOfSampleRun.Run(plan.Search, search.Best.Parameters, window.OutOfSample, capital, catalog, cancellation);
        account.Add(outcome);
        var metrics = Measure(outcome.Curve, outcome.Trades, window.OutOfSample, cancellation);
        return result with
        {
            OutOfSample = result.OutOfSample with { Factor = account.Equity / capital },
            Metrics = metrics,
            Score = _objective.Of(metrics).Score,
        };
    }

    private WalkForwardResult Finish(List<WindowResult> windows, StitchedAccount account, CancellationToken cancellation)
    {
        var range = new TimeRange(plan.Windows[0].OutOfSample.StartMs, plan.Windows[^1].OutOfSample.EndMs);
        var curve = account.Curve();
        WalkForwardReturn? inSample = null;
        foreach (var window in windows.Where(w => w.InSample is not null))
        {
            inSample = inSample?.Then(window.InSample!.Value) ?? window.InSample;
        }

        return new WalkForwardResult
        {
            Plan = plan,
            Windows = windows,
            Curve = curve,
            Trades = account.Trades,
            Metrics = Measure(curve, account.Trades, range, cancellation),
            ResultHash = ResultHash.Of(account.Fills, curve.Equity),
            OutOfSample = new WalkForwardReturn(account.Equity / _initial, Seconds(range)),
            InSample = inSample,
        };
    }

    /// <summary>The metrics of a run over a range.</summary>
    private MetricSet Measure(EquityCurve curve, IReadOnlyList<Trade> trades, TimeRange range, CancellationToken cancellation)
    {
        var candles = Load(range, cancellation);
        var daily = DailyEquity.Sample(curve);
        var spec = plan.Search.Base.Spec;
        return RunMetrics.Measure(new RunMeasurement
        {
            Daily = daily,
            Curve = curve,
            Trades = trades,
            BarMs = _barMs,
            Series = candles,
            BenchmarkReturns = spec.Benchmark.IsBuyAndHold
                ? null
                : Benchmark.Of(plan.Search.Base with { Range = range, Spec = spec with { StartMs = range.StartMs, EndMs = range.EndMs } }, catalog, candles, cancellation).DailyReturns(daily.DayMs),
        });
    }

    private List<CandleSeries> Load(TimeRange range, CancellationToken cancellation) =>
        [.. plan.Search.Base.Series.Select(key => catalog.Load(key, range, cancellation))];

    private static double Seconds(TimeRange range) => (range.EndMs - range.StartMs) / 1000.0;
}
