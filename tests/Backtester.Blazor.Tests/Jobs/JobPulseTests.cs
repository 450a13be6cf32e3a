using Backtester.Blazor.Jobs;
using Backtester.Blazor.Options;
using Backtester.Blazor.Runs;
using Backtester.Persistence;
using Backtester.Persistence.Jobs;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Backtester.Blazor.Tests.Jobs;

/// <summary>Two workspaces on one folder stand for two processes.</summary>
public sealed class JobPulseTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Workspace _worker;
    private readonly Workspace _other;

    public JobPulseTests()
    {
        var options = new BacktesterOptions
        {
            DataDirectory = _folder.Path,
            Database = DatabaseOptions.SqliteFile(_folder.PathOf(SettingsFile.DatabaseFile)),
        };
        (_worker, _other) = (new Workspace(options), new Workspace(options));
    }

    public void Dispose()
    {
        _worker.Dispose();
        _other.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Running_job_learns_that_another_process_cancelled_it()
    {
        using var job = await BeginAsync();
        var work = RunAsync(job);
        Assert.Equal(CancelOutcome.Requested, await _other.Jobs.RequestCancelAsync(job.Claim.JobId));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work);
        Assert.Equal(StopReason.Cancel, job.Reason);
    }

    [Fact]
    public async Task Running_job_learns_that_it_was_given_to_another()
    {
        using var job = await BeginAsync();
        var work = RunAsync(job);
        await _other.Jobs.RequeueOrphansAsync(_ => false);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work);
        Assert.Equal(StopReason.Lost, job.Reason);
    }

    [Fact]
    public async Task Progress_of_a_running_job_is_seen_by_another_process()
    {
        using var job = await BeginAsync();
        job.Progress = new JobProgress(1, 4);
        var work = RunAsync(job);
        Job? seen;
        do
        {
            await Task.Delay(20);
            seen = await _other.Jobs.GetAsync(job.Claim.JobId);
        }
        while (seen?.Progress is null);
        Assert.Equal(0.25, seen.Progress);
        job.Stop(StopReason.Shutdown);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work);
        Assert.Equal(StopReason.Shutdown, job.Reason);
    }

    private Task RunAsync(RunningJob job) =>
        new JobPulse(_worker.Jobs, NullLogger.Instance).RunAsync(job, () => Task.Delay(TimeSpan.FromMinutes(2), job.Token));

    private async Task<RunningJob> BeginAsync()
    {
        await _worker.MigrateAsync(CancellationToken.None);
        var row = await _worker.Jobs.EnqueueAsync(new NewJob("backtest") { Owner = "worker" });
        return new RunningJob(row, new JobClaim(row.Id, "worker", row.Attempt));
    }
}
