using Backtester.Blazor.Api.Documents;
using Backtester.Core.Optimization.WalkForward;

namespace Backtester.Blazor.Pages.WalkForwards;

/// <summary>A window on the axis of time. Times are Unix ms; ends are exclusive.</summary>
/// <param name="Number">From 1.</param>
/// <param name="SearchedFrom">First candle that is searched.</param>
/// <param name="SearchedTo">End of the search.</param>
/// <param name="TradedFrom">First candle that is traded.</param>
/// <param name="TradedTo">End of the trading.</param>
/// <param name="Roi">What it made out of sample, percent; null where it is not done or not traded.</param>
public sealed record TimelineRow(int Number, long SearchedFrom, long SearchedTo, long TradedFrom, long TradedTo, double? Roi)
{
    /// <summary>Windows that are done.</summary>
    public static IReadOnlyList<TimelineRow> Of(IEnumerable<WalkForwardWindowShape> windows) =>
    [
        .. windows.Select(w => new TimelineRow(
            w.Number,
            w.InSampleStart.ToUnixTimeMilliseconds(),
            w.InSampleEnd.ToUnixTimeMilliseconds(),
            w.OutOfSampleStart.ToUnixTimeMilliseconds(),
            w.OutOfSampleEnd.ToUnixTimeMilliseconds(),
            w.OutOfSample?.GetValueOrDefault("roi"))),
    ];

    /// <summary>Windows of a plan.</summary>
    public static IReadOnlyList<TimelineRow> Of(IEnumerable<WalkForwardWindow> windows) =>
        [.. windows.Select(w => new TimelineRow(w.Number, w.InSample.StartMs, w.InSample.EndMs, w.OutOfSample.StartMs, w.OutOfSample.EndMs, null))];
}
