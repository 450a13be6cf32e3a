namespace Backtester.Persistence.Jobs;

/// <summary>What a job makes: a row whose state follows the job's.</summary>
internal interface IJobResult
{
    /// <summary>Where it stands.</summary>
    WorkStatus Status { get; }

    /// <summary>When work began, Unix ms.</summary>
    long? StartedMs { get; }

    /// <summary>When it ended, Unix ms.</summary>
    long? FinishedMs { get; }

    /// <summary>What went wrong, in a sentence.</summary>
    string? ErrorMessage { get; }

    /// <summary>Why, as far as known.</summary>
    string? ErrorCause { get; }
}
