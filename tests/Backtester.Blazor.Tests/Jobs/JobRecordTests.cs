using System.Net;
using Backtester.Blazor.Jobs;
using Backtester.Blazor.Options;
using Backtester.Blazor.Recommendations;
using Backtester.Persistence.Jobs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Backtester.Blazor.Tests.Jobs;

public sealed class JobRecordTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ManualClock _clock = new();
    private readonly JobFeed _feed;
    private readonly JobLogs _logs;

    public JobRecordTests() => (_feed, _logs) = (new JobFeed(NullLogger<JobFeed>.Instance, _clock), new JobLogs(_folder.Path));

    public void Dispose()
    {
        _feed.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Log_tells_each_change_of_state_and_progress_in_steps()
    {
        using var recorder = new JobRecorder(_feed, _logs, _clock, NullLogger<JobRecorder>.Instance);
        await recorder.StartAsync(default);
        Tell(new JobChange(7, "optimization", null, "PENDING"));
        for (var i = 0; i <= 100; i++)
        {
            Tell(new JobChange(7, "optimization", null, "RUNNING", i / 100.0, 100 - i, $"{i} of 100 sets"));
        }

        Tell(new JobChange(7, "optimization", null, "FAILED", Message: "The disk is\nfull."));
        var lines = _logs.Read(7);
        Assert.Equal("Waits in the queue", lines[0].Text);
        Assert.Equal("Failed, The disk is full.", lines[^1].Text);
        Assert.InRange(lines.Count, 12, 24);
        Assert.Contains(lines, l => l.Text.Contains("left, ", StringComparison.Ordinal));
        Assert.True(lines[^1].At > lines[0].At);
    }

    [Fact]
    public void Line_that_was_half_written_is_left_out()
    {
        _logs.Append(1, new JobLogLine(_clock.GetUtcNow(), "Runs"));
        File.AppendAllText(_folder.PathOf("jobs/1.log"), "2026-01-0");
        Assert.Equal(["Runs"], _logs.Read(1).Select(l => l.Text));
        _logs.Delete(1);
        Assert.Empty(_logs.Read(1));
    }

    [Fact]
    public async Task Job_that_ended_long_ago_is_forgotten_with_its_log_and_a_cancelled_one_can_be_done_again()
    {
        await using var portal = await RunningPortal.StartAsync(o => o with { Retention = new RetentionOptions { JobDays = 1 } });
        var (jobs, logs) = (portal.Services.GetRequiredService<JobStore>(), portal.Services.GetRequiredService<JobLogs>());
        var work = new RecommendationWork(RecommendationWork.FollowUp).ToJson();
        var job = await jobs.EnqueueAsync(new NewJob(RecommendationJob.Kind, work) { Owner = "a command" });
        var retry = portal.Services.GetRequiredService<JobRetry>();
        Assert.Null(await retry.AgainAsync(job.Id));
        await jobs.RequestCancelAsync(job.Id);
        Assert.True(await jobs.CancelledAsync(new JobClaim(job.Id, "a command", 1)));

        var again = await retry.AgainAsync(job.Id);
        Assert.StartsWith("jobs/", again, StringComparison.Ordinal);
        Assert.NotEqual($"jobs/{job.Id}", again);

        logs.Append(job.Id, new JobLogLine(DateTimeOffset.UtcNow, "Cancelled"));
        Assert.Contains("\"text\":\"Cancelled\"", await portal.Client.GetStringAsync(new Uri($"api/jobs/{job.Id}/log", UriKind.Relative)), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await portal.Client.GetAsync(new Uri("api/jobs/99/log", UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, (await portal.Client.PostAsync(new Uri($"api/jobs/{job.Id}/retry", UriKind.Relative), null)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await portal.Client.PostAsync(new Uri("api/jobs/99/retry", UriKind.Relative), null)).StatusCode);
        Assert.Equal(0, await portal.Services.GetRequiredService<JobRetention>().SweepAsync(default));
        Assert.NotNull(await jobs.GetAsync(job.Id));
        await jobs.ForgetAsync(DateTimeOffset.UtcNow.AddMinutes(1).ToUnixTimeMilliseconds());
        Assert.Null(await jobs.GetAsync(job.Id));
    }

    private void Tell(JobChange change)
    {
        _feed.Publish(change);
        _clock.Move(JobFeed.Interval);
    }
}
