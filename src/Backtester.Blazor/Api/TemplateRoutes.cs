using Backtester.Blazor.Api.Documents;
using Backtester.Blazor.Templates;
using Backtester.Core.Runs;

namespace Backtester.Blazor.Api;

/// <summary>/api/backtest/templates: documents of new backtests under names.</summary>
internal static class TemplateRoutes
{
    private const string Problem = "application/problem+json";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/backtest/templates").WithTags("Backtests");
        group.MapGet("", (SpecTemplates templates) => TemplateListDocument.From(templates.List()))
            .WithName("ListTemplates")
            .WithSummary("The saved templates of new backtests, in order of name.")
            .Produces<TemplateListDocument>();
        group.MapGet("{name}", (string name, SpecTemplates templates) => templates.Read(name) is { } json ? Results.Text(json, "application/json") : NoTemplate(name))
            .WithName("GetTemplate")
            .WithSummary("The document of a template, to be changed or submitted as it is.")
            .Produces<RunSpecShape>()
            .Produces<ApiProblem>(StatusCodes.Status404NotFound, Problem);
        group.MapPut("{name}", SaveAsync)
            .WithName("SaveTemplate")
            .WithSummary("Saves a document in JSON or YAML under a name, in place of one of the same name. It need not be a spec that runs.")
            .Accepts<RunSpecShape>("application/json", "application/yaml", "*/*")
            .Produces(StatusCodes.Status204NoContent)
            .Produces<ApiProblem>(StatusCodes.Status400BadRequest, Problem);
        group.MapDelete("{name}", (string name, SpecTemplates templates) => templates.Delete(name) ? Results.NoContent() : NoTemplate(name))
            .WithName("DeleteTemplate")
            .WithSummary("Removes a template.")
            .Produces(StatusCodes.Status204NoContent)
            .Produces<ApiProblem>(StatusCodes.Status404NotFound, Problem);
    }

    private static async Task<IResult> SaveAsync(string name, HttpRequest request, SpecTemplates templates)
    {
        using var reader = new StreamReader(request.Body);
        var text = await reader.ReadToEndAsync(request.HttpContext.RequestAborted);
        try
        {
            templates.Save(name, text);
            return Results.NoContent();
        }
        catch (SpecException error)
        {
            return ApiProblem.BadSpec(error.Problems);
        }
    }

    private static IResult NoTemplate(string name) => ApiProblem.NotFound($"template '{name}'");
}
