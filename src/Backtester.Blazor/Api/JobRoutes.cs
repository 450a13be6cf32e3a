using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Backtester.Blazor.Api.Documents;
using Backtester.Blazor.Jobs;
using Backtester.Core.Runs;
using Microsoft.AspNetCore.Mvc;

namespace Backtester.Blazor.Api;

/// <summary>/api/jobs: what waits, runs and ran, and live events of one job.</summary>
internal static class JobRoutes
{
    /// <summary>A line now and then keeps proxies from closing a silent stream.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(15);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/jobs").WithTags("Jobs");
        group.MapGet("", ListAsync)
            .WithName("ListJobs")
            .WithSummary("Jobs, newest first.")
            .Produces<JobDocument[]>();
        group.MapGet("{id:long}", GetAsync)
            .WithName("GetJob")
            .WithSummary("One job.")
            .Produces<JobDocument>()
            .Produces<ApiProblem>(StatusCodes.Status404NotFound, "application/problem+json");
        group.MapDelete("{id:long}", CancelAsync)
            .WithName("CancelJob")
            .WithSummary("Cancels a job that waits or runs, within a second.")
            .Produces(StatusCodes.Status202Accepted)
            .Produces<ApiProblem>(StatusCodes.Status404NotFound, "application/problem+json")
            .Produces<ApiProblem>(StatusCodes.Status409Conflict, "application/problem+json");
        group.MapGet("{id:long}/log", LogAsync)
            .WithName("GetJobLog")
            .WithSummary("What happened to a job, oldest first.")
            .Produces<JobLogLine[]>()
            .Produces<ApiProblem>(StatusCodes.Status404NotFound, "application/problem+json");
        group.MapPost("{id:long}/retry", RetryAsync)
            .WithName("RetryJob")
            .WithSummary("Does the work of a job that failed or was cancelled again; what can go on goes on.")
            .Produces<JobRetryDocument>(StatusCodes.Status202Accepted)
            .Produces<ApiProblem>(StatusCodes.Status400BadRequest, "application/problem+json")
            .Produces<ApiProblem>(StatusCodes.Status404NotFound, "application/problem+json")
            .Produces<ApiProblem>(StatusCodes.Status409Conflict, "application/problem+json");
        group.MapGet("{id:long}/events", EventsAsync)
            .WithName("JobEvents")
            .WithSummary("Server-sent events of a job, from its present state to its final one.")
            .Produces<JobEventDocument>(StatusCodes.Status200OK, "text/event-stream")
            .Produces<ApiProblem>(StatusCodes.Status404NotFound, "application/problem+json");
    }

    private static async Task<IResult> ListAsync(
        IJobService jobs, CancellationToken cancellation, int limit = 100, [FromQuery(Name = "active_only")] bool activeOnly = false)
    {
        if (limit is < 1 or > 500)
        {
            return ApiProblem.BadSpec([new("limit", "is out of range", limit.ToString(), "1 to 500")]);
        }

        var views = await jobs.ListAsync(limit, activeOnly, cancellation);
        return Results.Ok(views.Select(JobDocument.From).ToArray());
    }

    private static async Task<IResult> GetAsync(long id, IJobService jobs, CancellationToken cancellation) =>
        await jobs.GetAsync(id, cancellation) is { } job ? Results.Ok(JobDocument.From(job)) : ApiProblem.NotFound($"job {id}");

    private static async Task<IResult> CancelAsync(long id, IJobService jobs, CancellationToken cancellation)
    {
        if (await jobs.GetAsync(id, cancellation) is not { } job)
        {
            return ApiProblem.NotFound($"job {id}");
        }

        return await jobs.CancelAsync(id, cancellation)
            ? Results.Accepted($"/api/jobs/{id}")
            : ApiProblem.Conflict($"Job {id} has ended already: {job.Status}.");
    }

    private static async Task<IResult> LogAsync(long id, IJobService jobs, JobLogs logs, CancellationToken cancellation) =>
        await jobs.GetAsync(id, cancellation) is null ? ApiProblem.NotFound($"job {id}") : Results.Ok(logs.Read(id));

    private static async Task<IResult> RetryAsync(long id, IJobService jobs, JobRetry retry, CancellationToken cancellation)
    {
        if (await jobs.GetAsync(id, cancellation) is not { } job)
        {
            return ApiProblem.NotFound($"job {id}");
        }

        try
        {
            return await retry.AgainAsync(id, cancellation) is { } page
                ? Results.Accepted(value: new JobRetryDocument("/" + page))
                : ApiProblem.Conflict($"Job {id} cannot be done again: {job.Status}.");
        }
        catch (SpecException error)
        {
            return ApiProblem.BadSpec(error.Problems);
        }
    }

    private static async Task<IResult> EventsAsync(
        long id, IJobService jobs, JobFeed feed, IHostApplicationLifetime lifetime, HttpContext context)
    {
        // Listening begins before the state is read, so that nothing between the two is lost.
        var channel = Channel.CreateUnbounded<JobChange>();
        var subscription = feed.Subscribe(change => channel.Writer.TryWrite(change), id);
        context.Response.RegisterForDispose(subscription);
        if (await jobs.GetAsync(id, context.RequestAborted) is not { } job)
        {
            return ApiProblem.NotFound($"job {id}");
        }

        return TypedResults.ServerSentEvents(Stream(job, channel.Reader, lifetime.ApplicationStopping, context.RequestAborted));
    }

    private static async IAsyncEnumerable<SseItem<JobEventDocument>> Stream(
        JobView job, ChannelReader<JobChange> changes, CancellationToken stopping, [EnumeratorCancellation] CancellationToken aborted)
    {
        var last = JobEventDocument.From(job);
        yield return Item(last);
        while (!IsFinal(last.Status))
        {
            using var wait = CancellationTokenSource.CreateLinkedTokenSource(stopping, aborted);
            wait.CancelAfter(Silence);
            JobChange? change = null;
            try
            {
                change = await changes.ReadAsync(wait.Token);
            }
            catch (OperationCanceledException)
            {
                if (stopping.IsCancellationRequested || aborted.IsCancellationRequested)
                {
                    yield break;
                }
            }

            last = change is null ? last : JobEventDocument.From(change);
            yield return Item(last);
        }
    }

    private static bool IsFinal(string status) => status is "COMPLETED" or "FAILED" or "CANCELLED" or "DELETED";

    private static SseItem<JobEventDocument> Item(JobEventDocument document) => new(document, "job");
}
