namespace Backtester.Core.Portfolio;

/// <summary>The account at the close of each bar, in columns of equal length.</summary>
/// <param name="TimeMs">Open time of each bar, Unix ms, rising.</param>
/// <param name="Equity">Cash + Σ position × close, fees and funding included.</param>
/// <param name="Cash">Cash at the close.</param>
/// <param name="OpenPositions">Number of open positions at the close.</param>
/// <param name="InitialEquity">Equity before the first bar.</param>
public sealed record EquityCurve(long[] TimeMs, double[] Equity, double[] Cash, int[] OpenPositions, double InitialEquity)
{
    /// <summary>Number of bars.</summary>
    public int Count => TimeMs.Length;
}
