namespace Backtester.Core.Recommendations;

/// <summary>
/// What following a recommendation is expected to bring over its horizon, recommended less compared settings. A metric
/// that is better when smaller (a drawdown) is turned, so that above 0 is always better.
/// </summary>
/// <param name="Metric">The metric of all but the first two.</param>
/// <param name="Expected">Mean of the forecast.</param>
/// <param name="Low">Lower end of its 90 % interval, widened or narrowed by the record.</param>
/// <param name="High">Upper end.</param>
/// <param name="RawLow">Lower end before that.</param>
/// <param name="RawHigh">Upper end before that.</param>
/// <param name="Roi">Expected change of the return over the horizon, percentage points.</param>
/// <param name="WinRate">Expected change of the share of winning trades, percentage points, shrunk as the returns are; NaN where one side has no trades.</param>
public sealed record ExpectedImprovement(string Metric, double Expected, double Low, double High, double RawLow, double RawHigh, double Roi, double WinRate);
