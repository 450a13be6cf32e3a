using System.Diagnostics;
using Backtester.Blazor.Jobs;
using Backtester.Blazor.Shared;
using Backtester.Core.Market;
using Backtester.Core.Optimization;
using Backtester.Core.Runs;
using Backtester.Core.Strategies;
using Backtester.Persistence.Batches;
using Backtester.Persistence.Jobs;

namespace Backtester.Blazor.Optimizations;

/// <summary>
/// Makes the searches of a stored batch one after another, each a stored search of its own. A batch that was stopped goes
/// on with the trials of the search at work; a search that fails leaves the others their turn.
/// </summary>
internal sealed class BatchJob(BatchStore store, OptimizationJob searches, ICandleCatalog candles, IStrategyLibrary strategies, ILogger log)
{
    /// <summary>What a job of this kind is called.</summary>
    public const string Kind = "batch";

    /// <summary>Searches every cell.</summary>
    /// <param name="job">Is told the progress, and says when to stop.</param>
    /// <param name="onProgress">Hears of every batch of sets, from the searching thread, and of every cell that has ended.</param>
    /// <param name="clock">Dates the estimate of the end.</param>
    /// <returns>False where the job is no longer this process's.</returns>
    public async Task<bool> RunAsync(RunningJob job, Action<BatchProgress> onProgress, TimeProvider clock)
    {
        var id = job.Job.BatchId ?? throw new InvalidOperationException($"Job {job.Job.Id} names no batch.");
        var stored = await store.GetAsync(id, job.Token) ?? throw new InvalidOperationException($"There is no batch {id}.");
        var (total, done, worked, failed) = (stored.Cells.Sum(c => c.Row.Budget), 0L, 0L, 0);
        var watch = Stopwatch.StartNew();
        foreach (var cell in stored.Cells)
        {
            job.Token.ThrowIfCancellationRequested();
            var before = watch.Elapsed;
            var (kept, note) = await SearchAsync(job, id, cell.Row, Tell, clock);
            if (!kept)
            {
                return false;
            }

            failed += note is null ? 0 : 1;
            done += cell.Row.Budget;
            worked += watch.Elapsed - before > TimeSpan.FromMilliseconds(50) ? cell.Row.Budget : 0;
            Tell(cell.Row, 0);
        }

        var words = Counted.Of(stored.Cells.Count, "search", "searches") + (failed == 0 ? "" : $", {failed} failed");
        return await store.CompleteAsync(id, job.Claim, words, CancellationToken.None);

        void Tell(OptimizationBatchCell cell, long sets)
        {
            var left = worked + sets > 0 ? watch.Elapsed.TotalSeconds / (worked + sets) * (total - done - sets) : double.NaN;
            var at = $"{cell.Number} of {stored.Cells.Count}: {cell.Strategy} on {cell.Symbol} {cell.Timeframe}";
            job.Progress = new JobProgress(done + sets, total, double.IsFinite(left) ? clock.GetUtcNow().AddSeconds(left).ToUnixTimeMilliseconds() : null, at);
            onProgress(new BatchProgress((double)(done + sets) / Math.Max(1, total), double.IsFinite(left) ? left : null, at, sets == 0));
        }
    }

    private async Task<(bool Kept, string? Note)> SearchAsync(RunningJob job, long id, OptimizationBatchCell cell, Action<OptimizationBatchCell, long> tell, TimeProvider clock)
    {
        string? note = null;
        try
        {
            var plan = await Task.Run(() => SearchPlanner.Plan(cell.SpecText, SpecFormat.Json, candles, strategies, job.Token), job.Token);
            if (plan.Fingerprint != cell.Fingerprint)
            {
                throw new CandlesChangedException(id);
            }

            if (await store.BeginCellAsync(id, job.Claim, cell.Number, plan, CancellationToken.None) is not { } begun)
            {
                return (false, null);
            }

            if (begun.IsOurs && !await SearchAsync(job, begun.OptimizationId, p => tell(cell, p.Done), clock))
            {
                return (false, null);
            }
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            log.LogError(error, "Search {Cell} of batch {BatchId} failed", cell.Number, id);
            note = error.Message;
        }

        return (await store.EndCellAsync(id, job.Claim, cell.Number, note, CancellationToken.None), note);
    }

    /// <summary>The search under the batch's own claim: what stops the batch stops it, and the other way round.</summary>
    private async Task<bool> SearchAsync(RunningJob job, long optimizationId, Action<OptimizationProgress> onProgress, TimeProvider clock)
    {
        using var part = new RunningJob(new Job { Id = job.Job.Id, Kind = OptimizationJob.Kind, OptimizationId = optimizationId }, job.Claim);
        using var stop = job.Token.Register(() => part.Stop(job.Reason));
        try
        {
            return await searches.RunAsync(part, onProgress, clock);
        }
        catch (OperationCanceledException) when (part.Token.IsCancellationRequested)
        {
            job.Stop(part.Reason);
            throw;
        }
    }
}

/// <summary>How far a batch is.</summary>
/// <param name="Share">Sets tried of all, 0 to 1.</param>
/// <param name="SecondsLeft">Estimate of the time left; null where nothing was done yet.</param>
/// <param name="Words">The search at work, for people.</param>
/// <param name="CellEnded">True where a search has just ended.</param>
internal sealed record BatchProgress(double Share, double? SecondsLeft, string Words, bool CellEnded);
