namespace Backtester.Blazor.Jobs;

/// <summary>A job as pages and the API show it. Times are Unix ms UTC.</summary>
/// <param name="Id">The job.</param>
/// <param name="Kind">What it does: "backtest".</param>
/// <param name="RunId">The run it makes; null where it makes none.</param>
/// <param name="Title">For people, such as the run's name.</param>
/// <param name="Status">PENDING, RUNNING, COMPLETED, FAILED or CANCELLED.</param>
/// <param name="Progress">Share done, 0 to 1; NaN where unknown.</param>
/// <param name="EtaSeconds">Seconds until the end, estimated; null where unknown.</param>
/// <param name="Message">What it is doing, or why it failed.</param>
/// <param name="CreatedAtMs">When it was submitted.</param>
/// <param name="StartedAtMs">When it began last; null before.</param>
/// <param name="FinishedAtMs">When it ended; null before.</param>
/// <param name="Address">The page of what it makes, relative; null where there is none.</param>
public sealed record JobView(
    long Id,
    string Kind,
    long? RunId,
    string Title,
    string Status,
    double Progress,
    double? EtaSeconds,
    string? Message,
    long CreatedAtMs,
    long? StartedAtMs,
    long? FinishedAtMs,
    string? Address = null)
{
    /// <summary>True where it waits or runs.</summary>
    public bool IsActive => Status is "PENDING" or "RUNNING";

    /// <summary>Seconds from its last beginning to its end; null before.</summary>
    public double? TookSeconds => (FinishedAtMs - StartedAtMs) / 1000.0;

    /// <summary>The job after a change that the feed told.</summary>
    public JobView With(JobChange change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return this with { Status = change.Status, Progress = change.Progress, EtaSeconds = change.EtaSeconds, Message = change.Message };
    }
}
