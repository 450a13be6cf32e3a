using Backtester.Persistence.Jobs;
using Backtester.Persistence.Tests.Databases;
using Backtester.Persistence.Tests.Runs;

namespace Backtester.Persistence.Tests.Jobs;

/// <summary>What is left of a job when it ends, and what follows from it.</summary>
public abstract class JobEndRules : DatabaseRules
{
    [SkippableFact]
    public async Task Complete_tells_what_was_done_in_place_of_how_far_it_was()
    {
        var claim = await RunningAsync("{}");
        await Database.Jobs.ReportAsync(claim, new JobProgress(3, 4, null, "3 of 4"));

        Assert.True(await Database.Jobs.CompleteAsync(claim, "4 done"));

        var job = (await Database.Jobs.GetAsync(claim.JobId))!;
        Assert.Equal((WorkStatus.Completed, 1.0, "4 done"), (job.Status, job.Progress, job.Message));
    }

    [SkippableFact]
    public async Task Stored_result_leaves_no_word_of_the_progress()
    {
        var plan = Samples.Plan();
        var (run, _) = await Database.Runs.CreateRunAndJobAsync(plan, new NewJob("backtest"));
        var (_, claim) = (await Database.Jobs.ClaimNextAsync("a"))!.Value;
        await Database.Jobs.ReportAsync(claim, new JobProgress(3, 4, null, "bar 3 of 4"));

        Assert.True(await Database.Runs.SaveResultAsync(run.Id, Samples.Result(plan), claim));

        Assert.Null((await Database.Jobs.GetAsync(claim.JobId))!.Message);
    }

    [SkippableFact]
    public async Task Run_that_follows_is_noted_in_the_document_of_the_job_it_follows_from()
    {
        var claim = await RunningAsync("{}");

        var (run, job) = (await Database.Runs.CreateFollowingAsync(Samples.Plan(), new NewJob("backtest"), claim, id => $"run {id}"))!.Value;

        Assert.Equal(run.Id, job.RunId);
        var from = (await Database.Jobs.GetAsync(claim.JobId))!;
        Assert.Equal(($"run {run.Id}", (long?)null), (from.Payload, from.RunId));
        Assert.Equal(WorkStatus.Pending, (await Database.Runs.GetSummaryAsync(run.Id))!.Status);
    }

    [SkippableFact]
    public async Task Run_does_not_follow_from_a_job_that_is_another_s()
    {
        var claim = await RunningAsync("{}");

        Assert.Null(await Database.Runs.CreateFollowingAsync(Samples.Plan(), new NewJob("backtest"), claim with { Attempt = 2 }, id => $"run {id}"));

        Assert.Equal("{}", (await Database.Jobs.GetAsync(claim.JobId))!.Payload);
        Assert.Single((await Database.Jobs.ListAsync(new JobQuery())).Items);
    }

    private async Task<JobClaim> RunningAsync(string payload)
    {
        await Database.Jobs.EnqueueAsync(new NewJob("fetch", payload));
        return (await Database.Jobs.ClaimNextAsync("a"))!.Value.Claim;
    }
}

public sealed class SqliteJobEndTests : JobEndRules
{
    protected override Task<TestDatabase?> OpenAsync() => Task.FromResult<TestDatabase?>(TestDatabase.Sqlite());
}

[Collection(PostgresTests.Name)]
public sealed class PostgresJobEndTests(PostgresServer server) : JobEndRules
{
    protected override string? WhyMissing => server.Missing;

    protected override Task<TestDatabase?> OpenAsync() => OpenAsync(server);
}
