using System.Globalization;
using Backtester.Blazor.Jobs;
using Backtester.Data.Download;
using Backtester.Persistence.Jobs;

namespace Backtester.Blazor.Downloads;

/// <summary>A download did not bring all that was asked for; what it brought stays.</summary>
public sealed class FetchIncompleteException(string message) : Exception(message);

/// <summary>Does a stored download. Taken up again after a restart, it asks only for what is still missing.</summary>
internal sealed class FetchJob(Runs.Workspace workspace, JobStore jobs, ExchangeMonitor monitor, RunAfterFetch follower, TimeProvider clock)
{
    /// <summary>What a job of this kind is called.</summary>
    public const string Kind = "fetch";

    /// <summary>Runs it to the end and marks it completed.</summary>
    /// <param name="job">Its row and the sign to stop.</param>
    /// <param name="onProgress">Hears of every page.</param>
    /// <returns>Whether it is done, false where the job is no longer this process's; and the run that waited for it.</returns>
    /// <exception cref="FetchIncompleteException">A series could not be completed.</exception>
    public async Task<(bool Done, long? RunId)> RunAsync(RunningJob job, Action<DownloadProgress> onProgress)
    {
        // The exchanges are checked for as long as it runs, whether or not somebody looks at the page.
        using var watching = monitor.Watch(() => { });
        var payload = FetchPayload.Parse(job.Job.Payload);
        var request = payload.ToRequest();
        var outcome = await workspace.Downloader.RunAsync(
            request,
            progress =>
            {
                var end = progress.SecondsLeft is { } left ? clock.GetUtcNow().AddSeconds(left).ToUnixTimeMilliseconds() : (long?)null;
                job.Progress = new(progress.Done, progress.Total, end, Words(progress));
                onProgress(progress);
            },
            job.Token);
        Require(outcome);

        var run = payload.Then is { } spec ? await follower.SubmitAsync(job, spec) : (long?)null;
        var words = run is null ? Words(outcome) : string.Create(CultureInfo.InvariantCulture, $"{Words(outcome)}; backtest {run} follows");
        return (await jobs.CompleteAsync(job.Claim, words, CancellationToken.None), run);
    }

    /// <summary>How far it is, in words.</summary>
    public static string Words(DownloadProgress progress) =>
        string.Create(CultureInfo.InvariantCulture, $"{progress.Stored:N0} candles, {progress.CandlesPerSecond:N0} a second, {progress.Working}");

    /// <summary>What it did, in words.</summary>
    public static string Words(DownloadOutcome outcome)
    {
        var absent = outcome.Series.Sum(s => s.Absent);
        var text = string.Create(CultureInfo.InvariantCulture, $"{outcome.Added:N0} candles in {outcome.Seconds:0.0} s");
        return absent == 0 ? text : text + string.Create(CultureInfo.InvariantCulture, $", {absent:N0} that the exchange does not have");
    }

    /// <summary>Raises what failed, all of it.</summary>
    public static void Require(DownloadOutcome outcome)
    {
        var failed = outcome.Failed.ToList();
        if (failed.Count > 0)
        {
            throw new FetchIncompleteException(string.Join("; ", failed.Select(f => $"{f.Key}: {f.Error}")));
        }
    }
}
