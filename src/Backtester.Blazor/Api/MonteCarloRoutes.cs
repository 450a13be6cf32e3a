using Backtester.Blazor.Api.Documents;
using Backtester.Blazor.Optimizations;
using Backtester.Core.Optimization.CrossValidation;
using Backtester.Core.Optimization.MonteCarlo;
using Backtester.Core.Runs;

namespace Backtester.Blazor.Api;

/// <summary>/api/backtest/montecarlo and /api/backtest/crossvalidate: how much a result can be trusted, answered when all is simulated.</summary>
internal static class MonteCarloRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/backtest/montecarlo", AskAsync)
            .WithTags("Backtests")
            .WithName("RunMonteCarlo")
            .WithSummary("Asks a stored run for its path risk, how much of it is luck, and how it does where orders fill worse; nothing is stored. Too much for one request is refused.")
            .Accepts<MonteCarloRequestShape>("application/json", "application/yaml", "*/*")
            .Produces<MonteCarloShape>()
            .Produces<ApiProblem>(StatusCodes.Status400BadRequest, "application/problem+json")
            .Produces<ApiProblem>(StatusCodes.Status404NotFound, "application/problem+json");
        routes.MapPost("/api/backtest/crossvalidate", ValidateAsync)
            .WithTags("Optimizations")
            .WithName("RunCrossValidation")
            .WithSummary("Takes a run spec with parameter_ranges and cross_validation (and search), in JSON or YAML, and answers with the out-of-sample Sharpe ratios of combinatorial purged cross-validation; nothing is stored. Too much for one request is refused.")
            .Accepts<RunSpecShape>("application/json", "application/yaml", "*/*")
            .Produces<CrossValidationShape>()
            .Produces<ApiProblem>(StatusCodes.Status400BadRequest, "application/problem+json");
    }

    private static async Task<IResult> AskAsync(HttpRequest request, MonteCarloService service, HttpContext context)
    {
        var (text, format) = await ReadAsync(request);
        try
        {
            var (result, missing) = await service.AskAsync(MonteCarloRequest.Read(text, format), onProgress: null, context.RequestAborted);
            if (result is null)
            {
                return ApiProblem.NotFound(missing!);
            }

            await StreamedJson.WriteAsync(context, writer => MonteCarloDocument.Write(writer, result));
            return Results.Empty;
        }
        catch (SpecException error)
        {
            return ApiProblem.BadSpec(error.Problems);
        }
    }

    private static async Task<IResult> ValidateAsync(HttpRequest request, CrossValidationService service, HttpContext context)
    {
        var (text, format) = await ReadAsync(request);
        try
        {
            var result = await service.RunAsync(text, format, context.RequestAborted);
            await StreamedJson.WriteAsync(context, writer => CrossValidationDocument.Write(writer, result));
            return Results.Empty;
        }
        catch (SpecException error)
        {
            return ApiProblem.BadSpec(error.Problems);
        }
    }

    private static async Task<(string Text, SpecFormat Format)> ReadAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        var text = await reader.ReadToEndAsync(request.HttpContext.RequestAborted);
        return (text, request.ContentType?.Contains("yaml", StringComparison.OrdinalIgnoreCase) == true ? SpecFormat.Yaml : SpecFormat.Json);
    }
}
