using System.Globalization;
using System.Text;
using Backtester.Blazor.Api.Documents;
using Backtester.Blazor.Runs;
using Backtester.Core.Portfolio;
using Backtester.Core.Runs;

namespace Backtester.Blazor.Api;

/// <summary>/api/backtest/results/{id}: the result document, and its trades as CSV.</summary>
internal static class ResultRoutes
{
    private const string Problem = "application/problem+json";

    private static readonly string[] TradeColumns =
    [
        "symbol", "strategy", "direction", "quantity", "entry_price", "exit_price", "opened_at", "closed_at", "duration_seconds", "bars_held",
        "fees", "slippage", "funding", "profit_loss", "profit_loss_percentage", "exit_reason", "mae", "mfe", "confidence",
    ];

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/backtest/results/{id:long}").WithTags("Backtests");
        group.MapGet("", GetAsync)
            .WithName("GetBacktest")
            .WithSummary("The result document; equity = daily (default), full or none says how much of the curve it holds.")
            .Produces<ResultDocumentShape>()
            .Produces<ApiProblem>(StatusCodes.Status400BadRequest, Problem)
            .Produces<ApiProblem>(StatusCodes.Status404NotFound, Problem);
        group.MapGet("trades.csv", TradesAsync)
            .WithName("GetTradesCsv")
            .WithSummary("The trades as CSV, in order of exit.")
            .Produces<string>(StatusCodes.Status200OK, "text/csv")
            .Produces<ApiProblem>(StatusCodes.Status404NotFound, Problem);
    }

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

    private static async Task<IResult> TradesAsync(long id, StoredResults results, HttpContext context)
    {
        if (await results.ReadAsync(id, context.RequestAborted) is not { } run)
        {
            return ApiProblem.NotFound($"run {id}");
        }

        context.Response.ContentType = "text/csv; charset=utf-8";
        context.Response.Headers.ContentDisposition = $"attachment; filename=backtest-{id}-trades.csv";
        await using var writer = new StreamWriter(context.Response.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 32 * 1024);
        await writer.WriteAsync(string.Join(',', TradeColumns) + "\n");
        foreach (var trade in run.Trades ?? [])
        {
            await writer.WriteAsync(Line(trade));
        }

        await writer.FlushAsync(context.RequestAborted);
        return Results.Empty;
    }

    private static string Line(Trade trade)
    {
        var duration = trade.ClosedAtMs is { } closed ? (closed - trade.OpenedAtMs) / 1000.0 : double.NaN;
        string[] cells =
        [
            trade.Symbol, trade.Strategy, Words.Of(trade.Direction), Cell(trade.Quantity), Cell(trade.EntryPrice), Cell(trade.ExitPrice),
            Time(trade.OpenedAtMs), Time(trade.ClosedAtMs), Cell(duration), Cell(trade.BarsHeld ?? double.NaN),
            Cell(trade.Fees), Cell(trade.Slippage), Cell(trade.Funding), Cell(trade.ProfitLoss), Cell(trade.ProfitLossPercentage),
            Words.Of(trade.ExitReason) ?? "", Cell(trade.Mae), Cell(trade.Mfe), Cell(trade.Confidence),
        ];
        return string.Join(',', cells) + "\n";
    }

    private static string Cell(double value) => double.IsFinite(value) ? value.ToString("R", CultureInfo.InvariantCulture) : "";

    private static string Time(long? unixMilliseconds) =>
        unixMilliseconds is { } ms ? DateTimeOffset.FromUnixTimeMilliseconds(ms).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture) : "";
}
