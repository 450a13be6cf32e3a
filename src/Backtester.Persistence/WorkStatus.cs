namespace Backtester.Persistence;

/// <summary>Where a run, a search or a job stands. Stored and shown in capitals: PENDING, RUNNING, …</summary>
public enum WorkStatus
{
    /// <summary>Not begun.</summary>
    Pending,

    /// <summary>Someone works on it.</summary>
    Running,

    /// <summary>Done, with its result.</summary>
    Completed,

    /// <summary>Ended by an error, which is stored with it.</summary>
    Failed,

    /// <summary>Ended on request.</summary>
    Cancelled,

    /// <summary>Stopped on request, to be gone on with; of searches alone.</summary>
    Paused,
}

/// <summary>The words of <see cref="WorkStatus"/>.</summary>
public static class WorkStatusWords
{
    /// <summary>The word in documents: PENDING, RUNNING, COMPLETED, FAILED, CANCELLED, and of searches PAUSED.</summary>
    public static string Word(this WorkStatus status) => status switch
    {
        WorkStatus.Pending => "PENDING",
        WorkStatus.Running => "RUNNING",
        WorkStatus.Completed => "COMPLETED",
        WorkStatus.Failed => "FAILED",
        WorkStatus.Cancelled => "CANCELLED",
        WorkStatus.Paused => "PAUSED",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "not a status"),
    };

    /// <summary>True where nothing more will happen.</summary>
    public static bool IsFinal(this WorkStatus status) => status is WorkStatus.Completed or WorkStatus.Failed or WorkStatus.Cancelled;

    /// <summary>Reads a word, in any case; false where it is none.</summary>
    public static bool TryParse(string? word, out WorkStatus status)
    {
        foreach (var candidate in Enum.GetValues<WorkStatus>())
        {
            if (string.Equals(candidate.Word(), word, StringComparison.OrdinalIgnoreCase))
            {
                status = candidate;
                return true;
            }
        }

        status = default;
        return false;
    }

    internal static WorkStatus Parse(string word) =>
        TryParse(word, out var status) ? status : throw new FormatException($"status: '{word}' is none of PENDING, RUNNING, COMPLETED, FAILED, CANCELLED, PAUSED");
}
