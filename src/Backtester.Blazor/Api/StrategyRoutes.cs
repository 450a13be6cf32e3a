using Backtester.Blazor.Api.Documents;
using Backtester.Blazor.Strategies;
using Backtester.Core.Formulas;
using Backtester.Core.Market;
using Backtester.Core.Runs;
using Backtester.Core.Runs.Proof;
using Backtester.Core.Strategies;
using Backtester.Core.Strategies.Definitions;
using Backtester.Core.Strategies.Pine;
using NearestName = Backtester.Blazor.Options.NearestName;

namespace Backtester.Blazor.Api;

/// <summary>/api/strategies: the catalogue and the user's strategies, their versions and their proof.</summary>
internal static class StrategyRoutes
{
    private const string Problem = "application/problem+json";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/strategies").WithTags("Strategies");
        group.MapGet("", (IStrategyLibrary strategies) => strategies.All.Select(StrategyDocument.From).ToArray())
            .WithName("ListStrategies")
            .WithSummary("All strategies: those of the catalogue and those in {data-dir}/strategies.")
            .Produces<StrategyDocument[]>();
        group.MapPost("", SaveAsync)
            .WithName("SaveStrategy")
            .WithSummary("Stores a definition in YAML or JSON as the present version of its id; every version is kept.")
            .Accepts<StrategyDefinitionShape>("application/json", "application/yaml", "*/*")
            .Produces<StoredStrategyDocument>(StatusCodes.Status201Created)
            .Produces<ApiProblem>(StatusCodes.Status400BadRequest, Problem);
        group.MapGet("broken", (StrategyFolder folder) => folder.Files().Where(f => f.Problems.Count > 0).Select(Broken).ToArray())
            .WithName("ListBrokenStrategies")
            .WithSummary("Files in {data-dir}/strategies that cannot be used, with all that is wrong.")
            .Produces<BrokenStrategyDocument[]>();
        group.MapPost("check", CheckAsync)
            .WithName("CheckStrategy")
            .WithSummary("Takes a run spec and proves on the last candles of its first symbol that its strategy does not know the future.")
            .Accepts<RunSpecShape>("application/json", "application/yaml", "*/*")
            .Produces<StrategyCheckShape>()
            .Produces<ApiProblem>(StatusCodes.Status400BadRequest, Problem);
        group.MapPost("import", ImportAsync)
            .WithName("ImportStrategy")
            .WithSummary("Takes a Pine script or a definition; stores what comes of it unless store is false, or unless a part that affects trades was left out and partial is not true.")
            .Accepts<string>("text/plain", "application/yaml", "application/json", "*/*")
            .Produces<ImportedStrategyDocument>()
            .Produces<ApiProblem>(StatusCodes.Status400BadRequest, Problem);
        group.MapGet("{id}", Get)
            .WithName("GetStrategy")
            .WithSummary("One strategy.")
            .Produces<StrategyDocument>()
            .Produces<ApiProblem>(StatusCodes.Status404NotFound, Problem);
        group.MapGet("{id}/definition", (string id, IStrategyLibrary strategies) => Find(strategies, id) is DefinedStrategy strategy
                ? Results.Text(DefinitionWriter.ToYaml(strategy.Definition), "application/yaml")
                : NotFound(strategies, id))
            .WithName("GetStrategyDefinition")
            .WithSummary("Its definition in YAML.")
            .Produces<string>(StatusCodes.Status200OK, "application/yaml")
            .Produces<ApiProblem>(StatusCodes.Status404NotFound, Problem);
        group.MapGet("{id}/versions", (string id, StrategyFolder folder) => folder.Versions(id))
            .WithName("ListStrategyVersions")
            .WithSummary("The kept versions of one of the user's strategies, oldest first.")
            .Produces<StrategyVersion[]>();
        group.MapGet("{id}/versions/{hash}", (string id, string hash, StrategyFolder folder) => folder.VersionText(id, hash) is { } text
                ? Results.Text(text, "application/yaml")
                : ApiProblem.NotFound($"version '{hash}' of strategy '{id}'"))
            .WithName("GetStrategyVersion")
            .WithSummary("A kept version in YAML, by its hash or at least the first eight characters of it.")
            .Produces<string>(StatusCodes.Status200OK, "application/yaml")
            .Produces<ApiProblem>(StatusCodes.Status404NotFound, Problem);
    }

    private static IResult Get(string id, IStrategyLibrary strategies) =>
        Find(strategies, id) is { } strategy ? Results.Ok(StrategyDocument.From(strategy)) : NotFound(strategies, id);

    private static CatalogStrategy? Find(IStrategyLibrary strategies, string id) => StrategyFolder.IsPath(id) ? null : strategies.Find(id, []);

    private static IResult NotFound(IStrategyLibrary strategies, string id)
    {
        var near = NearestName.Of(id, strategies.All.Select(s => s.Info.Id));
        return ApiProblem.NotFound(near is null ? $"strategy '{id}'" : $"strategy '{id}'; did you mean '{near}'");
    }

    private static async Task<IResult> SaveAsync(HttpRequest request, StrategyFolder folder)
    {
        try
        {
            var strategy = folder.Save(await ReadAsync(request));
            return Results.Created($"/api/strategies/{strategy.Info.Id}", new StoredStrategyDocument(strategy.Info.Id, strategy.Info.Version, strategy.Hash));
        }
        catch (FormulaException error)
        {
            return ApiProblem.BadSpec([.. error.Problems.Select(AsProblem)]);
        }
    }

    private static async Task<IResult> ImportAsync(HttpRequest request, StrategyFolder folder, bool store = true, bool partial = false)
    {
        var text = await ReadAsync(request);
        try
        {
            var imported = new StrategyImporter(folder).Import(text, PineImport.LooksLikePine(text), store, partial);
            return imported.Strategy is null
                ? ApiProblem.BadSpec([.. imported.Pine!.Untranslated.Select(r => new SpecProblem($"line {r.Line}, column {r.Column}", r.Reason, r.Source))])
                : Results.Ok(ImportedStrategyDocument.From(imported));
        }
        catch (FormulaException error)
        {
            return ApiProblem.BadSpec([.. error.Problems.Select(AsProblem)]);
        }
    }

    private static async Task<IResult> CheckAsync(HttpRequest request, IStrategyLibrary strategies, ICandleCatalog candles, HttpContext context, int bars = StrategyCheck.DefaultBars)
    {
        var text = await ReadAsync(request);
        var format = request.ContentType?.Contains("yaml", StringComparison.OrdinalIgnoreCase) == true ? SpecFormat.Yaml : SpecFormat.Json;
        try
        {
            var check = await Task.Run(
                () => StrategyCheck.Run(RunPlanner.Plan(text, format, candles, strategies, context.RequestAborted), candles, bars, progress: null, context.RequestAborted),
                context.RequestAborted);
            await StreamedJson.WriteAsync(context, check.Write);
            return Results.Empty;
        }
        catch (SpecException error)
        {
            return ApiProblem.BadSpec(error.Problems);
        }
    }

    private static async Task<string> ReadAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        return await reader.ReadToEndAsync(request.HttpContext.RequestAborted);
    }

    private static BrokenStrategyDocument Broken(StrategyFile file) => new(
        file.Name,
        [.. file.Problems.Select(AsProblem).Select(p => new ApiProblemItem(p.Field, p.Message, p.Got, p.Allowed, p.Suggestion))]);

    private static SpecProblem AsProblem(Diagnostic problem)
    {
        var place = problem.DocumentLine is { } line ? $" (document line {line}, column {problem.DocumentColumn ?? problem.Column})" : "";
        return new SpecProblem(problem.Path, problem.Message + place, problem.Got, problem.Allowed, problem.Suggestion);
    }
}
