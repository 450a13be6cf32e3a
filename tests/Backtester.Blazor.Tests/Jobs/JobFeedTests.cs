using Backtester.Blazor.Jobs;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Backtester.Blazor.Tests.Jobs;

public sealed class JobFeedTests : IDisposable
{
    private readonly ManualClock _clock = new();
    private readonly JobFeed _feed;
    private readonly List<JobChange> _heard = [];

    public JobFeedTests() => _feed = new JobFeed(NullLogger<JobFeed>.Instance, _clock);

    public void Dispose() => _feed.Dispose();

    [Fact]
    public void Thousand_changes_in_a_second_are_heard_ten_times_and_the_last_always()
    {
        using var _ = _feed.Subscribe(_heard.Add);
        for (var i = 1; i <= 1000; i++)
        {
            _feed.Publish(Running(1, i / 1000.0));
            _clock.Move(TimeSpan.FromMilliseconds(1));
        }

        _feed.Publish(new JobChange(1, "backtest", 1, "COMPLETED", 1));
        _clock.Move(JobFeed.Interval);

        // One at once, then one every 100 ms, then the final one.
        Assert.InRange(_heard.Count, 10, 12);
        Assert.Equal("COMPLETED", _heard[^1].Status);
    }

    [Fact]
    public void Final_state_of_every_job_is_heard_even_in_one_burst()
    {
        using var _ = _feed.Subscribe(_heard.Add);
        for (var job = 1; job <= 50; job++)
        {
            _feed.Publish(Running(job, 0.5));
            _feed.Publish(new JobChange(job, "backtest", job, "FAILED", Message: "no"));
        }

        _clock.Move(JobFeed.Interval);
        Assert.Equal(Enumerable.Range(1, 50).Select(i => (long)i), _heard.Where(c => c.IsFinal).Select(c => c.JobId));
    }

    [Fact]
    public void Subscriber_of_one_job_hears_of_that_job_alone()
    {
        using var _ = _feed.Subscribe(_heard.Add, jobId: 2);
        _feed.Publish(Running(1, 0.1));
        _feed.Publish(Running(2, 0.2));
        _clock.Move(JobFeed.Interval);
        Assert.Equal(2, Assert.Single(_heard).JobId);
    }

    [Fact]
    public void Disposed_subscriber_hears_nothing_more()
    {
        var subscription = _feed.Subscribe(_heard.Add);
        _feed.Publish(Running(1, 0.1));
        subscription.Dispose();
        _clock.Move(JobFeed.Interval);
        _feed.Publish(Running(1, 0.2));
        _clock.Move(JobFeed.Interval);
        Assert.Empty(_heard);
    }

    [Fact]
    public void Failing_listener_silences_neither_itself_nor_the_others()
    {
        var calls = 0;
        using var bad = _feed.Subscribe(_ =>
        {
            calls++;
            throw new InvalidOperationException("listener");
        });
        using var good = _feed.Subscribe(_heard.Add);
        _feed.Publish(Running(1, 0.1));
        _clock.Move(JobFeed.Interval);
        _feed.Publish(Running(1, 0.2));
        _clock.Move(JobFeed.Interval);
        Assert.Equal(2, calls);
        Assert.Equal(2, _heard.Count);
    }

    private static JobChange Running(long job, double progress) => new(job, "backtest", job, "RUNNING", progress);
}
