using Backtester.Core.Analysis;
using Backtester.Core.Engine;
using Backtester.Core.Optimization.Sweep;
using Backtester.Core.Runs;

namespace Backtester.Core.Optimization.MonteCarlo;

/// <summary>
/// Runs an input for its metrics alone, by the walk of a search's sets where that knows all that is asked, else by the
/// event loop. The numbers are the same on both ways.
/// </summary>
/// <param name="spec">The spec of the run.</param>
/// <param name="grid">Its time.</param>
/// <param name="metrics">The metrics that are asked for.</param>
internal sealed class QuickRun(RunSpec spec, RunGrid grid, IReadOnlyList<string> metrics)
{
    private readonly bool _isInTable = metrics.All(Trial.MetricNames.Contains);

    /// <summary>The metrics of a run.</summary>
    public MetricSet Measure(BacktestInput input, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var barMs = spec.Timeframe.Milliseconds;
        if (_isInTable && input.Mix is null)
        {
            var lean = LeanBacktest.Run(input, grid);
            var returns = new double[lean.DayEnds.Length];
            DailyEquity.FillReturns(lean.DayEnds, spec.InitialCapital, returns);
            return SweepMetrics.Measure(lean, returns, grid, spec.InitialCapital, barMs);
        }

        var outcome = Backtest.Run(input, progress: null, cancellation);
        return RunMetrics.Measure(new RunMeasurement
        {
            Daily = DailyEquity.Sample(outcome.Curve),
            Curve = outcome.Curve,
            Trades = outcome.Trades,
            BarMs = barMs,
        });
    }
}
