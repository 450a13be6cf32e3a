using Backtester.Core.Portfolio;
using Backtester.Core.Runs;
using Backtester.Persistence.Jobs;
using Backtester.Persistence.Model;
using Backtester.Persistence.Paging;
using Microsoft.EntityFrameworkCore;

namespace Backtester.Persistence.Runs;

/// <summary>What a request to delete did.</summary>
public enum DeleteOutcome
{
    /// <summary>There is no such run.</summary>
    NotFound,

    /// <summary>It is gone, with its trades and daily rows.</summary>
    Deleted,

    /// <summary>It is PENDING or RUNNING: cancel it first.</summary>
    StillActive,
}

/// <summary>Backtests, from the request to the result.</summary>
public sealed class RunStore(BacktesterDbFactory factory, DatabaseWriter writer, TimeProvider clock)
{
    /// <summary>Stores what is to be run, PENDING.</summary>
    /// <exception cref="ArgumentException">Spec text or manifest cannot be stored byte for byte.</exception>
    public Task<BacktestRun> CreateAsync(RunPlan plan, string? datasetHash = null, CancellationToken cancellation = default) => writer.WriteAsync(
        async (db, token) => await AddAsync(db, plan, datasetHash, token),
        cancellation);

    /// <summary>Stores what is to be run and the job that does it, both or neither.</summary>
    /// <param name="plan">What to run.</param>
    /// <param name="job">The job; its run is filled in. With an owner both begin as RUNNING.</param>
    /// <param name="datasetHash">SHA-256 (hex) of the candles, where known.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="ArgumentException">A text cannot be stored byte for byte.</exception>
    public Task<(BacktestRun Run, Job Job)> CreateRunAndJobAsync(RunPlan plan, NewJob job, string? datasetHash = null, CancellationToken cancellation = default) => writer.WriteAsync(
        async (db, token) =>
        {
            var run = await AddAsync(db, plan, datasetHash, token);
            if (job.Owner is not null)
            {
                (run.Status, run.StartedMs) = (WorkStatus.Running, run.CreatedMs);
            }

            var row = JobRows.New(job with { RunId = run.Id }, run.CreatedMs);
            db.Jobs.Add(row);
            await db.SaveChangesAsync(token);
            return (run, row);
        },
        cancellation);

    /// <summary>
    /// As <see cref="CreateRunAndJobAsync"/>, for a run that follows from a job at work: that job's document is replaced by one
    /// that names the run, all three or none. Whoever takes the job up again finds there that the run is submitted.
    /// </summary>
    /// <param name="plan">What to run.</param>
    /// <param name="job">The run's own job.</param>
    /// <param name="from">The claim on the job that the run follows from.</param>
    /// <param name="payload">The document of that job, given the run's number.</param>
    /// <param name="cancellation">Until the transaction is committed, ends it and leaves nothing.</param>
    /// <returns>Null where the claim no longer holds; then nothing is written.</returns>
    public Task<(BacktestRun Run, Job Job)?> CreateFollowingAsync(
        RunPlan plan, NewJob job, JobClaim from, Func<long, string> payload, CancellationToken cancellation = default) => writer.TryWriteAsync(
        async (db, token) =>
        {
            if (!await JobRows.Held(db, from).AnyAsync(token))
            {
                return (Commit: false, Value: ((BacktestRun, Job)?)null);
            }

            var run = await AddAsync(db, plan, null, token);
            var row = JobRows.New(job with { RunId = run.Id }, run.CreatedMs);
            db.Jobs.Add(row);
            await db.SaveChangesAsync(token);
            var document = StoredText.Exact("payload", payload(run.Id));
            await JobRows.Held(db, from).ExecuteUpdateAsync(set => set.SetProperty(j => j.Payload, document), token);
            return (Commit: true, Value: ((BacktestRun, Job)?)(run, row));
        },
        cancellation);

    /// <summary>PENDING → RUNNING, for a run without a job.</summary>
    /// <returns>False where it was not PENDING.</returns>
    public Task<bool> MarkRunningAsync(long id, CancellationToken cancellation = default) => writer.WriteAsync(
        async (db, token) =>
        {
            var now = Now();
            return await db.Runs.Where(r => r.Id == id && r.Status == WorkStatus.Pending).ExecuteUpdateAsync(
                set => set.SetProperty(r => r.Status, WorkStatus.Running).SetProperty(r => r.StartedMs, now), token) == 1;
        },
        cancellation);

    /// <summary>PENDING or RUNNING → FAILED, for a run without a job (with one: <see cref="JobStore.FailAsync"/>).</summary>
    /// <returns>False where it had ended.</returns>
    public Task<bool> FailAsync(long id, string message, string? cause = null, CancellationToken cancellation = default) => writer.WriteAsync(
        async (db, token) => await JobRows.CarryRunAsync(
            db, id, WorkStatus.Failed, Now(), StoredText.Readable(message), cause is null ? null : StoredText.Readable(cause), token) == 1,
        cancellation);

    /// <summary>PENDING or RUNNING → CANCELLED, for a run without a job (with one: <see cref="JobStore.RequestCancelAsync"/>).</summary>
    /// <returns>False where it had ended.</returns>
    public Task<bool> CancelAsync(long id, CancellationToken cancellation = default) => writer.WriteAsync(
        async (db, token) => await JobRows.CarryRunAsync(db, id, WorkStatus.Cancelled, Now(), null, null, token) == 1,
        cancellation);

    /// <summary>
    /// Writes a result: metrics, trades, daily rows and the status COMPLETED of the run, and of its job where
    /// <paramref name="claim"/> is given, all in one transaction.
    /// </summary>
    /// <param name="id">The run.</param>
    /// <param name="result">What came out.</param>
    /// <param name="claim">The worker's claim on the job that makes the run.</param>
    /// <param name="costs">Costs by kind; NaN is unknown.</param>
    /// <param name="cancellation">Until the transaction is committed, ends it and leaves nothing.</param>
    /// <returns>False where the run has ended already, is gone, or the claim no longer holds; then nothing is written.</returns>
    public Task<bool> SaveResultAsync(
        long id, RunResult result, JobClaim? claim = null, IReadOnlyDictionary<string, double>? costs = null, CancellationToken cancellation = default) => writer.TryWriteAsync(
        async (db, token) =>
        {
            var now = Now();
            if (claim is not null
                && await JobRows.CompleteAsync(JobRows.Held(db, claim).Where(j => j.RunId == id), now, null, token) == 0)
            {
                return (Commit: false, Value: false);
            }

            if (await JobRows.CarryRunAsync(db, id, WorkStatus.Completed, now, null, null, token) == 0)
            {
                return (Commit: false, Value: false);
            }

            RunRows.Fill(await db.Runs.SingleAsync(r => r.Id == id, token), result, costs);
            await db.SaveChangesAsync(token);
            await db.AddRowsAsync(result.Trades.Select((trade, i) => TradeRows.ToRow(id, i, trade)), token);
            await db.AddRowsAsync(DailyRow.FromCurve(result.Curve, result.Trades).Select(day => RunRows.ToRow(id, day)), token);
            return (Commit: true, Value: true);
        },
        cancellation);

    /// <summary>The latest COMPLETED run with this fingerprint; null where there is none.</summary>
    public async Task<RunSummary?> FindCompletedAsync(string fingerprint, CancellationToken cancellation = default)
    {
        await using var db = factory.OpenForReading();
        return await db.Runs
            .Where(r => r.Fingerprint == fingerprint && r.Status == WorkStatus.Completed)
            .OrderByDescending(r => r.Id)
            .Select(RunList.Summary)
            .FirstOrDefaultAsync(cancellation);
    }

    /// <summary>A page of the list.</summary>
    /// <exception cref="SpecException">Limit or cursor are not allowed.</exception>
    public async Task<Page<RunSummary>> ListAsync(RunQuery query, CancellationToken cancellation = default)
    {
        await using var db = factory.OpenForReading();
        return await RunList.ReadAsync(db, query, cancellation);
    }

    /// <summary>What lists show of one run; null where there is none.</summary>
    public async Task<RunSummary?> GetSummaryAsync(long id, CancellationToken cancellation = default)
    {
        await using var db = factory.OpenForReading();
        return await db.Runs.Where(r => r.Id == id).Select(RunList.Summary).SingleOrDefaultAsync(cancellation);
    }

    /// <summary>A run with its results; null where there is none.</summary>
    /// <param name="id">The run.</param>
    /// <param name="withTrades">Whether to read all trades.</param>
    /// <param name="cancellation">Ends reading.</param>
    public async Task<StoredRun?> GetAsync(long id, bool withTrades, CancellationToken cancellation = default)
    {
        await using var db = factory.OpenForReading();
        var run = await db.Runs.SingleOrDefaultAsync(r => r.Id == id, cancellation);
        if (run is null)
        {
            return null;
        }

        var days = await db.Metrics.Where(m => m.RunId == id).OrderBy(m => m.DayMs).ToListAsync(cancellation);
        List<Trade>? trades = null;
        if (withTrades)
        {
            var rows = await db.Trades.Where(t => t.RunId == id).OrderBy(t => t.Sequence).ToListAsync(cancellation);
            trades = rows.ConvertAll(TradeRows.ToTrade);
        }

        return RunRows.ToStored(run, RunList.ToSummary(run), days, trades);
    }

    /// <summary>Some trades of a run; empty where there is no such run.</summary>
    /// <exception cref="SpecException">Limit or offset are not allowed.</exception>
    public async Task<TradePage> GetTradesAsync(long id, TradeQuery query, CancellationToken cancellation = default)
    {
        await using var db = factory.OpenForReading();
        return await TradeList.ReadAsync(db, id, query, cancellation);
    }

    /// <summary>Changes name, notes and tags, those that the edit gives.</summary>
    /// <returns>False where there is no such run.</returns>
    /// <exception cref="SpecException">Nothing is to be changed, or something is not allowed.</exception>
    public async Task<bool> EditAsync(long id, RunEdit edit, CancellationToken cancellation = default)
    {
        var (name, notes, tags) = edit.Checked();
        return await ChangeAsync(
            id,
            run =>
            {
                run.Name = name is null ? run.Name : StoredText.Readable(name);
                run.SearchText = RunRows.SearchText(run.Name, run.Strategy, run.Symbols.Replace(',', ' '), run.Exchange, run.Timeframe);
                run.Notes = notes is null ? run.Notes : StoredText.Readable(notes);
                run.Tags = tags is null ? run.Tags : RunTags.ToColumn(tags);
            },
            cancellation);
    }

    /// <summary>Every tag that a run has, in order, with the number of its runs.</summary>
    public async Task<IReadOnlyList<KeyValuePair<string, int>>> TagsAsync(CancellationToken cancellation = default)
    {
        await using var db = factory.OpenForReading();
        var sets = await db.Runs.Where(r => r.Tags != "").GroupBy(r => r.Tags).Select(g => new { Tags = g.Key, Runs = g.Count() }).ToListAsync(cancellation);
        return [.. sets
            .SelectMany(s => s.Tags.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(tag => (Tag: tag, s.Runs)))
            .GroupBy(t => t.Tag, t => t.Runs)
            .Select(g => KeyValuePair.Create(g.Key, g.Sum()))
            .OrderBy(t => t.Key, StringComparer.Ordinal)];
    }

    /// <summary>Deletes a run that has ended, with its trades and daily rows.</summary>
    public Task<DeleteOutcome> DeleteAsync(long id, CancellationToken cancellation = default) => writer.WriteAsync(
        async (db, token) =>
        {
            var deleted = await db.Runs
                .Where(r => r.Id == id && r.Status != WorkStatus.Pending && r.Status != WorkStatus.Running)
                .ExecuteDeleteAsync(token);
            if (deleted == 1)
            {
                return DeleteOutcome.Deleted;
            }

            return await db.Runs.AnyAsync(r => r.Id == id, token) ? DeleteOutcome.StillActive : DeleteOutcome.NotFound;
        },
        cancellation);

    private async Task<BacktestRun> AddAsync(BacktesterDb db, RunPlan plan, string? datasetHash, CancellationToken cancellation)
    {
        var run = RunRows.New(plan, datasetHash, Now());
        db.Runs.Add(run);
        await db.SaveChangesAsync(cancellation);
        return run;
    }

    private Task<bool> ChangeAsync(long id, Action<BacktestRun> change, CancellationToken cancellation) => writer.WriteAsync(
        async (db, token) =>
        {
            var run = await db.Runs.SingleOrDefaultAsync(r => r.Id == id, token);
            if (run is null)
            {
                return false;
            }

            change(run);
            await db.SaveChangesAsync(token);
            return true;
        },
        cancellation);

    private long Now() => clock.GetUtcNow().ToUnixTimeMilliseconds();
}
