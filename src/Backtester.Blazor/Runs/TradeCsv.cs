using System.Globalization;
using Backtester.Blazor.Pages.Backtests;

namespace Backtester.Blazor.Runs;

/// <summary>The trades of a run as a file of comma-separated values, as the table on its page filters and sorts them.</summary>
public static class TradeCsv
{
    private const string Head =
        "symbol,strategy,direction,quantity,entry_price,exit_price,opened_at,closed_at,bars_held,fees,slippage,funding,profit_loss,profit_loss_percentage,exit_reason,mae,mfe,confidence,doubts,number,duration_seconds";

    /// <summary>Maps `/api/backtest/results/{id}/trades.csv`.</summary>
    public static void MapTradeCsv(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/backtest/results/{id:long}/trades.csv", WriteAsync)
            .WithTags("Backtests").WithSummary("Trades of a finished run as CSV: all, or those that trades (winners, losers, open), side (long, short), symbol and exit (a reason) leave, in the order of sort and desc; doubts says what is doubtful about the candles that a trade touches.")
            .Produces(StatusCodes.Status200OK, contentType: "text/csv").ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> WriteAsync(
        long id, string? trades, string? side, string? symbol, string? exit, string? sort, bool? desc, IBacktestService runs, TradeDoubts doubts, CancellationToken cancellation)
    {
        if (await runs.GetAsync(id, cancellation) is not { Summary.Status: "COMPLETED" } run)
        {
            return Results.Problem($"There is no finished backtest {id}.", statusCode: StatusCodes.Status404NotFound);
        }

        var reasons = TradeDoubts.Reasons(await Task.Run(() => doubts.Of(run.Plan, run.Trades, cancellation), cancellation));
        var rows = new TradeRows(trades, side, symbol, sort, desc ?? false, exit).Apply(run.Trades);
        return Results.Stream(
            async body =>
            {
                await using var writer = new StreamWriter(body);
                await writer.WriteLineAsync(Head);
                foreach (var (row, t) in rows)
                {
                    await writer.WriteLineAsync(string.Join(',',
                        t.Symbol, t.Strategy, t.Direction.ToString().ToUpperInvariant(), Number(t.Quantity), Number(t.EntryPrice), Number(t.ExitPrice), Time(t.OpenedAtMs), Time(t.ClosedAtMs),
                        t.BarsHeld?.ToString(CultureInfo.InvariantCulture), Number(t.Fees), Number(t.Slippage), Number(t.Funding), Number(t.ProfitLoss), Number(t.ProfitLossPercentage),
                        t.IsOpen ? "" : TradeRows.Reason(t), Number(t.Mae), Number(t.Mfe), Number(t.Confidence), string.Join(' ', reasons.GetValueOrDefault(row, [])),
                        (row + 1).ToString(CultureInfo.InvariantCulture), ((t.ClosedAtMs - t.OpenedAtMs) / 1000)?.ToString(CultureInfo.InvariantCulture)));
                }
            },
            "text/csv",
            $"backtest-{id}-trades.csv");
    }

    private static string Number(double value) => double.IsFinite(value) ? value.ToString("R", CultureInfo.InvariantCulture) : "";

    private static string? Time(long? unixMs) =>
        unixMs is { } ms ? DateTimeOffset.FromUnixTimeMilliseconds(ms).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) : null;
}
