using Backtester.Core.Market;

namespace Backtester.Core.Optimization.WalkForward;

/// <summary>
/// Windows to begin with: a quarter of the range is searched, a third of that is traded, so that nine windows fit, in whole
/// days where that leaves at least one, else in bars.
/// </summary>
/// <param name="InSample">As `in_sample` is written.</param>
/// <param name="OutOfSample">As `out_of_sample` is written.</param>
public sealed record SuggestedWindows(BarLength InSample, BarLength OutOfSample)
{
    private const long DayMs = 86_400_000;

    /// <summary>For a range of candles.</summary>
    public static SuggestedWindows For(TimeRange range, Timeframe timeframe)
    {
        ArgumentNullException.ThrowIfNull(timeframe);
        var days = (range.EndMs - range.StartMs) / DayMs;
        if (days >= 12 && timeframe.Milliseconds <= DayMs && DayMs % timeframe.Milliseconds == 0)
        {
            return new SuggestedWindows(new BarLength(days / 4, 'd'), new BarLength(days / 12, 'd'));
        }

        var bars = (range.EndMs - range.StartMs) / timeframe.Milliseconds;
        return new SuggestedWindows(new BarLength(Math.Max(1, bars / 4), null), new BarLength(Math.Max(1, bars / 12), null));
    }
}
