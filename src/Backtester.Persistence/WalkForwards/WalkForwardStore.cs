using Backtester.Core.Optimization.WalkForward;
using Backtester.Core.Runs;
using Backtester.Persistence.Jobs;
using Backtester.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Backtester.Persistence.WalkForwards;

/// <summary>Walk-forwards, from the request over each window to the result.</summary>
public sealed class WalkForwardStore(BacktesterDbFactory factory, DatabaseWriter writer, TimeProvider clock)
{
    /// <summary>Stores what is to be walked and the job that does it, both or neither.</summary>
    /// <param name="plan">What to walk.</param>
    /// <param name="job">The job; its walk-forward is filled in. With an owner both begin as RUNNING.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="ArgumentException">A text cannot be stored byte for byte.</exception>
    public Task<(StrategyWalkForward Walk, Job Job)> CreateAsync(WalkForwardPlan plan, NewJob job, CancellationToken cancellation = default) => writer.WriteAsync(
        async (db, token) =>
        {
            var row = Row(plan);
            if (job.Owner is not null)
            {
                (row.Status, row.StartedMs) = (WorkStatus.Running, row.CreatedMs);
            }

            db.WalkForwards.Add(row);
            await db.SaveChangesAsync(token);
            var jobRow = JobRows.New(job with { WalkForwardId = row.Id }, row.CreatedMs);
            db.Jobs.Add(jobRow);
            await db.SaveChangesAsync(token);
            return (row, jobRow);
        },
        cancellation);

    /// <summary>Adds a window and moves the counts along, in one transaction; a window that is stored is replaced.</summary>
    /// <returns>False where the claim no longer holds; then nothing is written.</returns>
    public Task<bool> AppendAsync(long id, JobClaim claim, WindowResult window, CancellationToken cancellation = default) => writer.TryWriteAsync(
        async (db, token) =>
        {
            if (!await Held(db, id, claim).AnyAsync(token))
            {
                return (Commit: false, Value: false);
            }

            var row = await db.WalkForwards.SingleAsync(w => w.Id == id, token);
            await db.WalkForwardWindows.Where(w => w.WalkForwardId == id && w.Number >= window.Window.Number).ExecuteDeleteAsync(token);
            db.WalkForwardWindows.Add(WindowRows.ToRow(id, window, row.Objective));
            await db.SaveChangesAsync(token);
            row.WindowsDone = window.Window.Number;
            row.Tried = Math.Max(row.Tried, await db.WalkForwardWindows.Where(w => w.WalkForwardId == id).SumAsync(w => (long)w.Measured, token));
            await db.SaveChangesAsync(token);
            return (Commit: true, Value: true);
        },
        cancellation);

    /// <summary>Notes the sets tried so far, those of the window at work included, for the ledger. The count never falls.</summary>
    /// <returns>False where the claim no longer holds; then nothing is written.</returns>
    public Task<bool> NoteTriedAsync(long id, JobClaim claim, long tried, CancellationToken cancellation = default) => writer.TryWriteAsync(
        async (db, token) =>
        {
            if (!await Held(db, id, claim).AnyAsync(token))
            {
                return (Commit: false, Value: false);
            }

            await db.WalkForwards.Where(w => w.Id == id && w.Tried < tried).ExecuteUpdateAsync(set => set.SetProperty(w => w.Tried, tried), token);
            return (Commit: true, Value: true);
        },
        cancellation);

    /// <summary>RUNNING → COMPLETED with the result, the walk-forward and its job in one transaction.</summary>
    /// <param name="id">The walk-forward.</param>
    /// <param name="claim">The worker's claim on its job.</param>
    /// <param name="result">All windows and the stitched account.</param>
    /// <param name="seconds">Time of this part of the work.</param>
    /// <param name="cancellation">Until the transaction is committed, ends it and leaves nothing.</param>
    /// <returns>False where the claim no longer holds; then nothing is written.</returns>
    public Task<bool> CompleteAsync(long id, JobClaim claim, WalkForwardResult result, double seconds, CancellationToken cancellation = default) => writer.TryWriteAsync(
        async (db, token) =>
        {
            var now = Now();
            if (await JobRows.CompleteAsync(Held(db, id, claim), now, null, token) == 0)
            {
                return (Commit: false, Value: false);
            }

            var row = await db.WalkForwards.SingleAsync(w => w.Id == id, token);
            (row.Status, row.FinishedMs) = (WorkStatus.Completed, now);
            row.Efficiency = result.Efficiency;
            row.Degradation = result.Degradation;
            row.OutOfSampleAnnualReturn = 100 * result.OutOfSample.Annual;
            row.Sentence = StoredText.Readable(result.Sentence);
            row.ResultHash = result.ResultHash;
            row.ResultJson = WindowRows.Document(w => WalkForwardDocument.Write(w, result, EquityDetail.Daily));
            row.ElapsedSeconds = seconds + (row.ElapsedSeconds ?? 0);
            await db.SaveChangesAsync(token);
            return (Commit: true, Value: true);
        },
        cancellation);

    /// <summary>CANCELLED or FAILED → PENDING with a new job, which goes on behind the stored windows.</summary>
    /// <returns>The job; null where there is no such walk-forward, or it waits, runs or is complete.</returns>
    public Task<Job?> ReopenAsync(long id, NewJob job, CancellationToken cancellation = default) => writer.TryWriteAsync(
        async (db, token) =>
        {
            if (await JobRows.ReopenAsync(db.WalkForwards.Where(w => w.Id == id), job.Owner is null ? WorkStatus.Pending : WorkStatus.Running, token) == 0)
            {
                return (Commit: false, Value: (Job?)null);
            }

            var row = JobRows.New(job with { WalkForwardId = id }, Now());
            db.Jobs.Add(row);
            await db.SaveChangesAsync(token);
            return (Commit: true, Value: (Job?)row);
        },
        cancellation);

    /// <summary>The latest job of a walk-forward; null where there is none.</summary>
    public async Task<Job?> FindJobAsync(long id, CancellationToken cancellation = default)
    {
        await using var db = factory.OpenForReading();
        return await db.Jobs.Where(j => j.WalkForwardId == id).OrderByDescending(j => j.Id).FirstOrDefaultAsync(cancellation);
    }

    /// <summary>A walk-forward with its windows; null where there is none.</summary>
    public async Task<StoredWalkForward?> GetAsync(long id, CancellationToken cancellation = default)
    {
        await using var db = factory.OpenForReading();
        if (await db.WalkForwards.SingleOrDefaultAsync(w => w.Id == id, cancellation) is not { } row)
        {
            return null;
        }

        var windows = await db.WalkForwardWindows.Where(w => w.WalkForwardId == id).OrderBy(w => w.Number).ToListAsync(cancellation);
        return new StoredWalkForward(row, windows.ConvertAll(WindowRows.ToWindow));
    }

    /// <summary>The latest COMPLETED walk-forward with this fingerprint; null where there is none.</summary>
    public async Task<long?> FindCompletedAsync(string fingerprint, CancellationToken cancellation = default)
    {
        await using var db = factory.OpenForReading();
        return await db.WalkForwards
            .Where(w => w.Fingerprint == fingerprint && w.Status == WorkStatus.Completed)
            .OrderByDescending(w => w.Id)
            .Select(w => (long?)w.Id)
            .FirstOrDefaultAsync(cancellation);
    }

    /// <summary>The latest walk-forwards.</summary>
    public async Task<IReadOnlyList<WalkForwardSummary>> ListAsync(int limit, CancellationToken cancellation = default)
    {
        await using var db = factory.OpenForReading();
        return await db.WalkForwards
            .OrderByDescending(w => w.Id)
            .Take(limit)
            .Select(w => new WalkForwardSummary(
                w.Id, w.Uuid, w.Name, w.Status, w.Strategy, w.Exchange, w.Symbols, w.Timeframe, w.Method, w.Objective, w.Mode, w.Windows, w.WindowsDone,
                w.Efficiency, w.Degradation, w.OutOfSampleAnnualReturn, w.CreatedMs, w.FinishedMs, w.ErrorMessage))
            .ToListAsync(cancellation);
    }

    /// <summary>Deletes a walk-forward that has ended, with its windows.</summary>
    /// <returns>False where there is none, or it waits or runs.</returns>
    public Task<bool> DeleteAsync(long id, CancellationToken cancellation = default) => writer.WriteAsync(
        async (db, token) => await db.WalkForwards
            .Where(w => w.Id == id && w.Status != WorkStatus.Pending && w.Status != WorkStatus.Running)
            .ExecuteDeleteAsync(token) == 1,
        cancellation);

    private static IQueryable<Job> Held(BacktesterDb db, long id, JobClaim claim) => JobRows.Held(db, claim).Where(j => j.WalkForwardId == id);

    private StrategyWalkForward Row(WalkForwardPlan plan)
    {
        var (spec, search) = (plan.Search.Base.Spec, plan.Search.Settings);
        return new StrategyWalkForward
        {
            Uuid = Guid.NewGuid(),
            Name = StoredText.Readable(spec.Name),
            Status = WorkStatus.Pending,
            Strategy = spec.Strategy,
            Symbols = string.Join(',', spec.Symbols),
            Timeframe = spec.Timeframe.Name,
            Exchange = spec.Exchange,
            Method = search.Method,
            Objective = search.Objective,
            Mode = plan.Settings.Mode,
            SpecText = StoredText.Exact("spec", plan.Search.SpecText),
            Manifest = StoredText.Exact("manifest", plan.Manifest),
            Fingerprint = plan.Fingerprint,
            Windows = plan.Windows.Count,
            CreatedMs = Now(),
        };
    }

    private long Now() => clock.GetUtcNow().ToUnixTimeMilliseconds();
}
