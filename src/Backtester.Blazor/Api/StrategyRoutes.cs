using Backtester.Blazor.Api.Documents;
using Backtester.Blazor.Options;
using Backtester.Core.Strategies;

namespace Backtester.Blazor.Api;

/// <summary>/api/strategies: the catalogue.</summary>
internal static class StrategyRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/strategies").WithTags("Strategies");
        group.MapGet("", () => StrategyCatalog.All.Select(s => StrategyDocument.From(s.Info)).ToArray())
            .WithName("ListStrategies")
            .WithSummary("All strategies of the catalogue.")
            .Produces<StrategyDocument[]>();
        group.MapGet("{id}", Get)
            .WithName("GetStrategy")
            .WithSummary("One strategy.")
            .Produces<StrategyDocument>()
            .Produces<ApiProblem>(StatusCodes.Status404NotFound, "application/problem+json");
    }

    private static IResult Get(string id)
    {
        if (StrategyCatalog.Find(id) is { Info: { } info })
        {
            return Results.Ok(StrategyDocument.From(info));
        }

        var near = NearestName.Of(id, StrategyCatalog.All.Select(s => s.Info.Id));
        return ApiProblem.NotFound(near is null ? $"strategy '{id}'" : $"strategy '{id}'; did you mean '{near}'");
    }
}
