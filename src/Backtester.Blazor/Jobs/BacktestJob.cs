using System.Text.Json;
using Backtester.Core.Market;
using Backtester.Core.Runs;
using Backtester.Data.Store;
using Backtester.Persistence.Runs;

namespace Backtester.Blazor.Jobs;

/// <summary>The candles that a run was submitted with are not those that are stored now.</summary>
public sealed class CandlesChangedException(long runId)
    : Exception($"The stored candles (or the engine) changed since run {runId} was submitted; submit it again.");

/// <summary>Makes a stored run's result: reads its candles, walks them, stores the curve and the result.</summary>
internal sealed class BacktestJob(RunStore runs, EquityCurveStore curves, ICandleCatalog candles)
{
    /// <summary>What a job of this kind is called.</summary>
    public const string Kind = "backtest";

    /// <summary>A stored run without its trades.</summary>
    public async Task<StoredRun> ReadAsync(long runId, CancellationToken cancellation) =>
        await runs.GetAsync(runId, withTrades: false, cancellation) ?? throw new InvalidOperationException($"There is no run {runId}.");

    /// <summary>
    /// The plan of a stored run, checked against what is stored now: a plan made anew from its manifest has the same
    /// fingerprint only where the candles are the same.
    /// </summary>
    /// <exception cref="CandlesChangedException">They are not.</exception>
    public RunPlan Check(StoredRun run, CancellationToken cancellation)
    {
        try
        {
            var now = RunPlanner.Plan(SpecOf(run.Plan.Manifest), SpecFormat.Json, candles, cancellation);
            return now.Fingerprint == run.Plan.Fingerprint ? run.Plan : throw new CandlesChangedException(run.Summary.Id);
        }
        catch (SpecException)
        {
            throw new CandlesChangedException(run.Summary.Id);
        }
    }

    /// <summary>Runs a plan on the calling thread, and stores nothing.</summary>
    /// <param name="plan">What to run.</param>
    /// <param name="job">Is told the progress, and says when to stop.</param>
    /// <param name="onProgress">Hears of every report, from the calling thread.</param>
    /// <param name="clock">Dates the estimate of the end.</param>
    public RunResult Execute(RunPlan plan, RunningJob job, Action<RunProgress, double?> onProgress, TimeProvider clock)
    {
        var pace = new ProgressClock(TimeSpan.Zero, clock);
        return RunExecutor.Execute(
            plan,
            candles,
            progress =>
            {
                var eta = progress.Total > 0 ? pace.EtaSeconds((double)progress.Done / progress.Total) : null;
                var etaMs = eta is { } seconds ? clock.GetUtcNow().AddSeconds(seconds).ToUnixTimeMilliseconds() : (long?)null;
                job.Progress = new(progress.Done, progress.Total, etaMs);
                onProgress(progress, eta);
            },
            job.Token);
    }

    /// <summary>
    /// Stores the curve, then the result with its status. A file without a row is harmless, a row without a file is not.
    /// </summary>
    /// <returns>False where the job is no longer this process's, or was cancelled.</returns>
    public async Task<bool> SaveAsync(long runId, RunResult result, RunningJob job)
    {
        curves.Write(result.ResultHash, result.Curve);
        return await runs.SaveResultAsync(runId, result, job.Claim, costs: null, CancellationToken.None);
    }

    /// <summary>The spec with all defaults, as the manifest holds it: it can be submitted as it stands.</summary>
    public static string SpecOf(string manifest)
    {
        using var document = JsonDocument.Parse(manifest);
        return document.RootElement.GetProperty("spec").GetRawText();
    }
}
