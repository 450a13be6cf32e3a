namespace Backtester.Persistence.Jobs;

/// <summary>A piece of work in the durable queue.</summary>
public sealed class Job
{
    /// <summary>The number in addresses and documents.</summary>
    public long Id { get; set; }

    /// <summary>What kind of work, such as "backtest".</summary>
    public string Kind { get; set; } = "";

    /// <summary>What the kind needs to do it; usually JSON.</summary>
    public string Payload { get; set; } = "";

    /// <summary>Where it stands.</summary>
    public WorkStatus Status { get; set; }

    /// <summary>0 to 1; null while unknown.</summary>
    public double? Progress { get; set; }

    /// <summary>Steps done.</summary>
    public long Done { get; set; }

    /// <summary>Steps in all; 0 while unknown.</summary>
    public long Total { get; set; }

    /// <summary>When it will end if it goes on like this, Unix ms.</summary>
    public long? EtaMs { get; set; }

    /// <summary>What it is doing, in a few words.</summary>
    public string? Message { get; set; }

    /// <summary>What went wrong, in a sentence.</summary>
    public string? ErrorMessage { get; set; }

    /// <summary>Why, as far as known.</summary>
    public string? ErrorCause { get; set; }

    /// <summary>Who works on it; null while nobody does.</summary>
    public string? Owner { get; set; }

    /// <summary>How many times work on it was begun and not given back in order.</summary>
    public int Attempt { get; set; }

    /// <summary>True once someone asked a running job to stop.</summary>
    public bool CancelRequested { get; set; }

    /// <summary>When it was asked for, Unix ms.</summary>
    public long CreatedMs { get; set; }

    /// <summary>When work on it began (last), Unix ms.</summary>
    public long? StartedMs { get; set; }

    /// <summary>When it ended, Unix ms.</summary>
    public long? FinishedMs { get; set; }

    /// <summary>When its owner last reported, Unix ms.</summary>
    public long? HeartbeatMs { get; set; }

    /// <summary>The run it makes, if any.</summary>
    public long? RunId { get; set; }

    /// <summary>The search it makes, if any.</summary>
    public long? OptimizationId { get; set; }

    /// <summary>The walk-forward it makes, if any.</summary>
    public long? WalkForwardId { get; set; }

    /// <summary>The batch it makes, if any; its search is then the one at work.</summary>
    public long? BatchId { get; set; }
}
