using Backtester.Blazor.Api.Documents;
using Backtester.Blazor.HtmlReports;
using Backtester.Blazor.Runs;
using Backtester.Core.Runs;
using Backtester.Core.Runs.Explanation;

namespace Backtester.Blazor.Api;

/// <summary>/api/backtest/results/{id}: the result document, its report and its proof. (Columns for charts and trades as CSV are in Charts.)</summary>
internal static class ResultRoutes
{
    private const string Problem = "application/problem+json";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/backtest/results/{id:long}").WithTags("Backtests");
        group.MapGet("", GetAsync)
            .WithName("GetBacktest")
            .WithSummary("The result document; equity = daily (default), full or none says how much of the curve it holds.")
            .Produces<ResultDocumentShape>()
            .Produces<ApiProblem>(StatusCodes.Status400BadRequest, Problem)
            .Produces<ApiProblem>(StatusCodes.Status404NotFound, Problem);
        group.MapGet("report", ReportAsync)
            .WithName("GetBacktestReport")
            .WithSummary("Confidence intervals, benchmarks, breakdowns, calendar returns, drawdowns and other tools' metrics of a finished run.")
            .Produces<ReportDocumentShape>()
            .Produces<ApiProblem>(StatusCodes.Status404NotFound, Problem)
            .Produces<ApiProblem>(StatusCodes.Status409Conflict, Problem);
        group.MapGet("report.html", FileAsync)
            .WithName("DownloadBacktestReport")
            .WithSummary("The report as one HTML file that opens without a network: charts, trades, settings and manifest are inside.")
            .Produces(StatusCodes.Status200OK, contentType: "text/html")
            .Produces<ApiProblem>(StatusCodes.Status404NotFound, Problem)
            .Produces<ApiProblem>(StatusCodes.Status409Conflict, Problem);
        group.MapGet("explain", ExplainAsync)
            .WithName("ExplainBacktest")
            .WithSummary("Where the bars of a run ended on their way to an entry (the run is run again for it); with at, also every rule and its parts at that bar of the symbol.")
            .Produces<ExplanationShape>()
            .Produces<ApiProblem>(StatusCodes.Status400BadRequest, Problem)
            .Produces<ApiProblem>(StatusCodes.Status404NotFound, Problem);
        group.MapGet("trades/{number:int}", TradeAsync)
            .WithName("ExplainTrade")
            .WithSummary("The two fills of a trade in sentences; trades are numbered from 1 in the order of the result document.")
            .Produces<TradeStory>()
            .Produces<ApiProblem>(StatusCodes.Status404NotFound, Problem);
        group.MapGet("verify", VerifyAsync)
            .WithName("VerifyBacktest")
            .WithSummary("Runs a finished run again from its manifest and compares every byte; stores nothing.")
            .Produces<RunVerification>()
            .Produces<ApiProblem>(StatusCodes.Status404NotFound, Problem);
    }

    private static async Task<IResult> ReportAsync(long id, RunReports reports, IBacktestService runs, HttpContext context)
    {
        if (await runs.SummaryAsync(id, context.RequestAborted) is null)
        {
            return ApiProblem.NotFound($"run {id}");
        }

        if (await reports.MakeAsync(id, context.RequestAborted) is not { } report)
        {
            return ApiProblem.Conflict($"run {id} has no stored result to report on");
        }

        await StreamedJson.WriteAsync(context, writer => ReportDocument.Write(writer, report, id));
        return Results.Empty;
    }

    private static async Task<IResult> FileAsync(long id, HtmlReportService files, IBacktestService runs, CancellationToken cancellation)
    {
        if (await runs.SummaryAsync(id, cancellation) is null)
        {
            return ApiProblem.NotFound($"run {id}");
        }

        return await files.MakeAsync(id, cancellation) is { } parts
            ? Results.File(System.Text.Encoding.UTF8.GetBytes(parts.Text()), "text/html; charset=utf-8", parts.FileName)
            : ApiProblem.Conflict($"run {id} has no stored result to report on");
    }

    private static async Task<IResult> ExplainAsync(
        long id, RunExplainer explainer, StoredResults results, HttpContext context, string? at = null, string? symbol = null)
    {
        if (await results.ReadAsync(id, context.RequestAborted) is not { } run)
        {
            return ApiProblem.NotFound($"run {id}");
        }

        try
        {
            var (funnel, bar) = await Task.Run(() => explainer.Explain(run.Plan.Manifest, at, symbol, context.RequestAborted), context.RequestAborted);
            await StreamedJson.WriteAsync(context, writer => ExplanationDocument.Write(writer, funnel, bar));
            return Results.Empty;
        }
        catch (SpecException error)
        {
            return ApiProblem.BadSpec(error.Problems);
        }
    }

    private static async Task<IResult> TradeAsync(long id, int number, StoredResults results, TradeDoubts doubts, HttpContext context)
    {
        if (await results.ReadAsync(id, context.RequestAborted) is not { } run)
        {
            return ApiProblem.NotFound($"run {id}");
        }

        return TradeStory.Of(run.Trades ?? [], number, doubts.Of(run.Plan, run.Trades ?? [], context.RequestAborted)) is { } story ? Results.Ok(story) : ApiProblem.NotFound($"trade {number} of run {id}, which has {run.Trades?.Count ?? 0}");
    }

    private static async Task<IResult> VerifyAsync(long id, RunVerifier verifier, HttpContext context) =>
        await verifier.VerifyAsync(id, context.RequestAborted) is { } verification ? Results.Ok(verification) : ApiProblem.NotFound($"run {id}");

    private static async Task<IResult> GetAsync(long id, StoredResults results, HttpContext context, string equity = "daily")
    {
        if (EquityWord.Parse(equity) is not { } detail)
        {
            return ApiProblem.BadSpec([EquityWord.Wrong("equity", equity)]);
        }

        if (await results.ReadAsync(id, context.RequestAborted) is not { } run)
        {
            return ApiProblem.NotFound($"run {id}");
        }

        await StreamedJson.WriteAsync(context, writer => results.Write(writer, run, detail));
        return Results.Empty;
    }
}
