using Backtester.Blazor.Api.Documents;
using Backtester.Blazor.Recommendations;
using Backtester.Core.Runs;
using Backtester.Persistence.ActiveStrategies;

namespace Backtester.Blazor.Api;

/// <summary>/api/strategies/active: what the user follows.</summary>
internal static class ActiveStrategyRoutes
{
    private const string Problem = "application/problem+json";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/strategies/active").WithTags("Recommendations");
        group.MapGet("", ListAsync)
            .WithName("ListActiveStrategies")
            .WithSummary("The strategies that are followed, then the retired ones.")
            .Produces<ActiveStrategyListDocument>();
        group.MapPost("", FollowAsync)
            .WithName("FollowStrategy")
            .WithSummary("Follows the settings of a stored run, of a set of a search, or of a run's document; under a name that is there, as its next version.")
            .Produces<ActiveStrategyDocument>(StatusCodes.Status200OK)
            .Produces<ActiveStrategyDocument>(StatusCodes.Status201Created)
            .Produces<ApiProblem>(StatusCodes.Status400BadRequest, Problem)
            .Produces<ApiProblem>(StatusCodes.Status409Conflict, Problem);
        group.MapGet("{id:long}", GetAsync)
            .WithName("GetActiveStrategy")
            .WithSummary("An active strategy with all its versions.")
            .Produces<ActiveStrategyDetailDocument>()
            .Produces<ApiProblem>(StatusCodes.Status404NotFound, Problem);
        group.MapPost("{id:long}/retire", RetireAsync)
            .WithName("RetireStrategy")
            .WithSummary("Follows it no longer.")
            .Produces<ActiveStrategyDocument>()
            .Produces<ApiProblem>(StatusCodes.Status404NotFound, Problem)
            .Produces<ApiProblem>(StatusCodes.Status409Conflict, Problem);
        group.MapPost("{id:long}/resume", ResumeAsync)
            .WithName("ResumeStrategy")
            .WithSummary("Follows a retired one again.")
            .Produces<ActiveStrategyDocument>()
            .Produces<ApiProblem>(StatusCodes.Status404NotFound, Problem)
            .Produces<ApiProblem>(StatusCodes.Status409Conflict, Problem);
        group.MapPost("{id:long}/restore", RestoreAsync)
            .WithName("RestoreStrategy")
            .WithSummary("Follows the settings of an earlier version (version=) again, by a new one.")
            .Produces<ActiveStrategyDocument>()
            .Produces<ApiProblem>(StatusCodes.Status404NotFound, Problem)
            .Produces<ApiProblem>(StatusCodes.Status409Conflict, Problem);
    }

    private static async Task<IResult> ListAsync(ActiveStrategyService active, CancellationToken cancellation) =>
        Results.Ok(new ActiveStrategyListDocument([.. (await active.ListAsync(cancellation)).Select(ActiveStrategyDocument.From)]));

    private static async Task<IResult> FollowAsync(FollowRequest request, ActiveStrategyService active, CancellationToken cancellation)
    {
        var named = new[] { request.RunId is not null, request.OptimizationId is not null, request.Spec is not null }.Count(given => given);
        if (named != 1)
        {
            return ApiProblem.BadSpec([new SpecProblem("run_id", named == 0 ? "nothing says what to follow" : "several say what to follow", null, "one of run_id, optimization_id, spec")]);
        }

        var result = request.RunId is { } run ? await active.FollowRunAsync(run, request.Name, cancellation)
            : request.OptimizationId is { } search ? await active.FollowTrialAsync(search, request.Trial, request.Name, cancellation)
            : await active.FollowSpecAsync(request.Spec!.Value.GetRawText(), SpecFormat.Json, request.Name, cancellation);
        return result is { IsNew: true, Strategy: { } made }
            ? Results.Created($"/api/strategies/active/{made.Row.Id}", ActiveStrategyDocument.From(made))
            : Answer(result);
    }

    private static async Task<IResult> GetAsync(long id, ActiveStrategyService active, CancellationToken cancellation) =>
        await active.GetAsync(id, cancellation) is { } stored
            ? Results.Ok(new ActiveStrategyDetailDocument(ActiveStrategyDocument.From(stored), [.. (await active.VersionsAsync(id, cancellation)).Select(ActiveVersionDocument.From)]))
            : None(id);

    private static async Task<IResult> RetireAsync(long id, ActiveStrategyService active, CancellationToken cancellation) =>
        await active.RetireAsync(id, cancellation) ? await StoredAsync(id, active, cancellation)
        : await active.GetAsync(id, cancellation) is null ? None(id)
        : ApiProblem.Conflict($"Active strategy {id} is retired already.");

    private static async Task<IResult> ResumeAsync(long id, ActiveStrategyService active, CancellationToken cancellation) =>
        await active.ResumeAsync(id, cancellation) ? await StoredAsync(id, active, cancellation)
        : await active.GetAsync(id, cancellation) is null ? None(id)
        : ApiProblem.Conflict($"Active strategy {id} is followed already.");

    private static async Task<IResult> RestoreAsync(long id, int version, ActiveStrategyService active, CancellationToken cancellation)
    {
        var result = await active.RestoreAsync(id, version, cancellation);
        return result is { Strategy: null, Conflict: null } ? ApiProblem.NotFound($"version {version} of active strategy {id}") : Answer(result);
    }

    private static async Task<IResult> StoredAsync(long id, ActiveStrategyService active, CancellationToken cancellation) =>
        Results.Ok(ActiveStrategyDocument.From((await active.GetAsync(id, cancellation))!));

    private static IResult Answer(FollowResult result) =>
        result.Strategy is { } stored ? Results.Ok(ActiveStrategyDocument.From(stored)) : ApiProblem.Conflict($"{result.Conflict}.");

    private static IResult None(long id) => ApiProblem.NotFound($"active strategy {id}");
}
