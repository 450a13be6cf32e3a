namespace Backtester.Core.Analysis;

/// <summary>How much was done for the result.</summary>
public static class TradingActivity
{
    /// <summary>Bars with a position at the close / bars, a fraction; NaN for no bars.</summary>
    /// <param name="openPositions">Number of open positions at each close.</param>
    public static double Exposure(ReadOnlySpan<int> openPositions)
    {
        var exposed = openPositions.Length - openPositions.Count(0);
        return (double)exposed / openPositions.Length;
    }

    /// <summary>Traded notional (entries and exits) / mean day-end equity over the whole run; NaN where the mean is not above 0.</summary>
    public static double Turnover(double tradedNotional, ReadOnlySpan<double> dayEnds)
    {
        var mean = Moments.Mean(dayEnds);
        return mean > 0 ? tradedNotional / mean : double.NaN;
    }

    /// <summary>Fees / gross profit (profit before all costs), a fraction; NaN where there was no gross profit.</summary>
    public static double FeeShare(double fees, double grossProfit) => grossProfit > 0 ? fees / grossProfit : double.NaN;
}
