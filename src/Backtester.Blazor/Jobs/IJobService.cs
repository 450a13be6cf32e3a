namespace Backtester.Blazor.Jobs;

/// <summary>Jobs, as pages and the API see them. A singleton, safe for any number of callers.</summary>
public interface IJobService
{
    /// <summary>Jobs newest first, at most <paramref name="limit"/> of them.</summary>
    /// <param name="limit">1 to 500.</param>
    /// <param name="activeOnly">Only those that wait or run.</param>
    /// <param name="cancellation">Ends the reading.</param>
    Task<IReadOnlyList<JobView>> ListAsync(int limit = 100, bool activeOnly = false, CancellationToken cancellation = default);

    /// <summary>One job; null where there is none.</summary>
    Task<JobView?> GetAsync(long id, CancellationToken cancellation = default);

    /// <summary>Cancels a job that waits or runs, within a second; false where it does neither.</summary>
    Task<bool> CancelAsync(long id, CancellationToken cancellation = default);
}
