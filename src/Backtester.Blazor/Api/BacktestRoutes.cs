using Backtester.Blazor.Api.Documents;
using Backtester.Blazor.Runs;
using Backtester.Core.Runs;
using Backtester.Persistence.Runs;
using RunQuery = Backtester.Blazor.Runs.RunQuery;

namespace Backtester.Blazor.Api;

/// <summary>/api/backtest: submit a spec, read and manage the stored runs.</summary>
internal static class BacktestRoutes
{
    private const string Problem = "application/problem+json";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/backtest").WithTags("Backtests");
        group.MapPost("run", RunAsync)
            .WithName("RunBacktest")
            .WithSummary("Takes a run spec, in JSON or YAML, and answers at once; a stored run with the same fingerprint answers with cached = true unless fresh=true.")
            .Accepts<RunSpecShape>("application/json", "application/yaml", "*/*")
            .Produces<RunAcceptedDocument>(StatusCodes.Status200OK)
            .Produces<RunAcceptedDocument>(StatusCodes.Status202Accepted)
            .Produces<ApiProblem>(StatusCodes.Status400BadRequest, Problem)
            .Produces<ApiProblem>(StatusCodes.Status413PayloadTooLarge, Problem);
        group.MapGet("results", ListAsync)
            .WithName("ListBacktests")
            .WithSummary("A page of runs, newest first; sort by created, name, strategy, total_trades, win_rate, total_profit_loss, roi, max_drawdown, sharpe_ratio, profit_factor, final_equity, symbols, timeframe or status; tag gives only runs with this tag.")
            .Produces<RunListDocument>()
            .Produces<ApiProblem>(StatusCodes.Status400BadRequest, Problem);
        group.MapPatch("results/{id:long}", EditAsync)
            .WithName("EditBacktest")
            .WithSummary("Changes the name, the notes or the tags of a run; what is left out stays.")
            .Produces<RunSummaryDocument>()
            .Produces<ApiProblem>(StatusCodes.Status400BadRequest, Problem)
            .Produces<ApiProblem>(StatusCodes.Status404NotFound, Problem);
        group.MapDelete("results/{id:long}", DeleteAsync)
            .WithName("DeleteBacktest")
            .WithSummary("Removes a run, its trades and its curve; one that runs is cancelled first.")
            .Produces(StatusCodes.Status204NoContent)
            .Produces<ApiProblem>(StatusCodes.Status404NotFound, Problem);
        group.MapPost("results/{id:long}/rerun", RerunAsync)
            .WithName("RerunBacktest")
            .WithSummary("Runs the stored spec again, as a new run.")
            .Produces<RunAcceptedDocument>(StatusCodes.Status202Accepted)
            .Produces<ApiProblem>(StatusCodes.Status400BadRequest, Problem)
            .Produces<ApiProblem>(StatusCodes.Status404NotFound, Problem);
        group.MapPost("results/{id:long}/cancel", CancelAsync)
            .WithName("CancelBacktest")
            .WithSummary("Cancels a run that waits or runs, within a second.")
            .Produces(StatusCodes.Status202Accepted)
            .Produces<ApiProblem>(StatusCodes.Status404NotFound, Problem)
            .Produces<ApiProblem>(StatusCodes.Status409Conflict, Problem);
    }

    private static async Task<IResult> RunAsync(HttpRequest request, IBacktestService backtests, bool fresh = false)
    {
        using var reader = new StreamReader(request.Body);
        var text = await reader.ReadToEndAsync(request.HttpContext.RequestAborted);
        var format = request.ContentType?.Contains("yaml", StringComparison.OrdinalIgnoreCase) == true ? SpecFormat.Yaml : SpecFormat.Json;
        return Answer(await backtests.SubmitAsync(text, format, fresh, request.HttpContext.RequestAborted));
    }

    private static async Task<IResult> ListAsync(
        IBacktestService backtests,
        CancellationToken cancellation,
        int limit = 50,
        string? cursor = null,
        string? status = null,
        string? strategy = null,
        string? symbol = null,
        string? text = null,
        string sort = "created",
        bool descending = true,
        string? tag = null)
    {
        var page = await backtests.ListAsync(new RunQuery(limit, cursor, status, strategy, symbol, text, RunSortWords.Parse("sort", sort), descending, tag), cancellation);
        return Results.Ok(new RunListDocument([.. page.Runs.Select(RunSummaryDocument.From)], page.NextCursor, page.Total));
    }

    private static async Task<IResult> EditAsync(long id, RunPatchDocument patch, IBacktestService backtests, CancellationToken cancellation)
    {
        if (!await backtests.EditAsync(id, new RunEdit(patch.Name, patch.Notes, patch.Tags), cancellation))
        {
            return NoRun(id);
        }

        return await backtests.SummaryAsync(id, cancellation) is { } run ? Results.Ok(RunSummaryDocument.From(run)) : NoRun(id);
    }

    private static async Task<IResult> DeleteAsync(long id, IBacktestService backtests, CancellationToken cancellation) =>
        await backtests.DeleteAsync(id, cancellation) ? Results.NoContent() : NoRun(id);

    private static async Task<IResult> RerunAsync(long id, IBacktestService backtests, CancellationToken cancellation) =>
        await backtests.RerunAsync(id, cancellation) is { } outcome ? Answer(outcome) : NoRun(id);

    private static async Task<IResult> CancelAsync(long id, IBacktestService backtests, CancellationToken cancellation)
    {
        if (await backtests.SummaryAsync(id, cancellation) is not { } run)
        {
            return NoRun(id);
        }

        return await backtests.CancelAsync(id, cancellation)
            ? Results.Accepted($"/api/backtest/results/{id}")
            : ApiProblem.Conflict($"Run {id} has ended already: {run.Status}.");
    }

    /// <summary>What a submitted run is answered with.</summary>
    internal static IResult Answer(SubmitOutcome outcome)
    {
        if (!outcome.Accepted)
        {
            return ApiProblem.BadSpec(outcome.Problems);
        }

        var document = RunAcceptedDocument.From(outcome);
        return outcome.Cached ? Results.Ok(document) : Results.Accepted($"/api/backtest/results/{document.BacktestId}", document);
    }

    private static IResult NoRun(long id) => ApiProblem.NotFound($"run {id}");
}
