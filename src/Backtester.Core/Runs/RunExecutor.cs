using Backtester.Core.Analysis;
using Backtester.Core.Analysis.Parity;
using Backtester.Core.Engine;
using Backtester.Core.Market;

namespace Backtester.Core.Runs;

/// <summary>Runs a plan: loads its candles, walks them, measures. Pure: the same plan and candles give the same bytes.</summary>
public static class RunExecutor
{
    /// <summary>Runs to the end.</summary>
    /// <param name="plan">What to run.</param>
    /// <param name="catalog">Where the candles are.</param>
    /// <param name="progress">Called from the running thread every some thousand bars.</param>
    /// <param name="cancellation">Ends the run within a fraction of a second.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static RunResult Execute(RunPlan plan, ICandleCatalog catalog, Action<RunProgress>? progress = null, CancellationToken cancellation = default)
    {
        var market = RunMarket.Load(plan, catalog, cancellation);
        var input = market.Input(plan.Spec);
        var outcome = Backtest.Run(
            input,
            progress is null ? null : (done, total, equity, trades) => progress(new RunProgress(done, total, equity, trades)),
            cancellation);
        var daily = DailyEquity.Sample(outcome.Curve);
        var measurement = new RunMeasurement
        {
            Daily = daily,
            Curve = outcome.Curve,
            Trades = outcome.Trades,
            BarMs = plan.Spec.Timeframe.Milliseconds,
            Series = market.Candles,
            BenchmarkReturns = plan.Spec.Benchmark.IsBuyAndHold ? null : Benchmark.Of(plan, catalog, market.Candles, cancellation).DailyReturns(daily.DayMs),
        };
        return new RunResult
        {
            Plan = plan,
            Trades = outcome.Trades,
            Curve = outcome.Curve,
            Metrics = RunMetrics.Measure(measurement),
            Refusals = outcome.Refusals.NonZero().ToDictionary(r => Words.Of(r.Key), r => r.Value),
            Warnings = RunWarnings.Of(plan, input, outcome, market),
            Ambiguity = AmbiguityBand(input, outcome, cancellation),
            MakeParity = () => ParityLens.Measure(new ParityMeasurement
            {
                Curve = outcome.Curve,
                Trades = outcome.Trades,
                BarMs = measurement.BarMs,
                Series = market.Candles,
                Daily = daily,
            }),
            Strategies = StrategyAttribution.Measure(outcome),
            ResultHash = ResultHash.Of(outcome.Fills, outcome.Curve.Equity),
        };
    }

    /// <summary>Final equity with every ambiguous bar decided for the stop, and for the target.</summary>
    private static Ambiguity AmbiguityBand(BacktestInput input, BacktestOutcome outcome, CancellationToken cancellation)
    {
        var final = outcome.Curve.Equity[^1];
        if (outcome.AmbiguousBars == 0)
        {
            return new Ambiguity(0, final, final);
        }

        var stop = FinalEquity(IntrabarRule.StopFirst);
        var target = FinalEquity(IntrabarRule.TargetFirst);
        return new Ambiguity(outcome.AmbiguousBars, Math.Min(final, Math.Min(stop, target)), Math.Max(final, Math.Max(stop, target)));

        double FinalEquity(IntrabarRule rule) => rule == input.Intrabar
            ? final
            : Backtest.Run(input with { Intrabar = rule }, progress: null, cancellation).Curve.Equity[^1];
    }
}
