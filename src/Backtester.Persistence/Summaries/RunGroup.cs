namespace Backtester.Persistence.Summaries;

/// <summary>The highest and the middle value of a metric among some runs; null where none of them knows it.</summary>
/// <param name="Best">The highest.</param>
/// <param name="Median">The middle one; of an even number the mean of the two in the middle.</param>
public sealed record BestAndMedian(double? Best, double? Median);

/// <summary>COMPLETED runs that have something in common.</summary>
/// <param name="Name">What they have in common, such as a strategy's id.</param>
/// <param name="Runs">How many.</param>
/// <param name="Roi">Return on the initial capital, percent.</param>
/// <param name="SharpeRatio">Sharpe ratio, a year.</param>
/// <param name="WinRate">Winning trades of the closed ones, percent.</param>
/// <param name="BestRunId">The run with the highest return, the latest of equal ones; null where no return is known.</param>
public sealed record RunGroup(string Name, int Runs, BestAndMedian Roi, BestAndMedian SharpeRatio, BestAndMedian WinRate, long? BestRunId);
