using Backtester.Core.Analysis;
using Backtester.Core.Analysis.Paths;
using Backtester.Core.Portfolio;
using Backtester.Core.Runs;

namespace Backtester.Core.Optimization.MonteCarlo;

/// <summary>What moved the account of a finished run.</summary>
internal static class PathSteps
{
    /// <summary>
    /// Daily returns, or closed trades in order of exit. Trades of a fixed size are amounts of money; of sizes that follow
    /// the equity they are shares of the equity before their entry.
    /// </summary>
    /// <exception cref="SpecException">There are too few.</exception>
    public static AccountSteps Of(RunResult run, PathScheme scheme)
    {
        var steps = scheme == PathScheme.Days ? Days(run) : Trades(run);
        return steps.Count >= 2
            ? steps
            : throw new SpecException([new("path.scheme", $"draws from {(scheme == PathScheme.Days ? "days" : "closed trades")}, of which the run has {steps.Count}", MonteCarloRequest.WordOf(scheme), "a run with at least 2")]);
    }

    private static AccountSteps Days(RunResult run)
    {
        var daily = DailyEquity.Sample(run.Curve);
        return AccountSteps.OfReturns(daily.Returns, run.Curve.InitialEquity);
    }

    private static AccountSteps Trades(RunResult run)
    {
        var closed = run.Trades.Where(t => !t.IsOpen).ToList();
        return run.Plan.Spec.Sizing.Model is "fixed_notional" or "fixed_quantity"
            ? AccountSteps.OfProfits(closed.Select(t => t.ProfitLoss), run.Curve.InitialEquity)
            : AccountSteps.OfReturns(closed.Select(t => t.ProfitLoss / EquityBefore(run.Curve, t.OpenedAtMs)), run.Curve.InitialEquity);
    }

    private static double EquityBefore(EquityCurve curve, long timeMs)
    {
        var row = Array.BinarySearch(curve.TimeMs, timeMs);
        row = (row < 0 ? ~row : row) - 1;
        return row < 0 ? curve.InitialEquity : curve.Equity[row];
    }
}
