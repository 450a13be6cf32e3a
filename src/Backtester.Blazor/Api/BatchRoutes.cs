using Backtester.Blazor.Api.Documents;
using Backtester.Blazor.Optimizations;
using Backtester.Core.Runs;

namespace Backtester.Blazor.Api;

/// <summary>/api/backtest/batch: submit a batch of searches, read and manage the stored ones.</summary>
internal static class BatchRoutes
{
    private const string Problem = "application/problem+json";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/backtest/batch").WithTags("Optimizations");
        group.MapPost("", SubmitAsync)
            .WithName("RunBatch")
            .WithSummary("Takes a search spec with strategies, symbols and timeframes as lists, in JSON or YAML, and answers at once; a stored batch with the same fingerprint answers with cached = true unless fresh=true.")
            .Accepts<RunSpecShape>("application/json", "application/yaml", "*/*")
            .Produces<BatchAcceptedDocument>(StatusCodes.Status200OK)
            .Produces<BatchAcceptedDocument>(StatusCodes.Status202Accepted)
            .Produces<ApiProblem>(StatusCodes.Status400BadRequest, Problem);
        group.MapGet("", ListAsync)
            .WithName("ListBatches")
            .WithSummary("The latest batches, at most limit (1 to 500) of them.")
            .Produces<BatchListDocument>()
            .Produces<ApiProblem>(StatusCodes.Status400BadRequest, Problem);
        group.MapGet("{id:long}", GetAsync)
            .WithName("GetBatch")
            .WithSummary("A batch as a league table, the search first that is the most convincing given the tries of all.")
            .Produces<BatchDocument>()
            .Produces<ApiProblem>(StatusCodes.Status404NotFound, Problem);
        group.MapPost("{id:long}/cancel", CancelAsync)
            .WithName("CancelBatch")
            .WithSummary("Stops a batch that waits or runs; its searches stay.")
            .Produces(StatusCodes.Status202Accepted)
            .Produces<ApiProblem>(StatusCodes.Status404NotFound, Problem)
            .Produces<ApiProblem>(StatusCodes.Status409Conflict, Problem);
        group.MapPost("{id:long}/resume", ResumeAsync)
            .WithName("ResumeBatch")
            .WithSummary("Goes on with a batch that was stopped or failed.")
            .Produces(StatusCodes.Status202Accepted)
            .Produces<ApiProblem>(StatusCodes.Status404NotFound, Problem)
            .Produces<ApiProblem>(StatusCodes.Status409Conflict, Problem);
        group.MapDelete("{id:long}", DeleteAsync)
            .WithName("DeleteBatch")
            .WithSummary("Removes a batch that has ended; its searches stay.")
            .Produces(StatusCodes.Status204NoContent)
            .Produces<ApiProblem>(StatusCodes.Status404NotFound, Problem)
            .Produces<ApiProblem>(StatusCodes.Status409Conflict, Problem);
    }

    private static async Task<IResult> SubmitAsync(HttpRequest request, BatchService batches, bool fresh = false)
    {
        using var reader = new StreamReader(request.Body);
        var text = await reader.ReadToEndAsync(request.HttpContext.RequestAborted);
        var format = request.ContentType?.Contains("yaml", StringComparison.OrdinalIgnoreCase) == true ? SpecFormat.Yaml : SpecFormat.Json;
        var outcome = await batches.SubmitAsync(text, format, fresh, request.HttpContext.RequestAborted);
        if (outcome.Id is null)
        {
            return ApiProblem.BadSpec(outcome.Problems);
        }

        var document = BatchAcceptedDocument.From(outcome);
        return outcome.Cached ? Results.Ok(document) : Results.Accepted($"/api/backtest/batch/{document.BatchId}", document);
    }

    private static async Task<IResult> ListAsync(BatchService batches, CancellationToken cancellation, int limit = 100) =>
        limit is < 1 or > 500
            ? ApiProblem.BadSpec([new("limit", "is out of range", $"{limit}", "1 to 500")])
            : Results.Ok(new BatchListDocument([.. (await batches.ListAsync(limit, cancellation)).Select(BatchSummaryDocument.From)]));

    private static async Task<IResult> GetAsync(long id, BatchService batches, CancellationToken cancellation) =>
        await batches.GetAsync(id, cancellation) is { } league ? Results.Ok(BatchDocument.From(league)) : None(id);

    private static async Task<IResult> CancelAsync(long id, BatchService batches, CancellationToken cancellation) =>
        await batches.GetAsync(id, cancellation) is null ? None(id)
        : await batches.CancelAsync(id, cancellation) ? Results.Accepted($"/api/backtest/batch/{id}")
        : ApiProblem.Conflict($"Batch {id} neither waits nor runs.");

    private static async Task<IResult> ResumeAsync(long id, BatchService batches, CancellationToken cancellation) =>
        await batches.GetAsync(id, cancellation) is null ? None(id)
        : await batches.ResumeAsync(id, cancellation) ? Results.Accepted($"/api/backtest/batch/{id}")
        : ApiProblem.Conflict($"Batch {id} waits, runs or is complete: there is nothing to go on with.");

    private static async Task<IResult> DeleteAsync(long id, BatchService batches, CancellationToken cancellation) =>
        await batches.GetAsync(id, cancellation) is null ? None(id)
        : await batches.DeleteAsync(id, cancellation) ? Results.NoContent()
        : ApiProblem.Conflict($"Batch {id} waits or runs: cancel it first.");

    private static IResult None(long id) => ApiProblem.NotFound($"batch {id}");
}
