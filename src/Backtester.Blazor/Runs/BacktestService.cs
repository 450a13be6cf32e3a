using Backtester.Blazor.Jobs;
using Backtester.Core.Market;
using Backtester.Core.Runs;
using Backtester.Core.Strategies;
using Backtester.Data.Store;
using Backtester.Persistence;
using Backtester.Persistence.Jobs;
using Backtester.Persistence.Runs;
using Microsoft.EntityFrameworkCore;

namespace Backtester.Blazor.Runs;

/// <summary>Runs over their stores, with the queue of this process.</summary>
internal sealed class BacktestService(
    RunStore runs, JobStore jobs, BacktesterDbFactory database, EquityCurveStore curves, ICandleCatalog candles, IStrategyLibrary strategies, IJobService jobService, JobFeed feed, JobQueue queue)
    : IBacktestService
{
    /// <summary>How long a deletion waits for a running job to stop.</summary>
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public async Task<SpecCheck> CheckAsync(string specText, SpecFormat format = SpecFormat.Json, CancellationToken cancellation = default)
    {
        try
        {
            // Planning reads candles, and may have to generate those of the sample market.
            return new(await Task.Run(() => RunPlanner.Plan(specText, format, candles, strategies, cancellation), cancellation), []);
        }
        catch (SpecException error)
        {
            return new(null, error.Problems);
        }
    }

    /// <inheritdoc/>
    public async Task<SubmitOutcome> SubmitAsync(string specText, SpecFormat format = SpecFormat.Json, bool fresh = false, CancellationToken cancellation = default)
    {
        var check = await CheckAsync(specText, format, cancellation);
        if (check.Plan is not { } plan)
        {
            return SubmitOutcome.Refused(check.Problems);
        }

        if (!fresh && await runs.FindCompletedAsync(plan.Fingerprint, cancellation) is { } stored)
        {
            return SubmitOutcome.FromStore(stored.Id, stored.Status.Word());
        }

        // Past this point the run is stored: a caller who leaves must not leave it half told.
        var (run, job) = await runs.CreateRunAndJobAsync(plan, new NewJob(BacktestJob.Kind), cancellation: cancellation);
        feed.Publish(new JobChange(job.Id, job.Kind, run.Id, WorkStatus.Pending.Word()));
        queue.Wake();
        return SubmitOutcome.Queued(run.Id);
    }

    /// <inheritdoc/>
    public async Task<RunPage> ListAsync(RunQuery query, CancellationToken cancellation = default)
    {
        var page = await runs.ListAsync(RunViews.Query(query), cancellation);
        var ids = page.Items.Select(r => r.Id).ToArray();
        await using var db = database.OpenForReading();
        var jobOf = await db.Jobs.Where(j => j.RunId != null && ids.Contains(j.RunId.Value))
            .GroupBy(j => j.RunId!.Value)
            .Select(g => new { Run = g.Key, Job = g.Max(j => j.Id) })
            .ToDictionaryAsync(g => g.Run, g => g.Job, cancellation);
        return new([.. page.Items.Select(r => RunViews.Summary(r, jobOf.TryGetValue(r.Id, out var job) ? job : null))], page.NextCursor, page.Total);
    }

    /// <inheritdoc/>
    public async Task<RunSummary?> SummaryAsync(long id, CancellationToken cancellation = default) =>
        await runs.GetSummaryAsync(id, cancellation) is { } run ? RunViews.Summary(run, (await jobs.FindByRunAsync(id, cancellation))?.Id) : null;

    /// <inheritdoc/>
    public async Task<RunDetail?> GetAsync(long id, CancellationToken cancellation = default) =>
        await runs.GetAsync(id, withTrades: true, cancellation) is { } run ? RunViews.Detail(run, (await jobs.FindByRunAsync(id, cancellation))?.Id) : null;

    /// <inheritdoc/>
    public Task<bool> EditAsync(long id, RunEdit edit, CancellationToken cancellation = default) => runs.EditAsync(id, edit, cancellation);

    /// <inheritdoc/>
    public Task<IReadOnlyList<KeyValuePair<string, int>>> TagsAsync(CancellationToken cancellation = default) => runs.TagsAsync(cancellation);

    /// <inheritdoc/>
    public async Task<bool> DeleteAsync(long id, CancellationToken cancellation = default)
    {
        var hash = (await runs.GetSummaryAsync(id, cancellation))?.ResultHash;
        var job = await jobs.FindByRunAsync(id, cancellation);
        var outcome = await runs.DeleteAsync(id, cancellation);
        if (outcome == DeleteOutcome.StillActive)
        {
            await CancelAsync(id, cancellation);
            await StoppedAsync(id, cancellation);
            outcome = await runs.DeleteAsync(id, cancellation);
        }

        if (outcome != DeleteOutcome.Deleted)
        {
            return false;
        }

        await RunCurves.DeleteUnusedAsync(hash, curves, database, cancellation);
        feed.Publish(new JobChange(job?.Id ?? 0, BacktestJob.Kind, id, "DELETED"));
        return true;
    }

    /// <inheritdoc/>
    public async Task<SubmitOutcome?> RerunAsync(long id, CancellationToken cancellation = default) =>
        await runs.GetAsync(id, withTrades: false, cancellation) is { } run
            ? await SubmitAsync(BacktestJob.SpecOf(run.Plan.Manifest), SpecFormat.Json, fresh: true, cancellation)
            : null;

    /// <inheritdoc/>
    public async Task<bool> CancelAsync(long id, CancellationToken cancellation = default) =>
        await jobs.FindByRunAsync(id, cancellation) is { } job ? await jobService.CancelAsync(job.Id, cancellation) : await runs.CancelAsync(id, cancellation);

    private async Task StoppedAsync(long id, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(StopPatience);
        try
        {
            while (await runs.GetSummaryAsync(id, patience.Token) is { } run && !run.Status.IsFinal())
            {
                await Task.Delay(50, patience.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // The deletion will say that it is still active.
        }
    }
}
