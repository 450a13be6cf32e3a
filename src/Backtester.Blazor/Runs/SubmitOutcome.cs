using Backtester.Core.Runs;

namespace Backtester.Blazor.Runs;

/// <summary>The answer to a submitted spec: a run, or all that is wrong with the spec.</summary>
public sealed record SubmitOutcome
{
    private SubmitOutcome(long? runId, string status, bool cached, IReadOnlyList<SpecProblem> problems) =>
        (RunId, Status, Cached, Problems) = (runId, status, cached, problems);

    /// <summary>The stored run; null where the spec has problems.</summary>
    public long? RunId { get; }

    /// <summary>The run's status: PENDING for a new one, COMPLETED for a cached one; empty where the spec has problems.</summary>
    public string Status { get; }

    /// <summary>True where a stored run with the same fingerprint answers.</summary>
    public bool Cached { get; }

    /// <summary>All problems of the spec; empty where it was taken.</summary>
    public IReadOnlyList<SpecProblem> Problems { get; }

    /// <summary>True where there is a run.</summary>
    public bool Accepted => RunId is not null;

    /// <summary>A new run was stored and waits.</summary>
    public static SubmitOutcome Queued(long runId) => new(runId, "PENDING", cached: false, []);

    /// <summary>A stored run answers.</summary>
    public static SubmitOutcome FromStore(long runId, string status) => new(runId, status, cached: true, []);

    /// <summary>The spec cannot be taken.</summary>
    public static SubmitOutcome Refused(IReadOnlyList<SpecProblem> problems) => new(null, "", cached: false, problems);
}
