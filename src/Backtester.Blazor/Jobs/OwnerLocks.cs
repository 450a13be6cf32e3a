namespace Backtester.Blazor.Jobs;

/// <summary>
/// Locks by name that the system drops when their process ends, however it ends: a lock that can be taken means that its
/// owner is gone. Files in the data folder, or advisory locks of a PostgreSQL database.
/// </summary>
public interface IOwnerLocks
{
    /// <summary>The name of the one process that runs the jobs.</summary>
    const string Serve = "serve";

    /// <summary>What the locks guard, for messages: a folder, or a database without its password.</summary>
    string Place { get; }

    /// <summary>Takes a lock; null where another process holds it.</summary>
    IDisposable? TryTake(string name);

    /// <summary>True while some process holds the lock.</summary>
    bool IsHeld(string name)
    {
        using var taken = TryTake(name);
        return taken is null;
    }
}

/// <summary>Another process serves the same data folder or database.</summary>
public sealed class AlreadyServedException(string place)
    : Exception($"Another `serve` runs the jobs of {place}: end it first, or choose another --data-dir.");
