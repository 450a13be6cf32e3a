using Backtester.Core.Optimization;
using Backtester.Core.Optimization.Honesty;
using Backtester.Core.Optimization.Methods.Genetic;
using Backtester.Persistence.Jobs;
using Backtester.Persistence.Model;
using Microsoft.EntityFrameworkCore;

namespace Backtester.Persistence.Optimizations;

/// <summary>Parameter searches, from the request over each batch of trials to the verdict.</summary>
public sealed partial class OptimizationStore(BacktesterDbFactory factory, DatabaseWriter writer, TimeProvider clock)
{
    /// <summary>Stores what is to be searched and the job that does it, both or neither.</summary>
    /// <param name="plan">What to search.</param>
    /// <param name="job">The job; its search is filled in. With an owner both begin as RUNNING.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="ArgumentException">A text cannot be stored byte for byte.</exception>
    public Task<(StrategyOptimization Search, Job Job)> CreateAsync(SearchPlan plan, NewJob job, CancellationToken cancellation = default) => writer.WriteAsync(
        async (db, token) =>
        {
            var row = OptimizationRows.New(plan, Now());
            if (job.Owner is not null)
            {
                (row.Status, row.StartedMs) = (WorkStatus.Running, row.CreatedMs);
            }

            db.Optimizations.Add(row);
            await db.SaveChangesAsync(token);
            var jobRow = JobRows.New(job with { OptimizationId = row.Id }, row.CreatedMs);
            db.Jobs.Add(jobRow);
            await db.SaveChangesAsync(token);
            return (row, jobRow);
        },
        cancellation);

    /// <summary>Adds a batch of trials and moves the counts and the best along, in one transaction.</summary>
    /// <param name="id">The search.</param>
    /// <param name="claim">The worker's claim on its job.</param>
    /// <param name="batch">Trials whose numbers follow those stored; numbers that are stored are replaced.</param>
    /// <param name="best">The best trial of the whole search so far.</param>
    /// <param name="cancellation">Until the transaction is committed, ends it and leaves nothing.</param>
    /// <returns>False where the claim no longer holds; then nothing is written.</returns>
    public Task<bool> AppendAsync(long id, JobClaim claim, IReadOnlyList<Trial> batch, Trial? best, CancellationToken cancellation = default) => writer.TryWriteAsync(
        async (db, token) =>
        {
            if (!await JobRows.Held(db, claim).AnyAsync(j => j.OptimizationId == id, token))
            {
                return (Commit: false, Value: false);
            }

            var first = batch.Min(t => t.Number);
            var row = await db.Optimizations.SingleAsync(o => o.Id == id, token);

            // The counts are moved by what comes and goes: to count all trials at each batch would be quadratic.
            var replaced = db.OptimizationTrials.Where(t => t.OptimizationId == id && t.Number >= first);
            var (measured, refused) = (await replaced.CountAsync(t => t.MetricsJson != null, token), await replaced.CountAsync(t => t.MetricsJson == null, token));
            await replaced.ExecuteDeleteAsync(token);
            await db.AddRowsAsync(batch.Select(t => TrialRows.ToRow(id, t)), token);
            row.Completed += batch.Count(t => t.IsMeasured) - measured;
            row.Failed += batch.Count(t => !t.IsMeasured) - refused;
            FillBest(row, best);
            await db.SaveChangesAsync(token);
            return (Commit: true, Value: true);
        },
        cancellation);

    /// <summary>RUNNING → COMPLETED with the verdict, the search and its job in one transaction; the job of a batch goes on.</summary>
    /// <returns>False where the claim no longer holds; then nothing is written.</returns>
    public Task<bool> CompleteAsync(
        long id, JobClaim claim, Trial? best, SearchHonesty honesty, SearchTimes times, SearchOutcome? outcome = null, CancellationToken cancellation = default) => writer.TryWriteAsync(
        async (db, token) =>
        {
            var now = Now();
            if (await JobRows.EndSearchAsync(JobRows.Held(db, claim).Where(j => j.OptimizationId == id), now, token) == 0)
            {
                return (Commit: false, Value: false);
            }

            var row = await db.Optimizations.SingleAsync(o => o.Id == id, token);
            (row.Status, row.FinishedMs) = (WorkStatus.Completed, now);
            FillBest(row, best);
            row.HonestyJson = StoredJson.Write(honesty);
            row.OutcomeJson = outcome is null ? null : StoredJson.Write(outcome);
            row.ElapsedSeconds = times.SearchSeconds;
            row.HonestySeconds = times.HonestySeconds;
            row.BarCombosPerSecond = times.BarCombosPerSecond;
            await db.SaveChangesAsync(token);
            return (Commit: true, Value: true);
        },
        cancellation);

    /// <summary>Asks a search that waits or runs to stop until somebody resumes it: PAUSED at once, or as soon as its worker hears of it.</summary>
    /// <returns>The job, which the caller stops where it is of this process; null where the search neither waits nor runs.</returns>
    public Task<Job?> PauseAsync(long id, CancellationToken cancellation = default) => writer.TryWriteAsync(
        async (db, token) =>
        {
            var job = await db.Jobs.AsNoTracking()
                .Where(j => j.OptimizationId == id && (j.Status == WorkStatus.Pending || j.Status == WorkStatus.Running))
                .OrderByDescending(j => j.Id)
                .FirstOrDefaultAsync(token);
            if (job is null)
            {
                return (Commit: false, Value: (Job?)null);
            }

            await db.Optimizations.Where(o => o.Id == id).ExecuteUpdateAsync(set => set.SetProperty(o => o.PauseRequested, true), token);
            var expected = db.Jobs.Where(j => j.Id == job.Id && j.Status == job.Status);
            if (job.Status == WorkStatus.Running)
            {
                return (Commit: await expected.ExecuteUpdateAsync(set => set.SetProperty(j => j.CancelRequested, true), token) == 1, Value: job);
            }

            var ended = await JobRows.EndAsync(expected, WorkStatus.Cancelled, Now(), null, null, token) == 1;
            await JobRows.CarryAsync(db, job, WorkStatus.Cancelled, Now(), null, null, token);
            return (Commit: ended, Value: job);
        },
        cancellation);

    /// <summary>Makes the stop of a search final: a pause that was asked for is a cancel, a PAUSED search is CANCELLED.</summary>
    /// <returns>True where it was PAUSED.</returns>
    public Task<bool> GiveUpPauseAsync(long id, CancellationToken cancellation = default) => writer.WriteAsync(
        async (db, token) =>
        {
            await db.Optimizations.Where(o => o.Id == id && o.PauseRequested).ExecuteUpdateAsync(set => set.SetProperty(o => o.PauseRequested, false), token);
            return await db.Optimizations
                .Where(o => o.Id == id && o.Status == WorkStatus.Paused)
                .ExecuteUpdateAsync(set => set.SetProperty(o => o.Status, WorkStatus.Cancelled), token) == 1;
        },
        cancellation);

    /// <summary>PAUSED, CANCELLED or FAILED → PENDING with a new job, which goes on from the stored trials.</summary>
    /// <param name="id">The search.</param>
    /// <param name="job">The job; its search is filled in. With an owner both begin as RUNNING.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The job; null where there is no such search, or it waits, runs or is complete.</returns>
    public Task<Job?> ReopenAsync(long id, NewJob job, CancellationToken cancellation = default) => writer.TryWriteAsync(
        async (db, token) =>
        {
            var now = Now();
            var status = job.Owner is null ? WorkStatus.Pending : WorkStatus.Running;
            var reopened = await db.Optimizations
                .Where(o => o.Id == id && (o.Status == WorkStatus.Paused || o.Status == WorkStatus.Cancelled || o.Status == WorkStatus.Failed))
                .ExecuteUpdateAsync(
                    set => set
                        .SetProperty(o => o.Status, status)
                        .SetProperty(o => o.PauseRequested, false)
                        .SetProperty(o => o.FinishedMs, (long?)null)
                        .SetProperty(o => o.ErrorMessage, (string?)null)
                        .SetProperty(o => o.ErrorCause, (string?)null),
                    token);
            if (reopened == 0)
            {
                return (Commit: false, Value: (Job?)null);
            }

            var row = JobRows.New(job with { OptimizationId = id }, now);
            db.Jobs.Add(row);
            await db.SaveChangesAsync(token);
            return (Commit: true, Value: (Job?)row);
        },
        cancellation);

    /// <summary>The latest job of a search; null where there is none.</summary>
    public async Task<Job?> FindJobAsync(long id, CancellationToken cancellation = default)
    {
        await using var db = factory.OpenForReading();
        return await db.Jobs.Where(j => j.OptimizationId == id).OrderByDescending(j => j.Id).FirstOrDefaultAsync(cancellation);
    }

    /// <summary>A search; null where there is none.</summary>
    public async Task<StoredSearch?> GetAsync(long id, CancellationToken cancellation = default)
    {
        await using var db = factory.OpenForReading();
        return await db.Optimizations.SingleOrDefaultAsync(o => o.Id == id, cancellation) is { } row ? await StoredAsync(db, row, cancellation) : null;
    }

    /// <summary>The latest COMPLETED search with this fingerprint; null where there is none.</summary>
    public async Task<StoredSearch?> FindCompletedAsync(string fingerprint, CancellationToken cancellation = default)
    {
        await using var db = factory.OpenForReading();
        var row = await db.Optimizations.Where(o => o.Fingerprint == fingerprint && o.Status == WorkStatus.Completed).OrderByDescending(o => o.Id).FirstOrDefaultAsync(cancellation);
        return row is null ? null : await StoredAsync(db, row, cancellation);
    }

    /// <summary>The latest searches.</summary>
    public async Task<IReadOnlyList<StrategyOptimization>> ListAsync(int limit, CancellationToken cancellation = default)
    {
        await using var db = factory.OpenForReading();
        return await db.Optimizations.OrderByDescending(o => o.Id).Take(limit).ToListAsync(cancellation);
    }

    /// <summary>All trials of a search, in the order of their numbers.</summary>
    public async Task<IReadOnlyList<Trial>> TrialsAsync(long id, CancellationToken cancellation = default)
    {
        await using var db = factory.OpenForReading();
        var rows = await db.OptimizationTrials.Where(t => t.OptimizationId == id).OrderBy(t => t.Number).ToListAsync(cancellation);
        return rows.ConvertAll(TrialRows.ToTrial);
    }

    /// <summary>All trials of a search in columns, in the order of their numbers: a walk along the primary key.</summary>
    public async Task<TrialTable> TableAsync(long id, CancellationToken cancellation = default)
    {
        await using var db = factory.OpenForReading();
        var builder = new TrialTableBuilder();
        var rows = db.OptimizationTrials
            .Where(t => t.OptimizationId == id)
            .OrderBy(t => t.Number)
            .Select(t => new { t.Number, t.ParamsJson, t.MetricsJson, t.Score, t.Note })
            .AsAsyncEnumerable();
        await foreach (var row in rows.WithCancellation(cancellation))
        {
            builder.Add(row.Number, row.ParamsJson, row.MetricsJson, row.Score, row.Note);
        }

        return builder.Build();
    }

    /// <summary>One trial of a search; null where there is none of that number.</summary>
    public async Task<Trial?> TrialAsync(long id, int number, CancellationToken cancellation = default)
    {
        await using var db = factory.OpenForReading();
        return await db.OptimizationTrials.SingleOrDefaultAsync(t => t.OptimizationId == id && t.Number == number, cancellation) is { } row ? TrialRows.ToTrial(row) : null;
    }

    /// <summary>The best trials of a search, those without a score last.</summary>
    public async Task<IReadOnlyList<Trial>> BestAsync(long id, int count, CancellationToken cancellation = default)
    {
        await using var db = factory.OpenForReading();

        // Each half goes along an index: of a hundred thousand sets the first are there in milliseconds.
        var rows = await db.OptimizationTrials
            .Where(t => t.OptimizationId == id && t.Score != null)
            .OrderByDescending(t => t.Score)
            .ThenBy(t => t.Number)
            .Take(count)
            .ToListAsync(cancellation);
        if (rows.Count < count)
        {
            rows.AddRange(await db.OptimizationTrials
                .Where(t => t.OptimizationId == id && t.Score == null)
                .OrderBy(t => t.Number)
                .Take(count - rows.Count)
                .ToListAsync(cancellation));
        }

        return rows.ConvertAll(TrialRows.ToTrial);
    }

    /// <summary>The Pareto front of each trial of a search with several objectives, from 0, by the trial's number; null for other searches.</summary>
    public async Task<IReadOnlyDictionary<int, int>?> FrontsAsync(StrategyOptimization search, CancellationToken cancellation = default)
    {
        if (search.Method != "genetic")
        {
            return null;
        }

        var trials = await TrialsAsync(search.Id, cancellation);
        var fronts = ParetoFronts.Of([.. trials.Select(t => t.Objectives)]);
        return trials.Select((t, i) => (t.Number, t.Objectives, Front: fronts[i])).Where(t => ParetoFronts.IsKnown(t.Objectives)).ToDictionary(t => t.Number, t => t.Front);
    }

    /// <summary>
    /// The ledger: sets and runs tried before a search on the same strategy, market, symbols and timeframe, in searches and
    /// walk-forwards (aborted ones too) and in single runs.
    /// </summary>
    public async Task<long> EarlierTrialsAsync(StrategyOptimization search, CancellationToken cancellation = default)
    {
        await using var db = factory.OpenForReading();
        var inSearches = await db.Optimizations
            .Where(o => o.Id < search.Id && o.Strategy == search.Strategy && o.Exchange == search.Exchange && o.Symbols == search.Symbols && o.Timeframe == search.Timeframe)
            .SumAsync(o => o.Completed, cancellation);
        var runs = await db.Runs.CountAsync(
            r => r.CreatedMs < search.CreatedMs && r.Strategy == search.Strategy && r.Exchange == search.Exchange && r.Symbols == search.Symbols && r.Timeframe == search.Timeframe,
            cancellation);
        var inWindows = await db.WalkForwards
            .Where(w => w.CreatedMs < search.CreatedMs && w.Strategy == search.Strategy && w.Exchange == search.Exchange && w.Symbols == search.Symbols && w.Timeframe == search.Timeframe)
            .SumAsync(w => w.Tried, cancellation);
        return inSearches + runs + inWindows;
    }

    /// <summary>Bars × sets a second of the latest search of a strategy that took at least a fifth of a second; null where there is none.</summary>
    public async Task<double?> PaceAsync(string strategy, CancellationToken cancellation = default)
    {
        await using var db = factory.OpenForReading();
        return await db.Optimizations
            .Where(o => o.Strategy == strategy && o.Status == WorkStatus.Completed && o.BarCombosPerSecond > 0 && o.ElapsedSeconds > 0.2)
            .OrderByDescending(o => o.Id)
            .Select(o => o.BarCombosPerSecond)
            .FirstOrDefaultAsync(cancellation);
    }

    /// <summary>Deletes a search that has ended, with its trials.</summary>
    /// <returns>False where there is none, or it waits or runs.</returns>
    public Task<bool> DeleteAsync(long id, CancellationToken cancellation = default) => writer.WriteAsync(
        async (db, token) => await db.Optimizations
            .Where(o => o.Id == id && o.Status != WorkStatus.Pending && o.Status != WorkStatus.Running)
            .ExecuteDeleteAsync(token) == 1,
        cancellation);

    private static async Task<StoredSearch> StoredAsync(BacktesterDb db, StrategyOptimization row, CancellationToken cancellation)
    {
        var best = await db.OptimizationTrials
            .Where(t => t.OptimizationId == row.Id && t.Score != null)
            .OrderByDescending(t => t.Score)
            .ThenBy(t => t.Number)
            .FirstOrDefaultAsync(cancellation);
        return new(row, best is null ? null : TrialRows.ToTrial(best), row.HonestyJson is null ? null : StoredJson.Read<SearchHonesty>(row.HonestyJson))
        {
            Outcome = row.OutcomeJson is null ? null : StoredJson.Read<SearchOutcome>(row.OutcomeJson),
        };
    }

    private static void FillBest(StrategyOptimization row, Trial? best)
    {
        row.BestParamsJson = best is null ? null : StoredJson.Write(best.Parameters);
        row.BestMetricsJson = best?.Metrics is null ? null : StoredJson.Write(best.Metrics);
        row.BestScore = best?.Score;
    }

    private long Now() => clock.GetUtcNow().ToUnixTimeMilliseconds();
}

/// <summary>How a search went.</summary>
/// <param name="Walked">How its sets were simulated.</param>
/// <param name="Stopped">Why it ended before its budget; null where it did not.</param>
public sealed record SearchOutcome(WalkCounts Walked, string? Stopped);

/// <summary>How long a search took.</summary>
/// <param name="SearchSeconds">The search alone.</param>
/// <param name="HonestySeconds">The statistics over all trials.</param>
/// <param name="BarCombosPerSecond">Bars × sets a second of the search.</param>
public sealed record SearchTimes(double SearchSeconds, double HonestySeconds, double BarCombosPerSecond);
