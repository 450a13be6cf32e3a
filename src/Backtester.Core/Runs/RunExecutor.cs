using Backtester.Core.Market;

namespace Backtester.Core.Runs;

/// <summary>Runs a plan: loads its candles, walks them, measures. Pure: the same plan and candles give the same bytes.</summary>
public static class RunExecutor
{
    /// <summary>Runs to the end.</summary>
    /// <param name="plan">What to run.</param>
    /// <param name="catalog">Where the candles are.</param>
    /// <param name="progress">Called from the running thread, some times a second at most.</param>
    /// <param name="cancellation">Ends the run within a fraction of a second.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static RunResult Execute(RunPlan plan, ICandleCatalog catalog, Action<RunProgress>? progress = null, CancellationToken cancellation = default) =>
        throw new NotSupportedException();
}
