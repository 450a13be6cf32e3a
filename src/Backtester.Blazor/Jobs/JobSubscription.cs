namespace Backtester.Blazor.Jobs;

/// <summary>
/// One listener of the <see cref="JobFeed"/>: keeps the newest change of each job and hands them out no more often than
/// every <see cref="JobFeed.Interval"/>. The first change after a pause is handed out at once.
/// </summary>
internal sealed class JobSubscription : IDisposable
{
    private readonly Lock _gate = new();
    private readonly Action<JobChange> _onChange;
    private readonly long? _jobId;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly Action<JobSubscription> _onDispose;
    private readonly ITimer _timer;
    private readonly Dictionary<long, JobChange> _waiting = [];
    private readonly List<long> _order = [];
    private long _lastDelivery;
    private bool _scheduled;
    private bool _disposed;

    public JobSubscription(Action<JobChange> onChange, long? jobId, TimeProvider clock, ILogger log, Action<JobSubscription> onDispose)
    {
        (_onChange, _jobId, _clock, _log, _onDispose) = (onChange, jobId, clock, log, onDispose);
        _lastDelivery = clock.GetTimestamp() - clock.TimestampFrequency;
        _timer = clock.CreateTimer(static state => ((JobSubscription)state!).Deliver(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Offer(JobChange change)
    {
        if (_jobId is { } only && only != change.JobId)
        {
            return;
        }

        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }

            if (!_waiting.ContainsKey(change.JobId))
            {
                _order.Add(change.JobId);
            }

            _waiting[change.JobId] = change;
            if (!_scheduled)
            {
                _scheduled = true;
                var rest = JobFeed.Interval - _clock.GetElapsedTime(_lastDelivery);
                _timer.Change(rest > TimeSpan.Zero ? rest : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
            }
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
            _waiting.Clear();
            _order.Clear();
        }

        _timer.Dispose();
        _onDispose(this);
    }

    private void Deliver()
    {
        JobChange[] changes;
        lock (_gate)
        {
            changes = [.. _order.Select(id => _waiting[id])];
            _waiting.Clear();
            _order.Clear();
        }

        foreach (var change in changes)
        {
            Call(change);
        }

        lock (_gate)
        {
            // What came while the callbacks ran waits for its own moment, so callbacks never overlap.
            _lastDelivery = _clock.GetTimestamp();
            _scheduled = _waiting.Count > 0 && !_disposed;
            if (_scheduled)
            {
                _timer.Change(JobFeed.Interval, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private void Call(JobChange change)
    {
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }
        }

        try
        {
            _onChange(change);
        }
        catch (Exception error)
        {
            _log.LogError(error, "A listener of job changes failed at job {JobId}", change.JobId);
        }
    }
}
