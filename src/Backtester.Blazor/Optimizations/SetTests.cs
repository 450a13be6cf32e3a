using Backtester.Core.Market;
using Backtester.Core.Optimization.Robustness;
using Backtester.Core.Runs;
using Backtester.Core.Strategies;
using Backtester.Persistence.Optimizations;

namespace Backtester.Blazor.Optimizations;

/// <summary>
/// Tests of a search's sets that simulate: on later candles, and under small disturbances. Made while the caller waits, one
/// at a time, so that they leave the pages and the queue their processor; what would take longer than a caller waits is
/// refused with the number. Nothing is stored.
/// </summary>
internal sealed class SetTests(OptimizationStore store, ICandleCatalog candles, IStrategyLibrary strategies) : IDisposable
{
    /// <summary>Bars times sets: some seconds to a minute.</summary>
    public const double MostBars = 5e9;

    /// <summary>Sets that a later test takes at most.</summary>
    public const int MostLater = 200;

    /// <summary>Noise that is no longer small.</summary>
    public const double MostNoise = 1;

    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Runs the best sets on the candles after the search.</summary>
    /// <param name="row">The search.</param>
    /// <param name="top">How many of its best sets.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="SpecException">There are no later candles, no set has a score, or there is too much to do.</exception>
    /// <exception cref="Jobs.CandlesChangedException">The search's own candles are others than they were.</exception>
    public async Task<LaterResult> LaterAsync(StrategyOptimization row, int top, CancellationToken cancellation)
    {
        if (top is < 1 or > MostLater)
        {
            throw new SpecException([new("top", "is out of range", $"{top}", $"1 to {MostLater}")]);
        }

        var trials = (await store.BestAsync(row.Id, top, cancellation)).Where(t => double.IsFinite(t.Score)).ToList();
        if (trials.Count == 0)
        {
            throw new SpecException([new("id", "is a search in which no set has a score: there is none to test")]);
        }

        return await TakeTurnAsync(
            () =>
            {
                var plan = SearchAgain.Plan(row, candles, strategies, cancellation);
                Require(trials.Count * LaterTest.BarsOf(plan, candles), "top", "fewer sets");
                return LaterTest.Run(plan, trials, candles, plan.Settings.Workers ?? Environment.ProcessorCount, cancellation);
            },
            cancellation);
    }

    /// <summary>Runs one set from later starts and on candles with noise.</summary>
    /// <param name="row">The search.</param>
    /// <param name="number">The set; null for the best.</param>
    /// <param name="noise">Size of the noise: share of a candle's range.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="SpecException">There is no such set, it has no score, or there is too much to do.</exception>
    /// <exception cref="Jobs.CandlesChangedException">The candles are others than they were.</exception>
    public async Task<StressResult> StressAsync(StrategyOptimization row, int? number, double noise, CancellationToken cancellation)
    {
        if (!(noise is > 0 and <= MostNoise))
        {
            throw new SpecException([new("noise", "is out of range", $"{noise}", $"above 0, at most {MostNoise}: the share of a candle's range")]);
        }

        var trial = number is { } wanted ? await store.TrialAsync(row.Id, wanted, cancellation) : (await store.BestAsync(row.Id, 1, cancellation)) is [var best] ? best : null;
        if (trial is not { IsMeasured: true })
        {
            throw new SpecException([new("number", trial is null ? "is no set of this search" : $"is a set that was not simulated: {trial.Note}", number?.ToString(), $"a simulated set, 0 to {row.Completed + row.Failed - 1}")]);
        }

        return await TakeTurnAsync(
            () =>
            {
                var plan = SearchAgain.Plan(row, candles, strategies, cancellation);
                Require(StressTest.BarsOf(plan.Markets.Sum(m => (m.Range.EndMs - m.Range.StartMs) / m.Spec.Timeframe.Milliseconds * m.Series.Count)), "id", "a search over a shorter range");
                return StressTest.Run(plan, trial, candles, noise, plan.Settings.Workers ?? Environment.ProcessorCount, cancellation);
            },
            cancellation);
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private static void Require(double bars, string field, string less)
    {
        if (bars > MostBars)
        {
            throw new SpecException([new(field, $"is too much for one request: {bars:0} bars in all runs", Allowed: $"at most {MostBars:0} bars; {less}, or a coarser timeframe")]);
        }
    }

    private async Task<T> TakeTurnAsync<T>(Func<T> work, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            return await Task.Run(work, cancellation);
        }
        finally
        {
            _turn.Release();
        }
    }
}
