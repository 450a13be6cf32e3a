using System.Diagnostics;
using Backtester.Blazor.Jobs;
using Backtester.Core.Market;
using Backtester.Core.Optimization.WalkForward;
using Backtester.Core.Runs;
using Backtester.Core.Strategies;
using Backtester.Data.Store;
using Backtester.Persistence.Jobs;
using Backtester.Persistence.WalkForwards;

namespace Backtester.Blazor.Optimizations;

/// <summary>Makes a stored walk-forward: walks it window by window and stores each. Goes on behind the windows that an earlier part stored.</summary>
internal sealed class WalkForwardJob(WalkForwardStore store, EquityCurveStore curves, ICandleCatalog candles, IStrategyLibrary strategies)
{
    /// <summary>What a job of this kind is called.</summary>
    public const string Kind = "walkforward";

    /// <summary>Sets of a window at work are noted for the ledger no more often: an aborted walk loses the tries of a second.</summary>
    private static readonly TimeSpan NoteEvery = TimeSpan.FromSeconds(1);

    /// <summary>Walks to the end on threads of the pool.</summary>
    /// <param name="job">Is told the progress, and says when to stop.</param>
    /// <param name="onProgress">Hears of every batch and window, from the walking thread.</param>
    /// <param name="clock">Dates the estimate of the end.</param>
    /// <returns>False where the job is no longer this process's.</returns>
    public async Task<bool> RunAsync(RunningJob job, Action<WalkForwardProgress> onProgress, TimeProvider clock)
    {
        var id = job.Job.WalkForwardId ?? throw new InvalidOperationException($"Job {job.Job.Id} names no walk-forward.");
        var stored = await store.GetAsync(id, job.Token) ?? throw new InvalidOperationException($"There is no walk-forward {id}.");
        return await Task.Run(() => WalkAsync(job, stored, onProgress, clock));
    }

    private async Task<bool> WalkAsync(RunningJob job, StoredWalkForward stored, Action<WalkForwardProgress> onProgress, TimeProvider clock)
    {
        var plan = PlanAgain(stored.Row, job.Token);
        var chosen = stored.Windows.Select(w => w.Choice).ToList();
        var pace = new WalkForwardPace(plan, chosen.Count);
        var watch = Stopwatch.StartNew();
        var noted = TimeSpan.Zero;
        long tried = 0;
        var result = new WalkForwardRun(plan, candles).Execute(
            plan.Search.Settings.Workers ?? Environment.ProcessorCount,
            window =>
            {
                tried += window.Measured;
                if (window.Window.Number > chosen.Count)
                {
                    Keep(job, store.AppendAsync(stored.Row.Id, job.Claim, window, CancellationToken.None));
                }

                Tell(window.Window, 0, window);
            },
            chosen,
            (window, sets) =>
            {
                if (watch.Elapsed - noted > NoteEvery)
                {
                    noted = watch.Elapsed;
                    Keep(job, store.NoteTriedAsync(stored.Row.Id, job.Claim, tried + sets, CancellationToken.None));
                }

                Tell(window, sets, null);
            },
            job.Token);
        curves.Write(result.ResultHash, result.Curve);
        return await store.CompleteAsync(stored.Row.Id, job.Claim, result, watch.Elapsed.TotalSeconds, CancellationToken.None);

        void Tell(WalkForwardWindow window, int sets, WindowResult? done)
        {
            var progress = pace.At(window.Number - (done is null ? 1 : 0), sets, watch.Elapsed.TotalSeconds, done);
            job.Progress = new JobProgress(progress.BarCombos, pace.Total, clock.GetUtcNow().AddSeconds(progress.SecondsLeft).ToUnixTimeMilliseconds(), progress.Words);
            onProgress(progress);
        }
    }

    /// <summary>The plan of a stored walk-forward, which means the same only while the candles are the same.</summary>
    /// <exception cref="CandlesChangedException">They are not.</exception>
    private WalkForwardPlan PlanAgain(StrategyWalkForward row, CancellationToken cancellation)
    {
        try
        {
            var plan = WalkForwardPlanner.Plan(BacktestJob.SpecOf(row.Manifest), SpecFormat.Json, candles, strategies, cancellation);
            return plan.Fingerprint == row.Fingerprint ? plan : throw new CandlesChangedException(row.Id);
        }
        catch (SpecException)
        {
            throw new CandlesChangedException(row.Id);
        }
    }

    // A window is stored before the next begins: a kill loses one.
    private static void Keep(RunningJob job, Task<bool> write)
    {
        if (!write.GetAwaiter().GetResult())
        {
            job.Stop(StopReason.Lost);
            job.Token.ThrowIfCancellationRequested();
        }
    }
}
