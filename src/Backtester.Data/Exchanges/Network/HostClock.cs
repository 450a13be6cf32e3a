namespace Backtester.Data.Exchanges.Network;

/// <summary>
/// A host's own time. It never runs ahead: a reading is older than its arrival, and only time that has passed here
/// since is added. So what is finished by this clock is finished.
/// </summary>
public sealed class HostClock(TimeProvider clock)
{
    /// <summary>After this long a reading is taken anew.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private (long ServerMs, long Arrived)? _reading;

    /// <summary>The host's time, Unix ms; null where it must be asked (again).</summary>
    public long? NowMs
    {
        get
        {
            lock (_gate)
            {
                return _reading is { } reading && clock.GetElapsedTime(reading.Arrived) is { } passed && passed < Lifetime
                    ? reading.ServerMs + (long)passed.TotalMilliseconds
                    : null;
            }
        }
    }

    /// <summary>Keeps a reading that has just arrived.</summary>
    public void Set(long serverMs)
    {
        lock (_gate)
        {
            _reading = (serverMs, clock.GetTimestamp());
        }
    }
}
