using Backtester.Blazor.Api.Documents;
using Backtester.Blazor.Recommendations;
using Backtester.Core.Runs;
using Backtester.Persistence.Paging;
using Backtester.Persistence.Recommendations;

namespace Backtester.Blazor.Api;

/// <summary>/api/backtest/recommendations: what is advised on active strategies, the user's answers, and the record.</summary>
internal static class RecommendationRoutes
{
    private const string Problem = "application/problem+json";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/backtest/recommendations").WithTags("Recommendations");
        group.MapGet("", ListAsync)
            .WithName("ListRecommendations")
            .WithSummary("Recommendations, latest first or by confidence (sort=confidence), of one status and active strategy (its number or name); replayed ones with replayed=true alone.")
            .Produces<RecommendationListDocument>()
            .Produces<ApiProblem>(StatusCodes.Status400BadRequest, Problem);
        group.MapGet("{id:long}", GetAsync)
            .WithName("GetRecommendation")
            .WithSummary("A recommendation with its evidence, outcome and audit trail.")
            .Produces<RecommendationDocument>()
            .Produces<ApiProblem>(StatusCodes.Status404NotFound, Problem);
        Decision(group.MapPost("{id:long}/accept", (long id, RecommendationService service, CancellationToken cancellation) => DecideAsync(service, id, service.AcceptAsync(id, cancellation), cancellation)))
            .WithName("AcceptRecommendation")
            .WithSummary("Says yes and does at once what it advises; 409 where somebody decided before.");
        Decision(group.MapPost("{id:long}/reject", (long id, RejectRequest request, RecommendationService service, CancellationToken cancellation) => DecideAsync(service, id, service.RejectAsync(id, request.Reason, cancellation), cancellation)))
            .WithName("RejectRecommendation")
            .WithSummary("Says no, with a reason; it is judged all the same.");
        Decision(group.MapPost("{id:long}/snooze", (long id, SnoozeRequest request, RecommendationService service, CancellationToken cancellation) => DecideAsync(service, id, service.SnoozeAsync(id, request.Until, cancellation), cancellation)))
            .WithName("SnoozeRecommendation")
            .WithSummary("Keeps it out of sight until a time.");
        Decision(group.MapPost("{id:long}/undo", (long id, RecommendationService service, CancellationToken cancellation) => DecideAsync(service, id, service.UndoAsync(id, cancellation), cancellation)))
            .WithName("UndoRecommendation")
            .WithSummary("Takes the decision back within a day; what was applied is undone by a new version, unless a later one is followed.");
        Decision(group.MapPost("{id:long}/revert", (long id, RecommendationService service, CancellationToken cancellation) => DecideAsync(service, id, service.RevertAsync(id, cancellation), cancellation)))
            .WithName("RevertRecommendation")
            .WithSummary("Follows again what was followed before an applied one, unless a later version is followed.");
        group.MapPost("generate", (RecommendationQueue queue, ActiveStrategyService active, CancellationToken cancellation, string? strategy = null) =>
                WorkAsync(queue, active, new RecommendationWork(RecommendationWork.Generate), strategy, cancellation))
            .WithName("GenerateRecommendations")
            .WithSummary("Looks for recommendations on an active strategy (its number or name), or on all, as a job; with too little data the strategy's look says how much is missing.")
            .Produces<RecommendationJobDocument>(StatusCodes.Status202Accepted)
            .Produces<ApiProblem>(StatusCodes.Status400BadRequest, Problem);
        group.MapPost("replay", (RecommendationQueue queue, ActiveStrategyService active, CancellationToken cancellation, string? strategy = null, string? from = null) =>
                WorkAsync(queue, active, new RecommendationWork(RecommendationWork.Replay, null, from), strategy, cancellation))
            .WithName("ReplayRecommendations")
            .WithSummary("Makes recommendations as of past dates from what was known then and judges them on what followed, as a job; the strategy's replayed record is replaced.")
            .Produces<RecommendationJobDocument>(StatusCodes.Status202Accepted)
            .Produces<ApiProblem>(StatusCodes.Status400BadRequest, Problem);
        group.MapPost("follow-up", (RecommendationQueue queue, ActiveStrategyService active, CancellationToken cancellation) =>
                WorkAsync(queue, active, new RecommendationWork(RecommendationWork.FollowUp), strategy: null, cancellation))
            .WithName("FollowUpRecommendations")
            .WithSummary("Judges what new candles cover and watches the strategies that are followed, as a job; serve does it by itself after each import and download.")
            .Produces<RecommendationJobDocument>(StatusCodes.Status202Accepted);
        group.MapGet("record", async (RecommendationService service, CancellationToken cancellation) => RecordDocument.From(await service.RecordAsync(cancellation)))
            .WithName("GetRecommenderRecord")
            .WithSummary("How good the forecasts were: scores, coverage and the reliability diagram.")
            .Produces<RecordDocument>();
    }

    private static RouteHandlerBuilder Decision(RouteHandlerBuilder route) => route
        .Produces<RecommendationDocument>()
        .Produces<ApiProblem>(StatusCodes.Status400BadRequest, Problem)
        .Produces<ApiProblem>(StatusCodes.Status404NotFound, Problem)
        .Produces<ApiProblem>(StatusCodes.Status409Conflict, Problem);

    private static async Task<IResult> ListAsync(
        RecommendationService service, ActiveStrategyService active, CancellationToken cancellation,
        string? status = null, string? strategy = null, bool replayed = false, string? sort = null, int limit = PageLimit.Default, string? cursor = null)
    {
        var problems = new List<SpecProblem>();
        RecommendationStatus only = default;
        if (status is not null && !RecommendationStatusWords.TryParse(status, out only))
        {
            problems.Add(new SpecProblem("status", "is none", status, RecommendationStatusWords.All));
        }

        if (sort is not (null or "made" or "confidence"))
        {
            problems.Add(new SpecProblem("sort", "is none", sort, "made, confidence"));
        }

        var on = strategy is null ? null : await active.FindAsync(strategy, cancellation);
        if (strategy is not null && on is null)
        {
            problems.Add(new SpecProblem("strategy", "there is no such active strategy", strategy, "its number or name"));
        }

        if (problems.Count > 0)
        {
            return ApiProblem.BadSpec(problems);
        }

        var page = await service.ListAsync(
            new RecommendationQuery
            {
                Statuses = status is null ? [] : [only],
                StrategyId = on?.Row.Id,
                Replayed = replayed,
                ByConfidence = sort == "confidence",
                Limit = limit,
                Cursor = cursor,
            },
            cancellation);
        return Results.Ok(RecommendationListDocument.From(page, await service.NamesAsync(cancellation)));
    }

    private static async Task<IResult> WorkAsync(RecommendationQueue queue, ActiveStrategyService active, RecommendationWork work, string? strategy, CancellationToken cancellation)
    {
        RecommendationReplaying.Time(work.From);
        var on = strategy is null ? null : await active.FindAsync(strategy, cancellation);
        if (strategy is not null && on is null)
        {
            return ApiProblem.BadSpec([new SpecProblem("strategy", "there is no such active strategy", strategy, "its number or name")]);
        }

        var job = await queue.SubmitAsync(work with { Strategy = on?.Row.Id }, cancellation);
        return Results.Accepted($"/api/jobs/{job}", new RecommendationJobDocument(job, work.Title));
    }

    private static async Task<IResult> GetAsync(long id, RecommendationService service, CancellationToken cancellation) =>
        await service.GetAsync(id, cancellation) is { } detail ? Results.Ok(RecommendationDocument.From(detail)) : None(id);

    private static async Task<IResult> DecideAsync(RecommendationService service, long id, Task<Decision> deciding, CancellationToken cancellation)
    {
        var decision = await deciding;
        return decision.Row is null ? None(id)
            : decision.Conflict is { } conflict ? ApiProblem.Conflict($"{char.ToUpperInvariant(conflict[0])}{conflict[1..]}.")
            : await GetAsync(id, service, cancellation);
    }

    private static IResult None(long id) => ApiProblem.NotFound($"recommendation {id}");
}
