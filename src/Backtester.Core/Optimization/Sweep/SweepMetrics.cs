using Backtester.Core.Analysis;
using Backtester.Core.Engine;

namespace Backtester.Core.Optimization.Sweep;

/// <summary>
/// The metrics of a table of trials, from what a sweep keeps of a set: the same functions on the same numbers as
/// <see cref="RunMetrics"/>, and the same reasons where one is unknown, so that a trial opened as a run shows the same
/// digits.
/// </summary>
internal static class SweepMetrics
{
    /// <summary>The metrics of <see cref="Trial.MetricNames"/>, and the number of closed trades among them.</summary>
    /// <param name="outcome">What the sweep kept.</param>
    /// <param name="returns">Daily returns.</param>
    /// <param name="grid">The time of the run.</param>
    /// <param name="initialCapital">Equity before the first bar.</param>
    /// <param name="barMs">Length of a bar, ms.</param>
    public static MetricSet Measure(LeanOutcome outcome, ReadOnlySpan<double> returns, RunGrid grid, double initialCapital, long barMs)
    {
        var seconds = grid.Steps > 0 ? (grid.LastTimeMs + barMs - grid.FirstTimeMs) / 1000.0 : 0;
        var tooShort = seconds < Growth.ShortestReportedSeconds;
        var cagr = tooShort ? double.NaN : Growth.Cagr(initialCapital, outcome.FinalEquity, seconds);
        var cagrNote = tooShort ? RunMetrics.TooShort : RunMetrics.Bust;
        var roi = Growth.TotalReturn(initialCapital, outcome.FinalEquity) * 100;
        var sharpe = SharpeRatio.Annual(returns);
        var trades = outcome.Trades;
        var winRate = (double)trades.Wins / trades.Count * 100;
        var profitFactor = trades.Losses > 0 ? trades.GrossWin / -trades.GrossLoss : double.NaN;
        var few = RunMetrics.WhyFewDays(returns);
        var set = new MetricSet();
        set.Add("final_equity", outcome.FinalEquity);
        set.Add("total_profit_loss", outcome.FinalEquity - initialCapital);
        set.Add("roi", roi, RunMetrics.NoCapital);
        set.Add("sharpe_ratio", sharpe, few ?? RunMetrics.Flat);
        set.Add("sortino_ratio", SortinoRatio.Annual(returns), few ?? RunMetrics.NoBadDay);
        set.Add("calmar_ratio", CalmarRatio.Of(cagr, outcome.DeepestDrawdown), double.IsNaN(cagr) ? cagrNote : RunMetrics.NeverFell);
        set.Add("stability", EquityStability.Of(outcome.DayEnds), EquityStability.WhyUnknown(outcome.DayEnds));
        set.Add("max_drawdown_percentage", RunMetrics.Positive(outcome.DeepestDrawdown * 100), RunMetrics.NoCapital);
        set.Add("total_trades", trades.Count);
        set.Add("win_rate", winRate, RunMetrics.NoTrades);
        set.Add("profit_factor", profitFactor, trades.Count == 0 ? RunMetrics.NoTrades : RunMetrics.NoLoss);
        set.Add("expectancy", trades.Sum / trades.Count, RunMetrics.NoTrades);
        set.Add("exposure", (double)outcome.BarsInMarket / grid.Steps, RunMetrics.NoBars);
        set.Add("composite_score", CompositeScore.Of(winRate, roi, sharpe, profitFactor).Total);
        return set;
    }
}
