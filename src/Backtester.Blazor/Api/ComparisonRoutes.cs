using Backtester.Blazor.Api.Documents;
using Backtester.Blazor.Comparison;

namespace Backtester.Blazor.Api;

/// <summary>/api/backtest/compare: runs side by side.</summary>
internal static class ComparisonRoutes
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGroup("/api/backtest").WithTags("Backtests")
        .MapGet("compare", async (ComparisonService comparisons, CancellationToken cancellation, string? ids = null) =>
            ComparisonDocument.From(await comparisons.CompareAsync(ids, cancellation)))
        .WithName("CompareBacktests")
        .WithSummary("Two to eight finished runs (ids=1,2,3) side by side: metrics with the best of each, settings that differ, rebased curves, and each further run tested against the first.")
        .Produces<ComparisonDocument>()
        .Produces<ApiProblem>(StatusCodes.Status400BadRequest, "application/problem+json");
}
