namespace Backtester.Core.Market.Quality;

/// <summary>
/// The Hampel identifier on log returns of closes: the return r of a candle is an outlier where
/// |r| &gt; 0.005 and |r − median| &gt; 10 · 1.4826 · MAD, median and MAD (median absolute deviation from the median) taken over the
/// returns of up to 30 candles on either side, its own included (Hampel 1974; 1.4826 makes the MAD estimate a normal
/// standard deviation). Ten and not the customary three, because returns of minutes and hours have far heavier tails
/// than the normal; returns under half a percent are never outliers, because the MAD of quiet minutes is zero. Returns
/// across missing candles are left out.
/// </summary>
public static class HampelIdentifier
{
    /// <summary>Candles on either side.</summary>
    public const int Reach = 30;

    /// <summary>How many scaled MADs a return may lie from the median.</summary>
    public const double Threshold = 10;

    /// <summary>No return smaller than this is an outlier.</summary>
    public const double LeastMove = 0.005;

    private const int FewestReturns = 10;
    private const double NormalScale = 1.4826;

    /// <summary>The rows whose return is an outlier, rising.</summary>
    /// <param name="times">Open times, rising.</param>
    /// <param name="close">Closes.</param>
    /// <param name="stepMs">The timeframe in milliseconds.</param>
    public static IReadOnlyList<int> Outliers(ReadOnlySpan<long> times, ReadOnlySpan<double> close, long stepMs)
    {
        var rows = new List<int>();
        Span<double> window = stackalloc double[(2 * Reach) + 1];
        for (var row = 1; row < close.Length; row++)
        {
            // Told without a logarithm for nearly all candles: |ln q| < 0.005 for every q from 0.9951 to 1.005.
            var ratio = close[row] / close[row - 1];
            if ((ratio > 0.9951 && ratio < 1.005) || !IsKnown(times, close, row, stepMs))
            {
                continue;
            }

            if (Math.Abs(Return(close, row)) > LeastMove && IsOutlier(times, close, row, stepMs, window))
            {
                rows.Add(row);
            }
        }

        return rows;
    }

    /// <summary>The log return from one row's predecessor to it.</summary>
    public static double Return(ReadOnlySpan<double> close, int row) => PortableMath.Log(close[row] / close[row - 1]);

    private static bool IsOutlier(ReadOnlySpan<long> times, ReadOnlySpan<double> close, int row, long stepMs, Span<double> window)
    {
        var count = 0;
        for (var i = Math.Max(1, row - Reach); i <= Math.Min(close.Length - 1, row + Reach); i++)
        {
            if (IsKnown(times, close, i, stepMs))
            {
                window[count++] = Return(close, i);
            }
        }

        if (count < FewestReturns)
        {
            return false;
        }

        var returns = window[..count];
        var median = Median(returns);
        for (var i = 0; i < count; i++)
        {
            returns[i] = Math.Abs(returns[i] - median);
        }

        return Math.Abs(Return(close, row) - median) > Threshold * NormalScale * Median(returns);
    }

    private static bool IsKnown(ReadOnlySpan<long> times, ReadOnlySpan<double> close, int row, long stepMs) =>
        times[row] - times[row - 1] == stepMs && close[row] > 0 && close[row - 1] > 0 && double.IsFinite(close[row]) && double.IsFinite(close[row - 1]);

    /// <summary>The median of values, which are sorted by it.</summary>
    private static double Median(Span<double> values)
    {
        values.Sort();
        var middle = values.Length / 2;
        return values.Length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
