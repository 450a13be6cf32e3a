using Backtester.Blazor.Api.Documents;
using Backtester.Blazor.Runs;
using Backtester.Core.Runs;
using Backtester.Data.Store;
using Backtester.Data.Universes;

namespace Backtester.Blazor.Api;

/// <summary>/api/data/universes: named lists of symbols, fixed or chosen by a rule as of each date.</summary>
internal static class UniverseRoutes
{
    private const string Problem = "application/problem+json";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/data/universes").WithTags("Data");
        group.MapGet("", (CandleLibrary library) => UniverseLine.Of(library.UniverseFiles!))
            .WithName("ListUniverses")
            .WithSummary("The universes of the data folder.")
            .Produces<UniverseLine[]>();
        group.MapGet("{name}", (string name, CandleLibrary library) => library.UniverseFiles!.Find(name) is { } universe
                ? Results.Json(UniverseDocument.Write(universe))
                : NotFound(library.UniverseFiles, name))
            .WithName("GetUniverse")
            .WithSummary("The document of a universe, every default of its rule spelled out.")
            .Produces<UniverseShape>()
            .Produces<ApiProblem>(StatusCodes.Status404NotFound, Problem);
        group.MapGet("{name}/members", (string name, CandleLibrary library, CancellationToken cancellation, string? exchange = null, string? start = null, string? end = null) =>
                UniverseMembers.Of(library, name, exchange, start, end, cancellation) is { } members ? Results.Ok(members) : NotFound(library.UniverseFiles!, name))
            .WithName("GetUniverseMembers")
            .WithSummary("Whom a universe chose when, from the stored candles before each date.")
            .Produces<UniverseMembersDocument>()
            .Produces<ApiProblem>(StatusCodes.Status400BadRequest, Problem)
            .Produces<ApiProblem>(StatusCodes.Status404NotFound, Problem);
        group.MapPut("{name}", SaveAsync)
            .WithName("SaveUniverse")
            .WithSummary("Stores a universe (YAML or JSON) in place of the one of the same name.")
            .Accepts<UniverseShape>("application/json", "application/yaml", "*/*")
            .Produces<UniverseShape>()
            .Produces<ApiProblem>(StatusCodes.Status400BadRequest, Problem);
        group.MapDelete("{name}", (string name, CandleLibrary library) =>
                library.UniverseFiles!.Delete(name) ? Results.NoContent() : NotFound(library.UniverseFiles, name))
            .WithName("DeleteUniverse")
            .WithSummary("Deletes a universe. Runs that used it keep what they used.")
            .Produces(StatusCodes.Status204NoContent)
            .Produces<ApiProblem>(StatusCodes.Status404NotFound, Problem);
    }

    private static async Task<IResult> SaveAsync(string name, HttpRequest request, CandleLibrary library)
    {
        using var reader = new StreamReader(request.Body);
        var universe = library.UniverseFiles!.Save(name, await reader.ReadToEndAsync(request.HttpContext.RequestAborted));
        return Results.Json(UniverseDocument.Write(universe));
    }

    private static IResult NotFound(UniverseFolder files, string name) =>
        ApiProblem.Of(StatusCodes.Status404NotFound, "Not found", $"There is no universe \"{name}\".", files.Missing(name));
}
