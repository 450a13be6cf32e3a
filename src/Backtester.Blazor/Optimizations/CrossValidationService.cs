using Backtester.Core.Market;
using Backtester.Core.Optimization.CrossValidation;
using Backtester.Core.Runs;
using Backtester.Core.Strategies;

namespace Backtester.Blazor.Optimizations;

/// <summary>Cross-validations while the caller waits, one at a time. What would take longer than a caller waits is refused: the command line has no such bound.</summary>
internal sealed class CrossValidationService(ICandleCatalog candles, IStrategyLibrary strategies) : IDisposable
{
    /// <summary>Bars times sets: some seconds to a minute of searching.</summary>
    public const double MostBarCombos = 5e9;

    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Says what a spec means, or all that is wrong with it.</summary>
    public async Task<(CrossValidationPlan? Plan, IReadOnlyList<SpecProblem> Problems)> CheckAsync(string specText, SpecFormat format, CancellationToken cancellation = default)
    {
        try
        {
            return (await Task.Run(() => CrossValidationPlanner.Plan(specText, format, candles, strategies, cancellation), cancellation), []);
        }
        catch (SpecException error)
        {
            return (null, error.Problems);
        }
    }

    /// <summary>Plans and runs it on threads of the pool.</summary>
    /// <param name="specText">The document.</param>
    /// <param name="format">How it is spelled.</param>
    /// <param name="cancellation">Ends the work within a set.</param>
    /// <param name="onProgress">Hears the share of the sets that are done, 0 to 1.</param>
    /// <exception cref="SpecException">The spec has problems, or there is too much to do.</exception>
    /// <exception cref="OperationCanceledException">The caller left.</exception>
    public async Task<CrossValidationResult> RunAsync(string specText, SpecFormat format, CancellationToken cancellation, Action<double>? onProgress = null)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            return await Task.Run(() => Run(specText, format, onProgress, cancellation), cancellation);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private CrossValidationResult Run(string specText, SpecFormat format, Action<double>? onProgress, CancellationToken cancellation)
    {
        var plan = CrossValidationPlanner.Plan(specText, format, candles, strategies, cancellation);
        if (plan.BarCombos > MostBarCombos)
        {
            throw new SpecException([new(
                "parameter_ranges",
                "are too much for one request: bars × sets",
                $"{plan.BarCombos:0}",
                $"at most {MostBarCombos:0}; fewer sets (search.trials), a coarser timeframe, or the command crossvalidate run, which has no bound")]);
        }

        var budget = plan.Search.Settings.Budget(plan.Search.Space.Total);
        return new CrossValidationRun(plan, candles).Execute(
            plan.Search.Settings.Workers ?? Environment.ProcessorCount, done => onProgress?.Invoke(done / (double)budget), cancellation);
    }
}
