using Backtester.Core.Runs;
using Backtester.Persistence.Runs;

namespace Backtester.Blazor.Runs;

/// <summary>
/// Runs, as pages and the API see them. Registered as a singleton, safe for any number of callers.
/// Changes of runs and jobs are told by <see cref="Jobs.JobFeed"/>; nothing needs to be polled.
/// </summary>
public interface IBacktestService
{
    /// <summary>Says what a spec means, or all that is wrong with it. Stores nothing.</summary>
    /// <param name="specText">The document, as a person or a form wrote it.</param>
    /// <param name="format">How it is spelled.</param>
    /// <param name="cancellation">Ends the check.</param>
    Task<SpecCheck> CheckAsync(string specText, SpecFormat format = SpecFormat.Json, CancellationToken cancellation = default);

    /// <summary>
    /// Takes a spec: stores a PENDING run and its job and returns at once. A stored COMPLETED run with the same
    /// fingerprint answers instead, unless <paramref name="fresh"/>; a bad spec gives all its problems and stores nothing.
    /// </summary>
    Task<SubmitOutcome> SubmitAsync(string specText, SpecFormat format = SpecFormat.Json, bool fresh = false, CancellationToken cancellation = default);

    /// <summary>A page of runs, newest first.</summary>
    Task<RunPage> ListAsync(RunQuery query, CancellationToken cancellation = default);

    /// <summary>A row of the list; null where there is no such run. Cheap: reads neither trades nor curve.</summary>
    Task<RunSummary?> SummaryAsync(long id, CancellationToken cancellation = default);

    /// <summary>The run with its metrics and trades; null where there is no such run.</summary>
    Task<RunDetail?> GetAsync(long id, CancellationToken cancellation = default);

    /// <summary>Changes name, notes or tags of a run; false where there is no such run.</summary>
    /// <exception cref="SpecException">Nothing is to be changed, or something is not allowed; all problems are inside.</exception>
    Task<bool> EditAsync(long id, RunEdit edit, CancellationToken cancellation = default);

    /// <summary>Every tag that a run has, in order, with the number of its runs.</summary>
    Task<IReadOnlyList<KeyValuePair<string, int>>> TagsAsync(CancellationToken cancellation = default);

    /// <summary>Removes a run, its trades and its curve, cancelling it first where it runs; false where there is no such run.</summary>
    Task<bool> DeleteAsync(long id, CancellationToken cancellation = default);

    /// <summary>Submits the stored spec of a run again, as a new run; null where there is no such run.</summary>
    Task<SubmitOutcome?> RerunAsync(long id, CancellationToken cancellation = default);

    /// <summary>Cancels the job of a run; false where it neither waits nor runs.</summary>
    Task<bool> CancelAsync(long id, CancellationToken cancellation = default);
}
