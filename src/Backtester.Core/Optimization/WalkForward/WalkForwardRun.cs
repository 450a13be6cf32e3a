using Backtester.Core.Analysis;
using Backtester.Core.Engine;
using Backtester.Core.Market;
using Backtester.Core.Portfolio;
using Backtester.Core.Runs;

namespace Backtester.Core.Optimization.WalkForward;

/// <summary>
/// Walks a plan window by window: a search that is given the in-sample candles alone, then its best set on the candles
/// after. Pure: the same plan and candles give the same bytes for any number of workers, and however often it is stopped
/// and taken up again.
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
    /// <param name="onWindow">Hears of each window when it is complete, before the next begins; of those taken up too.</param>
    /// <param name="chosen">What the first windows chose in an earlier part of the same walk: they are not searched again, their best sets trade again.</param>
    /// <param name="onTrials">Hears of the window at work and of its sets tried so far, between two batches.</param>
    /// <param name="cancellation">Ends the work within a set; the window at work is lost.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public WalkForwardResult Execute(
        int workers,
        Action<WindowResult>? onWindow = null,
        IReadOnlyList<WindowChoice>? chosen = null,
        Action<WalkForwardWindow, int>? onTrials = null,
        CancellationToken cancellation = default)
    {
        var account = new StitchedAccount(_initial);
        var windows = new List<WindowResult>(plan.Windows.Count);
        var benchmark = Comparison(cancellation);
        foreach (var window in plan.Windows)
        {
            var choice = windows.Count < chosen?.Count
                ? chosen[windows.Count]
                : Search(window, workers, tried => onTrials?.Invoke(window, tried), cancellation);
            var result = Trade(window, choice, account, benchmark, cancellation);
            windows.Add(result);
            onWindow?.Invoke(result);
        }

        return Finish(windows, account, cancellation);
    }

    private WindowChoice Search(WalkForwardWindow window, int workers, Action<int> onTrials, CancellationToken cancellation)
    {
        var part = plan.SearchOf(window);
        var search = new ParameterSearch(part, new TrialEvaluator(part, catalog, cancellation));
        search.Run(workers, _ => onTrials(search.Trials.Count), cancellation);
        return new WindowChoice(search.Trials.Count, search.Trials.Count(t => t.IsMeasured), search.Best is null ? null : search.Best with { DailyReturns = null });
    }

    private WindowResult Trade(WalkForwardWindow window, WindowChoice choice, StitchedAccount account, Benchmark benchmark, CancellationToken cancellation)
    {
        var (capital, bars) = (account.Equity, account.Bars);
        var result = new WindowResult
        {
            Window = window,
            Choice = choice,
            InSample = choice.Best is null ? null : new WalkForwardReturn(choice.Best.Metrics!["final_equity"] / _initial, Seconds(window.InSample)),
            OutOfSample = new WalkForwardReturn(1, Seconds(window.OutOfSample)),
        };
        if (choice.Best is null || !(capital > 0))
        {
            account.AddIdle(new RunGrid(Load(window.OutOfSample, cancellation)).Timeline.TimeMs);
            return result with
            {
                Note = choice.Best is null ? "no set has a score in sample: not traded" : "the account was used up before: not traded",
                Days = account.DaysFrom(bars, benchmark),
            };
        }

        var outcome = OutOfSampleRun.Run(plan.Search, choice.Best.Parameters, window.OutOfSample, capital, catalog, cancellation);
        account.Add(outcome);
        var metrics = Measure(outcome.Curve, outcome.Trades, window.OutOfSample, cancellation);
        return result with
        {
            OutOfSample = result.OutOfSample with { Factor = account.Equity / capital },
            Metrics = metrics,
            Score = _objective.Of(metrics).Score,
            Days = account.DaysFrom(bars, benchmark),
        };
    }

    private WalkForwardResult Finish(List<WindowResult> windows, StitchedAccount account, CancellationToken cancellation)
    {
        var range = plan.OutOfSample;
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
        return RunMetrics.Measure(new RunMeasurement
        {
            Daily = daily,
            Curve = curve,
            Trades = trades,
            BarMs = _barMs,
            Series = candles,
            BenchmarkReturns = plan.Search.Base.Spec.Benchmark.IsBuyAndHold ? null : BenchmarkOf(range, candles, cancellation).DailyReturns(daily.DayMs),
        });
    }

    /// <summary>What the stitched account is drawn beside: the benchmark over all out-of-sample stretches.</summary>
    private Benchmark Comparison(CancellationToken cancellation) => BenchmarkOf(plan.OutOfSample, Load(plan.OutOfSample, cancellation), cancellation);

    private Benchmark BenchmarkOf(TimeRange range, List<CandleSeries> candles, CancellationToken cancellation)
    {
        var spec = plan.Search.Base.Spec with { StartMs = range.StartMs, EndMs = range.EndMs };
        return Benchmark.Of(plan.Search.Base with { Range = range, Spec = spec }, catalog, candles, cancellation);
    }

    private List<CandleSeries> Load(TimeRange range, CancellationToken cancellation) =>
        [.. plan.Search.Base.Series.Select(key => catalog.Load(key, range, cancellation))];

    private static double Seconds(TimeRange range) => (range.EndMs - range.StartMs) / 1000.0;
}
