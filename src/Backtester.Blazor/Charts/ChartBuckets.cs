namespace Backtester.Blazor.Charts;

/// <summary>
/// The grid on which a chart is drawn: equal stretches of time from the run's first bar on. Their length is the bar's
/// length times a power of two, so that zooming steps through few levels and panning never moves a bucket's edges.
/// </summary>
/// <param name="AnchorMs">Open time of the run's first bar, Unix ms.</param>
/// <param name="LengthMs">Length of a bucket.</param>
public readonly record struct ChartBuckets(long AnchorMs, long LengthMs)
{
    /// <summary>The finest grid that covers a range with at most <paramref name="points"/> buckets.</summary>
    /// <param name="anchorMs">Open time of the run's first bar.</param>
    /// <param name="barMs">Length of a bar.</param>
    /// <param name="rangeMs">Length of the range to cover.</param>
    /// <param name="points">Most buckets, at least 2.</param>
    public static ChartBuckets Covering(long anchorMs, long barMs, long rangeMs, int points)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(points, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(barMs, 1);
        var length = barMs;

        // One bucket may be cut at each end of the range.
        while ((rangeMs / length) + 1 > points)
        {
            length *= 2;
        }

        return new(anchorMs, length);
    }

    /// <summary>The number of the bucket that contains a time; negative before the anchor.</summary>
    public long IndexOf(long timeMs) => (long)Math.Floor((timeMs - AnchorMs) / (double)LengthMs);

    /// <summary>Start of a bucket, Unix ms.</summary>
    public long StartOf(long index) => AnchorMs + (index * LengthMs);
}
