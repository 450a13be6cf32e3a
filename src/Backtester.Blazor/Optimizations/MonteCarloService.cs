using Backtester.Core.Optimization.MonteCarlo;
using Backtester.Core.Runs;

namespace Backtester.Blazor.Optimizations;

/// <summary>
/// Monte Carlo while the caller waits, one at a time, so that it leaves the pages and the queue their processor. What would
/// take longer than a caller waits is refused: the command line has no such bound.
/// </summary>
internal sealed class MonteCarloService(MonteCarloOpening opening) : IDisposable
{
    /// <summary>Bars on which rules are worked out (<see cref="MonteCarloRun.Work"/>): some seconds to a minute.</summary>
    public const double MostWork = 5e8;

    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Answers a request on threads of the pool; the second is what it names that is not there.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="onProgress">Hears the share that is done, 0 to 1.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="SpecException">It cannot be asked of this run, or there is too much to do.</exception>
    /// <exception cref="OperationCanceledException">The caller left.</exception>
    public async Task<(MonteCarloResult? Result, string? Missing)> AskAsync(MonteCarloRequest request, Action<double>? onProgress, CancellationToken cancellation)
    {
        var (run, missing) = await opening.OpenAsync(request, cancellation);
        if (run is null)
        {
            return (null, missing);
        }

        await _turn.WaitAsync(cancellation);
        try
        {
            return (await Task.Run(() => Run(run, onProgress, cancellation), cancellation), null);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private static MonteCarloResult Run(MonteCarloRun run, Action<double>? onProgress, CancellationToken cancellation)
    {
        if (run.Work is var work && work > MostWork)
        {
            throw new SpecException([new(
                "paths",
                $"is too much for one request: all histories together are the work of {work:0} bars",
                $"{work:0}",
                $"at most {MostWork:0}; fewer paths, one question at a time, or the command montecarlo, which has no bound")]);
        }

        return run.Execute(Environment.ProcessorCount, done => onProgress?.Invoke((double)done / run.Simulations), cancellation);
    }
}
