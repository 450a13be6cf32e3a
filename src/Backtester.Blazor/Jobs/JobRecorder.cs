using System.Collections.Concurrent;

namespace Backtester.Blazor.Jobs;

/// <summary>Writes the log of each job from the feed: each change of its state, and now and then how far it is.</summary>
internal sealed class JobRecorder(JobFeed feed, JobLogs logs, TimeProvider clock, ILogger<JobRecorder> log) : IHostedService, IDisposable
{
    /// <summary>Progress is told when it has gone so far, a share of the whole.</summary>
    private const double Step = 0.05;

    /// <summary>Less than this is written as 0 %.</summary>
    private const double Least = 0.005;

    /// <summary>Or when so much time went by.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<long, (string Status, double Progress, DateTimeOffset At)> _last = new();
    private IDisposable? _subscription;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _subscription = feed.Subscribe(Take);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose() => _subscription?.Dispose();

    private void Take(JobChange change)
    {
        var now = clock.GetUtcNow();
        if (!IsWorthALine(change, now))
        {
            return;
        }

        var begins = !_last.TryGetValue(change.JobId, out var last) || last.Status != change.Status;
        _last[change.JobId] = (change.Status, change.Progress, now);
        if (change.IsFinal)
        {
            _last.TryRemove(change.JobId, out _);
        }

        if (Words(change, begins) is not { Length: > 0 } words)
        {
            return;
        }

        try
        {
            logs.Append(change.JobId, new JobLogLine(now, words));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            log.LogWarning(error, "The log of job {JobId} could not be written", change.JobId);
        }
    }

    private bool IsWorthALine(JobChange change, DateTimeOffset now) =>
        !_last.TryGetValue(change.JobId, out var last)
        || last.Status != change.Status
        || now - last.At >= Pause
        || change.Progress - last.Progress >= Step
        || (double.IsNaN(last.Progress) && double.IsFinite(change.Progress));

    // That nothing is done yet says nothing: a job that has begun runs, and after that only its message is news.
    private static string Words(JobChange change, bool begins) => string.Join(", ", new[]
    {
        change.Status switch
        {
            "PENDING" => "Waits in the queue",
            "RUNNING" when change.Progress >= Least => $"{change.Progress:P0} done",
            "RUNNING" => begins ? "Runs" : null,
            var ended => Shared.Format.Words(ended),
        },
        change.EtaSeconds is { } left ? $"{Shared.Format.About(left)} left" : null,
        change.Message,
    }.Where(part => !string.IsNullOrWhiteSpace(part)));
}
