using Backtester.Blazor.Jobs;

namespace Backtester.Blazor.Api.Documents;

/// <summary>A job: status PENDING, RUNNING, COMPLETED, FAILED or CANCELLED; progress 0 to 1, null where unknown.</summary>
public sealed record JobDocument(
    long Id,
    string Kind,
    long? BacktestId,
    string Title,
    string Status,
    double? Progress,
    double? EtaSeconds,
    string? Message,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt)
{
    /// <summary>From what is stored.</summary>
    public static JobDocument From(JobView job) => new(
        job.Id,
        job.Kind,
        job.RunId,
        job.Title,
        job.Status,
        ApiJson.Known(job.Progress),
        job.EtaSeconds,
        job.Message,
        DateTimeOffset.FromUnixTimeMilliseconds(job.CreatedAtMs),
        ApiJson.Time(job.StartedAtMs),
        ApiJson.Time(job.FinishedAtMs));
}

/// <summary>A moment of a job, as `/api/jobs/{id}/events` tells it.</summary>
public sealed record JobEventDocument(
    long JobId, long? BacktestId, string Status, double? Progress, double? EtaSeconds, string? Message, double? Equity, int Trades, double? BarsPerSecond)
{
    /// <summary>From the feed.</summary>
    public static JobEventDocument From(JobChange change) => new(
        change.JobId,
        change.RunId,
        change.Status,
        ApiJson.Known(change.Progress),
        change.EtaSeconds,
        change.Message,
        ApiJson.Known(change.Equity),
        change.Trades,
        ApiJson.Known(change.BarsPerSecond));

    /// <summary>From what is stored, for the first event.</summary>
    public static JobEventDocument From(JobView job) =>
        new(job.Id, job.RunId, job.Status, ApiJson.Known(job.Progress), job.EtaSeconds, job.Message, Equity: null, Trades: 0, BarsPerSecond: null);
}

/// <summary>The answer to a job that is done again.</summary>
/// <param name="Page">The page of the portal that shows it.</param>
public sealed record JobRetryDocument(string Page);
