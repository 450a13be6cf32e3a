using Backtester.Blazor.Api.Documents;
using Backtester.Blazor.Optimizations;
using Backtester.Blazor.Runs;
using Backtester.Core.Runs;

namespace Backtester.Blazor.Api;

/// <summary>/api/backtest/walkforward: submit a walk-forward, read and manage the stored ones.</summary>
internal static class WalkForwardRoutes
{
    private const string Problem = "application/problem+json";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/backtest/walkforward").WithTags("Optimizations");
        group.MapPost("", SubmitAsync)
            .WithName("RunWalkForward")
            .WithSummary("Takes a run spec with parameter_ranges and walk_forward (and search), in JSON or YAML, and answers at once; a stored walk-forward with the same fingerprint answers with cached = true unless fresh=true.")
            .Accepts<WalkForwardSpecShape>("application/json", "application/yaml", "*/*")
            .Produces<WalkForwardAcceptedDocument>(StatusCodes.Status200OK)
            .Produces<WalkForwardAcceptedDocument>(StatusCodes.Status202Accepted)
            .Produces<ApiProblem>(StatusCodes.Status400BadRequest, Problem);
        group.MapGet("", ListAsync)
            .WithName("ListWalkForwards")
            .WithSummary("The latest walk-forwards, at most limit (1 to 500) of them.")
            .Produces<WalkForwardListDocument>()
            .Produces<ApiProblem>(StatusCodes.Status400BadRequest, Problem);
        group.MapGet("{id:long}", GetAsync)
            .WithName("GetWalkForward")
            .WithSummary("A walk-forward with the windows that are done and, once COMPLETED, the stitched out-of-sample account; equity is full, daily or none.")
            .Produces<WalkForwardShape>()
            .Produces<ApiProblem>(StatusCodes.Status400BadRequest, Problem)
            .Produces<ApiProblem>(StatusCodes.Status404NotFound, Problem);
        group.MapPost("{id:long}/cancel", CancelAsync)
            .WithName("CancelWalkForward")
            .WithSummary("Stops a walk-forward that waits or runs; its windows stay.")
            .Produces(StatusCodes.Status202Accepted)
            .Produces<ApiProblem>(StatusCodes.Status404NotFound, Problem)
            .Produces<ApiProblem>(StatusCodes.Status409Conflict, Problem);
        group.MapPost("{id:long}/resume", ResumeAsync)
            .WithName("ResumeWalkForward")
            .WithSummary("Goes on with a walk-forward that was stopped or failed, behind its stored windows.")
            .Produces(StatusCodes.Status202Accepted)
            .Produces<ApiProblem>(StatusCodes.Status404NotFound, Problem)
            .Produces<ApiProblem>(StatusCodes.Status409Conflict, Problem);
        group.MapDelete("{id:long}", DeleteAsync)
            .WithName("DeleteWalkForward")
            .WithSummary("Removes a walk-forward that has ended.")
            .Produces(StatusCodes.Status204NoContent)
            .Produces<ApiProblem>(StatusCodes.Status404NotFound, Problem)
            .Produces<ApiProblem>(StatusCodes.Status409Conflict, Problem);
    }

    private static async Task<IResult> SubmitAsync(HttpRequest request, WalkForwardService walks, bool fresh = false)
    {
        using var reader = new StreamReader(request.Body);
        var text = await reader.ReadToEndAsync(request.HttpContext.RequestAborted);
        var format = request.ContentType?.Contains("yaml", StringComparison.OrdinalIgnoreCase) == true ? SpecFormat.Yaml : SpecFormat.Json;
        var outcome = await walks.SubmitAsync(text, format, fresh, request.HttpContext.RequestAborted);
        if (outcome.Id is null)
        {
            return ApiProblem.BadSpec(outcome.Problems);
        }

        var document = WalkForwardAcceptedDocument.From(outcome);
        return outcome.Cached ? Results.Ok(document) : Results.Accepted($"/api/backtest/walkforward/{document.WalkforwardId}", document);
    }

    private static async Task<IResult> ListAsync(WalkForwardService walks, CancellationToken cancellation, int limit = 100) =>
        limit is < 1 or > 500
            ? ApiProblem.BadSpec([new("limit", "is out of range", $"{limit}", "1 to 500")])
            : Results.Ok(new WalkForwardListDocument([.. (await walks.ListAsync(limit, cancellation)).Select(WalkForwardSummaryDocument.From)]));

    private static async Task<IResult> GetAsync(long id, WalkForwardService walks, HttpContext context, string equity = "daily")
    {
        if (EquityWord.Parse(equity) is not { } detail)
        {
            return ApiProblem.BadSpec([EquityWord.Wrong("equity", equity)]);
        }

        if (await walks.GetAsync(id, context.RequestAborted) is not { } walk)
        {
            return None(id);
        }

        await StreamedJson.WriteAsync(context, writer => walks.Documents.Write(writer, walk, detail));
        return Results.Empty;
    }

    private static async Task<IResult> CancelAsync(long id, WalkForwardService walks, CancellationToken cancellation) =>
        await walks.GetAsync(id, cancellation) is null ? None(id)
        : await walks.CancelAsync(id, cancellation) ? Results.Accepted($"/api/backtest/walkforward/{id}")
        : ApiProblem.Conflict($"Walk-forward {id} neither waits nor runs.");

    private static async Task<IResult> ResumeAsync(long id, WalkForwardService walks, CancellationToken cancellation) =>
        await walks.GetAsync(id, cancellation) is null ? None(id)
        : await walks.ResumeAsync(id, cancellation) ? Results.Accepted($"/api/backtest/walkforward/{id}")
        : ApiProblem.Conflict($"Walk-forward {id} waits, runs or is complete: there is nothing to go on with.");

    private static async Task<IResult> DeleteAsync(long id, WalkForwardService walks, CancellationToken cancellation) =>
        await walks.GetAsync(id, cancellation) is null ? None(id)
        : await walks.DeleteAsync(id, cancellation) ? Results.NoContent()
        : ApiProblem.Conflict($"Walk-forward {id} waits or runs: cancel it first.");

    private static IResult None(long id) => ApiProblem.NotFound($"walk-forward {id}");
}
