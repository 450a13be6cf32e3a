using Backtester.Core.Market;
using Backtester.Core.Optimization.WalkForward;
using Backtester.Core.Runs;
using Backtester.Core.Strategies;

namespace Backtester.Blazor.Optimizations;

/// <summary>
/// Walk-forwards while the caller waits, one at a time, so that they leave the pages and the queue their processor. What
/// would take longer than a caller waits is refused: the command line has no such bound.
/// </summary>
internal sealed class WalkForwardService(ICandleCatalog candles, IStrategyLibrary strategies) : IDisposable
{
    /// <summary>Bars times sets of all windows together: some seconds to a minute of searching.</summary>
    public const double MostBarCombos = 5e9;

    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Plans and runs it on threads of the pool.</summary>
    /// <exception cref="SpecException">The spec has problems, or there is too much to do.</exception>
    /// <exception cref="OperationCanceledException">The caller left.</exception>
    public async Task<WalkForwardResult> RunAsync(string specText, SpecFormat format, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            return await Task.Run(() => Run(specText, format, cancellation), cancellation);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private WalkForwardResult Run(string specText, SpecFormat format, CancellationToken cancellation)
    {
        var plan = WalkForwardPlanner.Plan(specText, format, candles, strategies, cancellation);
        if (plan.BarCombos > MostBarCombos)
        {
            throw new SpecException([new(
                "walk_forward",
                $"is too much for one request: {plan.Windows.Count} windows walk {plan.BarCombos:0} bars in all their sets",
                $"{plan.BarCombos:0}",
                $"at most {MostBarCombos:0}; fewer sets (search.trials), shorter or fewer windows, a coarser timeframe, or the command walkforward run, which has no bound")]);
        }

        return new WalkForwardRun(plan, candles).Execute(plan.Search.Settings.Workers ?? Environment.ProcessorCount, cancellation: cancellation);
    }
}
