using System.Collections.Concurrent;
using Backtester.Persistence.Jobs;
using Backtester.Persistence.Tests.Databases;
using Backtester.Persistence.Tests.Runs;

namespace Backtester.Persistence.Tests.Jobs;

public abstract class JobStoreRules : DatabaseRules
{
    [SkippableFact]
    public async Task Enqueue_then_claim_gives_the_oldest_with_its_payload()
    {
        var first = await Database.Jobs.EnqueueAsync(new NewJob("backtest", Samples.OddText));
        var second = await Database.Jobs.EnqueueAsync(new NewJob("fetch"));
        Database.Clock.NowMs += 10;

        var (job, claim) = (await Database.Jobs.ClaimNextAsync("one"))!.Value;
        var (next, _) = (await Database.Jobs.ClaimNextAsync("two"))!.Value;

        Assert.Equal((first.Id, "backtest", Samples.OddText, WorkStatus.Running, "one", 1), (job.Id, job.Kind, job.Payload, job.Status, job.Owner, job.Attempt));
        Assert.Equal((SteppedClock.Start, SteppedClock.Start + 10, SteppedClock.Start + 10), (job.CreatedMs, job.StartedMs, job.HeartbeatMs));
        Assert.Equal(new JobClaim(first.Id, "one", 1), claim);
        Assert.Equal(second.Id, next.Id);
        Assert.Null(await Database.Jobs.ClaimNextAsync("three"));
    }

    [SkippableFact]
    public async Task Forget_removes_what_ended_before_a_time_and_nothing_that_waits_or_runs()
    {
        foreach (var kind in new[] { "old", "late", "running", "waiting" })
        {
            await Database.Jobs.EnqueueAsync(new NewJob(kind));
        }

        var (_, old) = (await Database.Jobs.ClaimNextAsync("one"))!.Value;
        Assert.True(await Database.Jobs.CompleteAsync(old));
        Database.Clock.NowMs += 1000;
        var (_, late) = (await Database.Jobs.ClaimNextAsync("one"))!.Value;
        Assert.True(await Database.Jobs.FailAsync(late, "no", "none"));
        await Database.Jobs.ClaimNextAsync("one");

        Assert.Equal([old.JobId], await Database.Jobs.ForgetAsync(SteppedClock.Start + 1000));
        Assert.Equal(["waiting", "running", "late"], (await Database.Jobs.ListAsync(new JobQuery())).Items.Select(j => j.Kind));
    }

    [SkippableFact]
    public async Task Claims_by_many_workers_at_once_give_each_job_to_one()
    {
        const int Count = 60;
        for (var i = 0; i < Count; i++)
        {
            await Database.Jobs.EnqueueAsync(new NewJob("backtest"));
        }

        var claimed = new ConcurrentBag<JobClaim>();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(async () =>
        {
            while (await Database.Jobs.ClaimNextAsync($"worker {worker}") is { } taken)
            {
                claimed.Add(taken.Claim);
            }
        })));

        Assert.Equal(Count, claimed.Count);
        Assert.Equal(Count, claimed.Select(c => c.JobId).Distinct().Count());
        Assert.All(claimed, c => Assert.Equal(1, c.Attempt));
        Assert.Equal(Count, (await Database.Jobs.CountAsync())[WorkStatus.Running]);
    }

    [SkippableFact]
    public async Task Claims_through_separate_writers_as_of_two_processes_give_each_job_to_one()
    {
        for (var i = 0; i < 30; i++)
        {
            await Database.Jobs.EnqueueAsync(new NewJob("backtest"));
        }

        using var otherWriter = new DatabaseWriter(Database.Factory);
        var other = new JobStore(Database.Factory, otherWriter, Database.Clock);
        var claimed = new ConcurrentBag<long>();
        await Task.WhenAll(new[] { Database.Jobs, other }.Select(store => Task.Run(async () =>
        {
            while (await store.ClaimNextAsync("worker") is { } taken)
            {
                claimed.Add(taken.Job.Id);
            }
        })));

        Assert.Equal((30, 30), (claimed.Count, claimed.Distinct().Count()));
    }

    [SkippableFact]
    public async Task Report_writes_progress_and_says_whether_to_go_on()
    {
        var claim = await RunningAsync();
        Database.Clock.NowMs += 1000;

        Assert.Equal(JobSignal.Continue, await Database.Jobs.ReportAsync(claim, new JobProgress(1, 4, SteppedClock.Start + 4000, "bars")));
        var job = (await Database.Jobs.GetAsync(claim.JobId))!;
        Assert.Equal((0.25, 1L, 4L, SteppedClock.Start + 4000, "bars"), (job.Progress, job.Done, job.Total, job.EtaMs, job.Message));
        Assert.Equal(SteppedClock.Start + 1000, job.HeartbeatMs);

        Database.Clock.NowMs += 1000;
        await Database.Jobs.ReportAsync(claim);
        await Database.Jobs.ReportAsync(claim, new JobProgress(2, 0));
        job = (await Database.Jobs.GetAsync(claim.JobId))!;
        Assert.Equal((null, 2L, "bars", SteppedClock.Start + 2000), (job.Progress, job.Done, job.Message, job.HeartbeatMs));

        Assert.Equal(CancelOutcome.Requested, await Database.Jobs.RequestCancelAsync(claim.JobId));
        Assert.Equal(JobSignal.Cancel, await Database.Jobs.ReportAsync(claim));
        Assert.Equal(JobSignal.Lost, await Database.Jobs.ReportAsync(claim with { Owner = "other" }));
        Assert.Equal(JobSignal.Lost, await Database.Jobs.ReportAsync(claim with { Attempt = 2 }));
    }

    [SkippableFact]
    public async Task Result_of_a_claimed_run_completes_job_and_run_together()
    {
        var plan = Samples.Plan();
        var (run, _) = await Database.Runs.CreateRunAndJobAsync(plan, new NewJob("backtest", "{}"));
        Assert.Equal(WorkStatus.Pending, run.Status);
        var (job, claim) = (await Database.Jobs.ClaimNextAsync("a"))!.Value;
        Assert.Equal(run.Id, job.RunId);
        Assert.Equal(WorkStatus.Running, (await Database.Runs.GetSummaryAsync(run.Id))!.Status);

        Assert.False(await Database.Runs.SaveResultAsync(run.Id, Samples.Result(plan), claim with { Owner = "b" }));
        Assert.Equal(WorkStatus.Running, (await Database.Runs.GetSummaryAsync(run.Id))!.Status);
        Assert.True(await Database.Runs.SaveResultAsync(run.Id, Samples.Result(plan), claim));
        Assert.False(await Database.Runs.SaveResultAsync(run.Id, Samples.Result(plan), claim));

        job = (await Database.Jobs.FindByRunAsync(run.Id))!;
        Assert.Equal((WorkStatus.Completed, 1.0), (job.Status, job.Progress));
        Assert.Equal(WorkStatus.Completed, (await Database.Runs.GetSummaryAsync(run.Id))!.Status);
    }

    [SkippableFact]
    public async Task Fail_takes_the_run_along_and_happens_once()
    {
        var (run, _) = await Database.Runs.CreateRunAndJobAsync(Samples.Plan(), new NewJob("backtest"));
        var (_, claim) = (await Database.Jobs.ClaimNextAsync("a"))!.Value;

        Assert.True(await Database.Jobs.FailAsync(claim, "it broke", "disk full"));
        Assert.False(await Database.Jobs.FailAsync(claim, "again"));
        Assert.False(await Database.Jobs.CompleteAsync(claim));
        Assert.False(await Database.Jobs.CancelledAsync(claim));
        Assert.False(await Database.Jobs.ReleaseAsync(claim));

        var job = (await Database.Jobs.GetAsync(claim.JobId))!;
        var stored = (await Database.Runs.GetSummaryAsync(run.Id))!;
        Assert.Equal((WorkStatus.Failed, "it broke", "disk full", SteppedClock.Start), (job.Status, job.ErrorMessage, job.ErrorCause, job.FinishedMs));
        Assert.Equal((WorkStatus.Failed, "it broke", "disk full", SteppedClock.Start), (stored.Status, stored.ErrorMessage, stored.ErrorCause, stored.FinishedMs));
    }

    [SkippableFact]
    public async Task Cancel_of_a_waiting_job_ends_it_and_its_run()
    {
        var (run, job) = await Database.Runs.CreateRunAndJobAsync(Samples.Plan(), new NewJob("backtest"));

        Assert.Equal(CancelOutcome.Cancelled, await Database.Jobs.RequestCancelAsync(job.Id));
        Assert.Equal(CancelOutcome.AlreadyFinished, await Database.Jobs.RequestCancelAsync(job.Id));
        Assert.Equal(CancelOutcome.NotFound, await Database.Jobs.RequestCancelAsync(job.Id + 1));
        Assert.Null(await Database.Jobs.ClaimNextAsync("a"));
        Assert.Equal(WorkStatus.Cancelled, (await Database.Runs.GetSummaryAsync(run.Id))!.Status);
    }

    [SkippableFact]
    public async Task Cancelled_by_its_worker_ends_job_and_run()
    {
        var (run, _) = await Database.Runs.CreateRunAndJobAsync(Samples.Plan(), new NewJob("backtest"));
        var (_, claim) = (await Database.Jobs.ClaimNextAsync("a"))!.Value;

        Assert.True(await Database.Jobs.CancelledAsync(claim));

        Assert.Equal(WorkStatus.Cancelled, (await Database.Jobs.GetAsync(claim.JobId))!.Status);
        Assert.Equal(WorkStatus.Cancelled, (await Database.Runs.GetSummaryAsync(run.Id))!.Status);
    }

    [SkippableFact]
    public async Task Complete_ends_a_job_without_a_run()
    {
        var claim = await RunningAsync();

        Assert.True(await Database.Jobs.CompleteAsync(claim));

        Assert.Equal(WorkStatus.Completed, (await Database.Jobs.GetAsync(claim.JobId))!.Status);
    }

    [SkippableFact]
    public async Task Release_gives_job_and_run_back_without_counting_an_attempt()
    {
        var (run, _) = await Database.Runs.CreateRunAndJobAsync(Samples.Plan(), new NewJob("backtest"));
        var (_, claim) = (await Database.Jobs.ClaimNextAsync("a"))!.Value;

        Assert.True(await Database.Jobs.ReleaseAsync(claim));

        var stored = (await Database.Runs.GetSummaryAsync(run.Id))!;
        Assert.Equal((WorkStatus.Pending, null), (stored.Status, stored.StartedMs));
        Assert.Equal(new JobClaim(claim.JobId, "b", 1), (await Database.Jobs.ClaimNextAsync("b"))!.Value.Claim);
    }

    [SkippableFact]
    public async Task Orphans_alone_are_requeued_and_their_old_claim_is_worthless()
    {
        var plan = Samples.Plan();
        var (run, _) = await Database.Runs.CreateRunAndJobAsync(plan, new NewJob("backtest"));
        var (_, dead) = (await Database.Jobs.ClaimNextAsync("dead"))!.Value;
        var (cliRun, cliJob) = await Database.Runs.CreateRunAndJobAsync(plan, new NewJob("backtest") { Owner = "alive" });
        Assert.Equal((WorkStatus.Running, WorkStatus.Running), (cliRun.Status, cliJob.Status));

        var orphans = await Database.Jobs.RequeueOrphansAsync(owner => owner == "alive");

        Assert.Equal([dead.JobId], orphans.Requeued);
        Assert.Equal(WorkStatus.Running, (await Database.Jobs.GetAsync(cliJob.Id))!.Status);
        Assert.Equal(WorkStatus.Pending, (await Database.Runs.GetSummaryAsync(run.Id))!.Status);

        // The same owner name comes back and takes it again: the claim of the first attempt must not pass.
        var (_, again) = (await Database.Jobs.ClaimNextAsync("dead"))!.Value;
        Assert.Equal(dead with { Attempt = 2 }, again);
        Assert.False(await Database.Runs.SaveResultAsync(run.Id, Samples.Result(plan), dead));
        Assert.True(await Database.Runs.SaveResultAsync(run.Id, Samples.Result(plan), again));
        Assert.Empty((await Database.Jobs.RequeueOrphansAsync(owner => owner == "alive")).Requeued);
    }

    [SkippableFact]
    public async Task Orphan_that_was_asked_to_stop_is_cancelled_and_one_begun_too_often_fails()
    {
        var (run, _) = await Database.Runs.CreateRunAndJobAsync(Samples.Plan(), new NewJob("backtest"));
        var cancelled = (await Database.Jobs.ClaimNextAsync("dead"))!.Value.Claim;
        await Database.Jobs.RequestCancelAsync(cancelled.JobId);
        Assert.Equal([cancelled.JobId], (await Database.Jobs.RequeueOrphansAsync(_ => false)).Cancelled);
        Assert.Equal(WorkStatus.Cancelled, (await Database.Runs.GetSummaryAsync(run.Id))!.Status);

        var claim = await RunningAsync();
        Assert.Equal([claim.JobId], (await Database.Jobs.RequeueOrphansAsync(_ => false, maxAttempts: 2)).Requeued);
        await Database.Jobs.ClaimNextAsync("dead");
        Assert.Equal([claim.JobId], (await Database.Jobs.RequeueOrphansAsync(_ => false, maxAttempts: 2)).Failed);
        Assert.Contains("2 attempts", (await Database.Jobs.GetAsync(claim.JobId))!.ErrorMessage);
    }

    [SkippableFact]
    public async Task Requeue_by_many_at_once_gives_each_job_back_once()
    {
        for (var i = 0; i < 10; i++)
        {
            await RunningAsync();
        }

        var all = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Database.Jobs.RequeueOrphansAsync(_ => false))));

        Assert.Equal(10, all.Sum(o => o.Requeued.Count));
        Assert.Equal(10, all.SelectMany(o => o.Requeued).Distinct().Count());
    }

    [SkippableFact]
    public async Task List_filters_and_pages_latest_first()
    {
        var ids = new List<long>();
        for (var i = 0; i < 5; i++)
        {
            ids.Add((await Database.Jobs.EnqueueAsync(new NewJob(i % 2 == 0 ? "backtest" : "fetch"))).Id);
        }

        await Database.Jobs.ClaimNextAsync("a");
        var first = await Database.Jobs.ListAsync(new JobQuery { Limit = 2 });
        await Database.Jobs.EnqueueAsync(new NewJob("fetch"));
        var second = await Database.Jobs.ListAsync(new JobQuery { Limit = 2, Cursor = first.NextCursor });

        Assert.Equal([ids[4], ids[3]], first.Items.Select(j => j.Id));
        Assert.Equal(5, first.Total);
        Assert.Equal([ids[2], ids[1]], second.Items.Select(j => j.Id));
        Assert.Equal([ids[4], ids[2], ids[0]], (await Database.Jobs.ListAsync(new JobQuery { Kind = "backtest" })).Items.Select(j => j.Id));
        Assert.Equal([ids[0]], (await Database.Jobs.ListAsync(new JobQuery { Statuses = [WorkStatus.Running] })).Items.Select(j => j.Id));
        Assert.Equal((5, 1, 0), ((await Database.Jobs.CountAsync())[WorkStatus.Pending], (await Database.Jobs.CountAsync())[WorkStatus.Running], (await Database.Jobs.CountAsync())[WorkStatus.Failed]));
    }

    private async Task<JobClaim> RunningAsync()
    {
        await Database.Jobs.EnqueueAsync(new NewJob("fetch"));
        return (await Database.Jobs.ClaimNextAsync("a"))!.Value.Claim;
    }
}

public sealed class SqliteJobStoreTests : JobStoreRules
{
    protected override Task<TestDatabase?> OpenAsync() => Task.FromResult<TestDatabase?>(TestDatabase.Sqlite());
}

[Collection(PostgresTests.Name)]
public sealed class PostgresJobStoreTests(PostgresServer server) : JobStoreRules
{
    protected override string? WhyMissing => server.Missing;

    protected override Task<TestDatabase?> OpenAsync() => OpenAsync(server);
}
