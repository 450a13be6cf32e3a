using Backtester.Blazor.Jobs;
using Backtester.Persistence.Jobs;

namespace Backtester.Blazor.Recommendations;

/// <summary>Does stored work on recommendations: looks for them, replays them, or judges and watches. Repeated after a kill it doubles nothing.</summary>
internal sealed class RecommendationJob(RecommendationFollowUp followUp, RecommendationGenerator generator, RecommendationReplaying replaying, JobStore jobs)
{
    /// <summary>What a job of this kind is called.</summary>
    public const string Kind = "recommendations";

    /// <summary>Runs it to the end and marks it completed.</summary>
    /// <param name="job">Its row and the sign to stop.</param>
    /// <param name="onProgress">Hears the share done and what is at work.</param>
    /// <returns>False where the job is no longer this process's.</returns>
    public async Task<bool> RunAsync(RunningJob job, Action<double, string> onProgress)
    {
        var work = RecommendationWork.Parse(job.Job.Payload);
        var words = work.Task switch
        {
            RecommendationWork.FollowUp => (await followUp.RunAsync(job.Token)).Words,
            RecommendationWork.Generate => (await generator.RunAsync(work.Strategy, Tell, job.Token)).Words,
            RecommendationWork.Replay => (await replaying.RunAsync(work.Strategy, work.From, Tell, job.Token)).Words,
            _ => throw new InvalidOperationException($"This program has no work on recommendations called '{work.Task}'."),
        };
        return await jobs.CompleteAsync(job.Claim, words, CancellationToken.None);

        void Tell(double share, string what)
        {
            job.Progress = new JobProgress((long)(1000 * share), 1000, null, what);
            onProgress(share, what);
        }
    }
}
