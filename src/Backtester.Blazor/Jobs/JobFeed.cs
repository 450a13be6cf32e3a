namespace Backtester.Blazor.Jobs;

/// <summary>
/// Live changes of jobs and of the runs that they make. A subscriber hears of at most ten moments a second; of the changes
/// of one job between two moments the last one is delivered, and the last state of a job is always delivered.
/// Callbacks come from a thread of the pool, one at a time for each subscriber: a page goes through InvokeAsync.
/// </summary>
public sealed class JobFeed : IDisposable
{
    /// <summary>Least time between two deliveries to one subscriber.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private readonly TimeProvider _clock;
    private readonly ILogger<JobFeed> _log;
    private JobSubscription[] _subscriptions = [];

    /// <summary>A feed without subscribers.</summary>
    public JobFeed(ILogger<JobFeed> log, TimeProvider? clock = null) => (_log, _clock) = (log, clock ?? TimeProvider.System);

    /// <summary>Calls <paramref name="onChange"/> for every change from now on, until the result is disposed.</summary>
    public IDisposable Subscribe(Action<JobChange> onChange) => Subscribe(onChange, jobId: null);

    /// <summary>As above, for one job alone where <paramref name="jobId"/> is given.</summary>
    public IDisposable Subscribe(Action<JobChange> onChange, long? jobId)
    {
        var subscription = new JobSubscription(onChange, jobId, _clock, _log, Remove);
        lock (_gate)
        {
            _subscriptions = [.. _subscriptions, subscription];
        }

        return subscription;
    }

    /// <summary>Tells all subscribers; returns at once.</summary>
    public void Publish(JobChange change)
    {
        foreach (var subscription in Volatile.Read(ref _subscriptions))
        {
            subscription.Offer(change);
        }
    }

    /// <summary>Ends all subscriptions.</summary>
    public void Dispose()
    {
        foreach (var subscription in Volatile.Read(ref _subscriptions))
        {
            subscription.Dispose();
        }
    }

    private void Remove(JobSubscription subscription)
    {
        lock (_gate)
        {
            _subscriptions = [.. _subscriptions.Where(s => !ReferenceEquals(s, subscription))];
        }
    }
}
