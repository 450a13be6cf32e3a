using Backtester.Blazor.Api.Documents;
using Backtester.Blazor.Optimizations;
using Backtester.Blazor.Runs;
using Backtester.Core.Optimization.WalkForward;
using Backtester.Core.Runs;

namespace Backtester.Blazor.Api;

/// <summary>/api/backtest/walkforward: searches window after window, answered when all are done.</summary>
internal static class WalkForwardRoutes
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/api/backtest/walkforward", RunAsync)
        .WithTags("Optimizations")
        .WithName("RunWalkForward")
        .WithSummary("Takes a run spec with parameter_ranges and walk_forward (and search), in JSON or YAML, and answers with the stitched out-of-sample account; nothing is stored. Too much for one request is refused; equity is full, daily or none.")
        .Accepts<RunSpecShape>("application/json", "application/yaml", "*/*")
        .Produces<WalkForwardShape>()
        .Produces<ApiProblem>(StatusCodes.Status400BadRequest, "application/problem+json");

    private static async Task<IResult> RunAsync(HttpRequest request, WalkForwardService walks, HttpContext context, string equity = "daily")
    {
        if (EquityWord.Parse(equity) is not { } detail)
        {
            return ApiProblem.BadSpec([EquityWord.Wrong("equity", equity)]);
        }

        using var reader = new StreamReader(request.Body);
        var text = await reader.ReadToEndAsync(context.RequestAborted);
        var format = request.ContentType?.Contains("yaml", StringComparison.OrdinalIgnoreCase) == true ? SpecFormat.Yaml : SpecFormat.Json;
        try
        {
            var result = await walks.RunAsync(text, format, context.RequestAborted);
            await StreamedJson.WriteAsync(context, writer => WalkForwardDocument.Write(writer, result, detail));
            return Results.Empty;
        }
        catch (SpecException error)
        {
            return ApiProblem.BadSpec(error.Problems);
        }
    }
}
