using Backtester.Core.Market;

namespace Backtester.Core.Optimization.WalkForward;

/// <summary>
/// Cuts bars into windows. Window k (from 0) trades the rows [s, s + out) with s = in + embargo + k·out and searches the
/// rows before: it ends at s − embargo − purge and begins at s − embargo − in (rolling) or at row 0 (anchored). Bars at the
/// end that fill no whole out-of-sample stretch are not used.
/// </summary>
internal static class WindowLayout
{
    /// <summary>Number of windows that a number of bars gives.</summary>
    public static long Count(WalkForwardSettings settings, long bars) =>
        bars < settings.Shortest ? 0 : ((bars - settings.InSample - settings.Embargo) / settings.OutOfSample);

    /// <summary>The windows.</summary>
    /// <param name="settings">How to cut.</param>
    /// <param name="timeMs">Open times of all bars, rising.</param>
    /// <param name="barMs">Length of a bar.</param>
    public static WalkForwardWindow[] Of(WalkForwardSettings settings, ReadOnlySpan<long> timeMs, long barMs)
    {
        var windows = new WalkForwardWindow[Count(settings, timeMs.Length)];
        for (var k = 0; k < windows.Length; k++)
        {
            var traded = settings.InSample + settings.Embargo + (k * settings.OutOfSample);
            var searchedFrom = settings.Mode == "anchored" ? 0 : traded - settings.Embargo - settings.InSample;
            var searchedTo = traded - settings.Embargo - settings.Purge;
            windows[k] = new WalkForwardWindow(
                k + 1,
                Range(timeMs[searchedFrom..searchedTo], barMs),
                searchedTo - searchedFrom,
                Range(timeMs.Slice(traded, settings.OutOfSample), barMs),
                settings.OutOfSample);
        }

        return windows;
    }

    private static TimeRange Range(ReadOnlySpan<long> timeMs, long barMs) => new(timeMs[0], timeMs[^1] + barMs);
}
