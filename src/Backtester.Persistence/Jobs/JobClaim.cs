namespace Backtester.Persistence.Jobs;

/// <summary>
/// The right to work on a job. Every change that a worker makes states its claim, and happens only while the job is
/// RUNNING under it: a worker whose job was given to another can change nothing.
/// </summary>
/// <param name="JobId">The job.</param>
/// <param name="Owner">Who works.</param>
/// <param name="Attempt">Which beginning of the work this is, from 1.</param>
public sealed record JobClaim(long JobId, string Owner, int Attempt);

/// <summary>What to enqueue.</summary>
/// <param name="Kind">What kind of work, such as "backtest".</param>
/// <param name="Payload">What the kind needs to do it.</param>
public sealed record NewJob(string Kind, string Payload = "")
{
    /// <summary>The stored run that it makes.</summary>
    public long? RunId { get; init; }

    /// <summary>The stored search that it makes.</summary>
    public long? OptimizationId { get; init; }

    /// <summary>The stored walk-forward that it makes.</summary>
    public long? WalkForwardId { get; init; }

    /// <summary>The stored batch that it makes.</summary>
    public long? BatchId { get; init; }

    /// <summary>Who works on it from the start (a CLI run in its own process); null leaves it to the queue.</summary>
    public string? Owner { get; init; }
}

/// <summary>How far a job is.</summary>
/// <param name="Done">Steps done.</param>
/// <param name="Total">Steps in all; 0 while unknown.</param>
/// <param name="EtaMs">Expected end, Unix ms; null while unknown.</param>
/// <param name="Message">What it is doing; null keeps the last.</param>
public sealed record JobProgress(long Done, long Total, long? EtaMs = null, string? Message = null);

/// <summary>What a worker learns when it reports.</summary>
public enum JobSignal
{
    /// <summary>Go on.</summary>
    Continue,

    /// <summary>Someone asked it to stop: stop, then call <see cref="JobStore.CancelledAsync"/>.</summary>
    Cancel,

    /// <summary>The job is no longer this worker's: stop, and write nothing.</summary>
    Lost,
}

/// <summary>What a request to cancel did.</summary>
public enum CancelOutcome
{
    /// <summary>There is no such job.</summary>
    NotFound,

    /// <summary>It had not begun, and never will.</summary>
    Cancelled,

    /// <summary>It runs; its worker has been asked to stop.</summary>
    Requested,

    /// <summary>It has ended already.</summary>
    AlreadyFinished,
}

/// <summary>What became of jobs whose owner was gone.</summary>
/// <param name="Requeued">PENDING again.</param>
/// <param name="Cancelled">Someone had asked them to stop.</param>
/// <param name="Failed">They were begun too many times.</param>
public sealed record OrphanedJobs(IReadOnlyList<long> Requeued, IReadOnlyList<long> Cancelled, IReadOnlyList<long> Failed);
