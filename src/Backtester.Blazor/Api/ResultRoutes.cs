using Backtester.Blazor.Api.Documents;
using Backtester.Blazor.Runs;

namespace Backtester.Blazor.Api;

/// <summary>/api/backtest/results/{id}: the result document. (Columns for charts and trades as CSV are in Charts.)</summary>
internal static class ResultRoutes
{
    private const string Problem = "application/problem+json";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/backtest/results/{id:long}").WithTags("Backtests");
        group.MapGet("", GetAsync)
            .WithName("GetBacktest")
            .WithSummary("The result document; equity = daily (default), full or none says how much of the curve it holds.")
            .Produces<ResultDocumentShape>()
            .Produces<ApiProblem>(StatusCodes.Status400BadRequest, Problem)
            .Produces<ApiProblem>(StatusCodes.Status404NotFound, Problem);
    }

    private static async Task<IResult> GetAsync(long id, StoredResults results, HttpContext context, string equity = "daily")
    {
        if (EquityWord.Parse(equity) is not { } detail)
        {
            return ApiProblem.BadSpec([EquityWord.Wrong("equity", equity)]);
        }

        if (await results.ReadAsync(id, context.RequestAborted) is not { } run)
        {
            return ApiProblem.NotFound($"run {id}");
        }

        await StreamedJson.WriteAsync(context, writer => results.Write(writer, run, detail));
        return Results.Empty;
    }
}
