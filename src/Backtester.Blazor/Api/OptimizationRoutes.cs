using Backtester.Blazor.Api.Documents;
using Backtester.Blazor.Optimizations;
using Backtester.Core.Runs;

namespace Backtester.Blazor.Api;

/// <summary>/api/backtest/optimize: submit a search, read and manage the stored ones.</summary>
internal static class OptimizationRoutes
{
    private const string Problem = "application/problem+json";
    private const int MostTrials = 100_000;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/backtest/optimize").WithTags("Optimizations");
        group.MapPost("", SubmitAsync)
            .WithName("RunOptimization")
            .WithSummary("Takes a run spec with parameter_ranges (and search), in JSON or YAML, and answers at once; a stored search with the same fingerprint answers with cached = true unless fresh=true.")
            .Accepts<SearchSpecShape>("application/json", "application/yaml", "*/*")
            .Produces<OptimizationAcceptedDocument>(StatusCodes.Status200OK)
            .Produces<OptimizationAcceptedDocument>(StatusCodes.Status202Accepted)
            .Produces<ApiProblem>(StatusCodes.Status400BadRequest, Problem);
        group.MapGet("", ListAsync)
            .WithName("ListOptimizations")
            .WithSummary("The latest searches, at most limit (1 to 500) of them.")
            .Produces<OptimizationListDocument>()
            .Produces<ApiProblem>(StatusCodes.Status400BadRequest, Problem);
        group.MapGet("{id:long}", GetAsync)
            .WithName("GetOptimization")
            .WithSummary("A search with its verdict and its best trials, at most best (0 to 100,000) of them.")
            .Produces<OptimizationDocument>()
            .Produces<ApiProblem>(StatusCodes.Status400BadRequest, Problem)
            .Produces<ApiProblem>(StatusCodes.Status404NotFound, Problem);
        group.MapPost("{id:long}/pause", PauseAsync)
            .WithName("PauseOptimization")
            .WithSummary("Stops a search that waits or runs until it is resumed, over restarts too; its trials stay.")
            .Produces(StatusCodes.Status202Accepted)
            .Produces<ApiProblem>(StatusCodes.Status404NotFound, Problem)
            .Produces<ApiProblem>(StatusCodes.Status409Conflict, Problem);
        group.MapPost("{id:long}/cancel", CancelAsync)
            .WithName("CancelOptimization")
            .WithSummary("Stops a search that waits, runs or is paused; its trials stay.")
            .Produces(StatusCodes.Status202Accepted)
            .Produces<ApiProblem>(StatusCodes.Status404NotFound, Problem)
            .Produces<ApiProblem>(StatusCodes.Status409Conflict, Problem);
        group.MapPost("{id:long}/resume", ResumeAsync)
            .WithName("ResumeOptimization")
            .WithSummary("Goes on with a search that was paused, stopped or failed, from its stored trials.")
            .Produces(StatusCodes.Status202Accepted)
            .Produces<ApiProblem>(StatusCodes.Status404NotFound, Problem)
            .Produces<ApiProblem>(StatusCodes.Status409Conflict, Problem);
        group.MapDelete("{id:long}", DeleteAsync)
            .WithName("DeleteOptimization")
            .WithSummary("Removes a search that has ended, with its trials.")
            .Produces(StatusCodes.Status204NoContent)
            .Produces<ApiProblem>(StatusCodes.Status404NotFound, Problem)
            .Produces<ApiProblem>(StatusCodes.Status409Conflict, Problem);
    }

    private static async Task<IResult> SubmitAsync(HttpRequest request, OptimizationService searches, bool fresh = false)
    {
        using var reader = new StreamReader(request.Body);
        var text = await reader.ReadToEndAsync(request.HttpContext.RequestAborted);
        var format = request.ContentType?.Contains("yaml", StringComparison.OrdinalIgnoreCase) == true ? SpecFormat.Yaml : SpecFormat.Json;
        var outcome = await searches.SubmitAsync(text, format, fresh, request.HttpContext.RequestAborted);
        if (outcome.Id is null)
        {
            return ApiProblem.BadSpec(outcome.Problems);
        }

        var document = OptimizationAcceptedDocument.From(outcome);
        return outcome.Cached ? Results.Ok(document) : Results.Accepted($"/api/backtest/optimize/{document.OptimizationId}", document);
    }

    private static async Task<IResult> ListAsync(OptimizationService searches, CancellationToken cancellation, int limit = 100) =>
        limit is < 1 or > 500
            ? ApiProblem.BadSpec([new("limit", "is out of range", $"{limit}", "1 to 500")])
            : Results.Ok(new OptimizationListDocument([.. (await searches.ListAsync(limit, cancellation)).Select(OptimizationSummaryDocument.From)]));

    private static async Task<IResult> GetAsync(long id, OptimizationService searches, CancellationToken cancellation, int best = 100)
    {
        if (best is < 0 or > MostTrials)
        {
            return ApiProblem.BadSpec([new("best", "is out of range", $"{best}", $"0 to {MostTrials}")]);
        }

        return await searches.GetAsync(id, cancellation) is { } search
            ? Results.Ok(OptimizationDocument.From(search, await searches.BestAsync(id, best, cancellation), fronts: await searches.FrontsAsync(search, cancellation)))
            : NoSearch(id);
    }

    private static async Task<IResult> CancelAsync(long id, OptimizationService searches, CancellationToken cancellation) =>
        await searches.GetAsync(id, cancellation) is null ? NoSearch(id)
        : await searches.CancelAsync(id, cancellation) ? Results.Accepted($"/api/backtest/optimize/{id}")
        : ApiProblem.Conflict($"Search {id} neither waits nor runs, nor is it paused.");

    private static async Task<IResult> PauseAsync(long id, OptimizationService searches, CancellationToken cancellation) =>
        await searches.GetAsync(id, cancellation) is null ? NoSearch(id)
        : await searches.PauseAsync(id, cancellation) ? Results.Accepted($"/api/backtest/optimize/{id}")
        : ApiProblem.Conflict($"Search {id} neither waits nor runs.");

    private static async Task<IResult> ResumeAsync(long id, OptimizationService searches, CancellationToken cancellation) =>
        await searches.GetAsync(id, cancellation) is null ? NoSearch(id)
        : await searches.ResumeAsync(id, cancellation) ? Results.Accepted($"/api/backtest/optimize/{id}")
        : ApiProblem.Conflict($"Search {id} waits, runs or is complete: there is nothing to go on with.");

    private static async Task<IResult> DeleteAsync(long id, OptimizationService searches, CancellationToken cancellation) =>
        await searches.GetAsync(id, cancellation) is null ? NoSearch(id)
        : await searches.DeleteAsync(id, cancellation) ? Results.NoContent()
        : ApiProblem.Conflict($"Search {id} waits or runs: cancel it first.");

    private static IResult NoSearch(long id) => ApiProblem.NotFound($"search {id}");
}
