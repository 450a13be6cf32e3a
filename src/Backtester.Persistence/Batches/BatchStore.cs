using Backtester.Core.Optimization;
using Backtester.Core.Optimization.Batches;
using Backtester.Core.Optimization.Honesty;
using Backtester.Persistence.Jobs;
using Backtester.Persistence.Model;
using Backtester.Persistence.Optimizations;
using Microsoft.EntityFrameworkCore;

namespace Backtester.Persistence.Batches;

/// <summary>
/// Batches of searches. One job walks the cells one after another; the search at work is the job's own, so that whatever
/// becomes of the job becomes of it too, and the batch goes on with it.
/// </summary>
public sealed class BatchStore(BacktesterDbFactory factory, DatabaseWriter writer, TimeProvider clock)
{
    /// <summary>Stores what is to be searched and the job that does it, both or neither.</summary>
    public Task<(OptimizationBatch Batch, Job Job)> CreateAsync(BatchPlan plan, NewJob job, CancellationToken cancellation = default) => writer.WriteAsync(
        async (db, token) =>
        {
            var row = Row(plan);
            if (job.Owner is not null)
            {
                (row.Status, row.StartedMs) = (WorkStatus.Running, row.CreatedMs);
            }

            db.Batches.Add(row);
            await db.SaveChangesAsync(token);
            db.BatchCells.AddRange(plan.Cells.Select(c => Row(row.Id, c)));
            var jobRow = JobRows.New(job with { BatchId = row.Id }, row.CreatedMs);
            db.Jobs.Add(jobRow);
            await db.SaveChangesAsync(token);
            return (row, jobRow);
        },
        cancellation);

    /// <summary>
    /// Begins the search of a cell, or takes it up again. A stored COMPLETED search with the same fingerprint is the cell's
    /// search already: its sets are not tried, nor counted, twice.
    /// </summary>
    /// <param name="id">The batch.</param>
    /// <param name="claim">The worker's claim on its job.</param>
    /// <param name="number">The cell.</param>
    /// <param name="plan">Its search.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The search and whether there is something to do; null where the claim no longer holds.</returns>
    public Task<BegunCell?> BeginCellAsync(long id, JobClaim claim, int number, SearchPlan plan, CancellationToken cancellation = default) => writer.TryWriteAsync(
        async (db, token) =>
        {
            var job = await JobRows.Held(db, claim).SingleOrDefaultAsync(j => j.BatchId == id, token);
            if (job is null)
            {
                return (Commit: false, Value: (BegunCell?)null);
            }

            var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
            var cell = await db.BatchCells.SingleAsync(c => c.BatchId == id && c.Number == number, token);
            var search = cell.OptimizationId is { } known ? await db.Optimizations.SingleOrDefaultAsync(o => o.Id == known, token) : null;
            search ??= await db.Optimizations.Where(o => o.Fingerprint == plan.Fingerprint && o.Status == WorkStatus.Completed).OrderByDescending(o => o.Id).FirstOrDefaultAsync(token);
            var elsewhere = search is not null && await db.Jobs.AnyAsync(
                j => j.OptimizationId == search.Id && j.Id != job.Id && (j.Status == WorkStatus.Pending || j.Status == WorkStatus.Running), token);
            if (search is null)
            {
                search = OptimizationRows.New(plan, now);
                db.Optimizations.Add(search);
                await db.SaveChangesAsync(token);
            }

            var free = search.Status != WorkStatus.Completed && !elsewhere;
            if (free)
            {
                (search.Status, search.StartedMs, search.FinishedMs, search.ErrorMessage, search.ErrorCause) = (WorkStatus.Running, now, null, null, null);
            }

            (cell.OptimizationId, cell.Note) = (search.Id, null);
            job.OptimizationId = free ? search.Id : null;
            await db.SaveChangesAsync(token);
            return (Commit: true, Value: new BegunCell(search.Id, free));
        },
        cancellation);

    /// <summary>Ends a cell and counts it. With a note its search, where it still runs, has failed.</summary>
    /// <returns>False where the claim no longer holds.</returns>
    public Task<bool> EndCellAsync(long id, JobClaim claim, int number, string? note, CancellationToken cancellation = default) => writer.TryWriteAsync(
        async (db, token) =>
        {
            var job = await JobRows.Held(db, claim).SingleOrDefaultAsync(j => j.BatchId == id, token);
            if (job is null)
            {
                return (Commit: false, Value: false);
            }

            var cell = await db.BatchCells.SingleAsync(c => c.BatchId == id && c.Number == number, token);
            cell.Note = note is null ? null : StoredText.Readable(note);
            if (note is not null && job.OptimizationId is { } search)
            {
                await JobRows.MoveSearchAsync(db, search, WorkStatus.Failed, clock.GetUtcNow().ToUnixTimeMilliseconds(), cell.Note, null, token);
            }

            job.OptimizationId = null;
            var batch = await db.Batches.SingleAsync(b => b.Id == id, token);
            batch.CellsDone = Math.Max(batch.CellsDone, number);
            await db.SaveChangesAsync(token);
            return (Commit: true, Value: true);
        },
        cancellation);

    /// <summary>RUNNING → COMPLETED, the batch and its job in one transaction.</summary>
    /// <param name="id">The batch.</param>
    /// <param name="claim">The worker's claim on its job.</param>
    /// <param name="words">What the job did, in a few words; null for nothing to say.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>False where the claim no longer holds.</returns>
    public Task<bool> CompleteAsync(long id, JobClaim claim, string? words = null, CancellationToken cancellation = default) => writer.TryWriteAsync(
        async (db, token) =>
        {
            var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
            if (await JobRows.CompleteAsync(JobRows.Held(db, claim).Where(j => j.BatchId == id), now, words, token) == 0)
            {
                return (Commit: false, Value: false);
            }

            var batch = await db.Batches.SingleAsync(b => b.Id == id, token);
            (batch.Status, batch.FinishedMs) = (WorkStatus.Completed, now);
            await db.SaveChangesAsync(token);
            return (Commit: true, Value: true);
        },
        cancellation);

    /// <summary>CANCELLED or FAILED → PENDING with a new job, which goes on with the cell at work.</summary>
    /// <returns>The job; null where there is no such batch, or it waits, runs or is complete.</returns>
    public Task<Job?> ReopenAsync(long id, NewJob job, CancellationToken cancellation = default) => writer.TryWriteAsync(
        async (db, token) =>
        {
            if (await JobRows.ReopenAsync(db.Batches.Where(b => b.Id == id), job.Owner is null ? WorkStatus.Pending : WorkStatus.Running, token) == 0)
            {
                return (Commit: false, Value: (Job?)null);
            }

            var row = JobRows.New(job with { BatchId = id }, clock.GetUtcNow().ToUnixTimeMilliseconds());
            db.Jobs.Add(row);
            await db.SaveChangesAsync(token);
            return (Commit: true, Value: (Job?)row);
        },
        cancellation);

    /// <summary>The latest job of a batch; null where there is none.</summary>
    public async Task<Job?> FindJobAsync(long id, CancellationToken cancellation = default)
    {
        await using var db = factory.OpenForReading();
        return await db.Jobs.Where(j => j.BatchId == id).OrderByDescending(j => j.Id).FirstOrDefaultAsync(cancellation);
    }

    /// <summary>A batch with its cells and their searches; null where there is none.</summary>
    public async Task<StoredBatch?> GetAsync(long id, CancellationToken cancellation = default)
    {
        await using var db = factory.OpenForReading();
        if (await db.Batches.SingleOrDefaultAsync(b => b.Id == id, cancellation) is not { } row)
        {
            return null;
        }

        var cells = await db.BatchCells.Where(c => c.BatchId == id).OrderBy(c => c.Number).ToListAsync(cancellation);
        var searches = await db.Optimizations
            .Where(o => db.BatchCells.Any(c => c.BatchId == id && c.OptimizationId == o.Id))
            .ToDictionaryAsync(o => o.Id, cancellation);
        return new StoredBatch(row, cells.ConvertAll(c => Stored(c, c.OptimizationId is { } search ? searches.GetValueOrDefault(search) : null)));
    }

    /// <summary>The latest COMPLETED batch with this fingerprint; null where there is none.</summary>
    public async Task<long?> FindCompletedAsync(string fingerprint, CancellationToken cancellation = default)
    {
        await using var db = factory.OpenForReading();
        return await db.Batches
            .Where(b => b.Fingerprint == fingerprint && b.Status == WorkStatus.Completed)
            .OrderByDescending(b => b.Id)
            .Select(b => (long?)b.Id)
            .FirstOrDefaultAsync(cancellation);
    }

    /// <summary>The latest batches.</summary>
    public async Task<IReadOnlyList<OptimizationBatch>> ListAsync(int limit, CancellationToken cancellation = default)
    {
        await using var db = factory.OpenForReading();
        return await db.Batches.OrderByDescending(b => b.Id).Take(limit).ToListAsync(cancellation);
    }

    /// <summary>Deletes a batch that has ended; its searches stay.</summary>
    /// <returns>False where there is none, or it waits or runs.</returns>
    public Task<bool> DeleteAsync(long id, CancellationToken cancellation = default) => writer.WriteAsync(
        async (db, token) => await db.Batches
            .Where(b => b.Id == id && b.Status != WorkStatus.Pending && b.Status != WorkStatus.Running)
            .ExecuteDeleteAsync(token) == 1,
        cancellation);

    private static StoredCell Stored(OptimizationBatchCell cell, StrategyOptimization? search) => new(
        cell,
        search,
        search?.HonestyJson is { } honesty ? StoredJson.Read<SearchHonesty>(honesty) : null,
        search?.BestParamsJson is { } parameters ? StoredJson.Read<Dictionary<string, double>>(parameters) : null,
        search?.BestMetricsJson is { } metrics ? StoredJson.Read<Dictionary<string, double>>(metrics) : null);

    private static OptimizationBatchCell Row(long batchId, BatchCell cell) => new()
    {
        BatchId = batchId,
        Number = cell.Number,
        Strategy = cell.Plan.Base.Spec.Strategy,
        Symbol = cell.Symbol,
        Timeframe = cell.Plan.Base.Spec.Timeframe.Name,
        SpecText = StoredText.Exact("spec", cell.SpecText),
        Fingerprint = cell.Plan.Fingerprint,
        Budget = cell.Plan.Settings.Budget(cell.Plan.Space.Total),
    };

    private OptimizationBatch Row(BatchPlan plan) => new()
    {
        Uuid = Guid.NewGuid(),
        Name = StoredText.Readable(plan.Name),
        Status = WorkStatus.Pending,
        SpecText = StoredText.Exact("spec", plan.SpecText),
        Fingerprint = plan.Fingerprint,
        Objective = plan.Objective,
        Cells = plan.Cells.Count,
        CreatedMs = clock.GetUtcNow().ToUnixTimeMilliseconds(),
    };
}
