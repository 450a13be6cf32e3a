using Backtester.Blazor.Api.Documents;
using Backtester.Blazor.Overview;

namespace Backtester.Blazor.Api;

/// <summary>/api/backtest/summary: where everything stands.</summary>
internal static class SummaryRoutes
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGroup("/api/backtest").WithTags("Backtests")
        .MapGet("summary", async (SummaryService summaries, CancellationToken cancellation) => SummaryDocument.From(await summaries.ReadAsync(cancellation: cancellation)))
        .WithName("SummarizeBacktests")
        .WithSummary("Runs by status, strategies by their score out of sample, runs by strategy, symbol and timeframe, open recommendations, freshness of candles, disk use.")
        .Produces<SummaryDocument>();
}
