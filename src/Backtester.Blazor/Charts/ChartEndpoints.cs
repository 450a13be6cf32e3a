using System.Globalization;
using Backtester.Blazor.Pages.Backtests;
using Backtester.Blazor.Runs;
using Backtester.Core.Market;

namespace Backtester.Blazor.Charts;

/// <summary>What pages fetch over HTTP because it is too large for the circuit: chart columns, and the trades as CSV.</summary>
public static class ChartEndpoints
{
    /// <summary>Adds what the routes need.</summary>
    public static void AddCharts(this IServiceCollection services) => services.AddSingleton<ChartReader>();

    /// <summary>Maps `/api/backtest/results/{id}/chart` and `/api/backtest/results/{id}/trades.csv`.</summary>
    public static void MapCharts(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/backtest/results/{id:long}/chart", ChartAsync)
            .WithTags("Backtests").WithSummary("Candles, equity, drawdown and trades of a finished run in columns, reduced to what a screen shows.")
            .Produces<ChartData>().ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status400BadRequest);
        routes.MapGet("/api/backtest/results/{id:long}/trades.csv", TradesAsync)
            .WithTags("Backtests").WithSummary("All trades of a finished run as CSV; the last column says what is doubtful about the candles that a trade touches.")
            .Produces(StatusCodes.Status200OK, contentType: "text/csv").ProducesProblem(StatusCodes.Status404NotFound);
    }

    /// <summary>A stretch of the chart.</summary>
    /// <param name="from">Start of the stretch, Unix seconds; the run's start where it is not written.</param>
    /// <param name="to">End of the stretch, exclusive, Unix seconds.</param>
    private static async Task<IResult> ChartAsync(
        long id, string? symbol, long? from, long? to, int? points, IBacktestService runs, ChartReader reader, CancellationToken cancellation)
    {
        if (await runs.GetAsync(id, cancellation) is not { Summary.Status: "COMPLETED" } run)
        {
            return Results.Problem($"There is no finished backtest {id}.", statusCode: StatusCodes.Status404NotFound);
        }

        var chosen = symbol is null ? run.Summary.Symbols[0] : SymbolName.Normalize(symbol);
        var problems = Problems(run.Summary.Symbols, chosen, symbol, from, to, points);
        if (problems.Count > 0)
        {
            return Results.ValidationProblem(problems);
        }

        var asked = new TimeRange(from * 1000 ?? long.MinValue, to * 1000 ?? long.MaxValue);
        return reader.Read(run, chosen, asked, points ?? ChartReader.DefaultPoints, cancellation) is { } data
            ? Results.Json(data, ChartJson.Options)
            : Results.Problem($"The equity curve of backtest {id} is not stored any more.", statusCode: StatusCodes.Status404NotFound);
    }

    private static Dictionary<string, string[]> Problems(
        IReadOnlyList<string> symbols, string chosen, string? symbol, long? from, long? to, int? points)
    {
        const long LastSecond = 253_402_300_800; // the year 10000
        var problems = new Dictionary<string, string[]>(StringComparer.Ordinal);
        if (!symbols.Contains(chosen))
        {
            problems["symbol"] = [$"'{symbol}' is not in this run; allowed: {string.Join(", ", symbols)}"];
        }

        foreach (var (name, value) in new[] { ("from", from), ("to", to) })
        {
            if (value is < 0 or > LastSecond)
            {
                problems[name] = [$"{value} is not a time; allowed: Unix seconds, 0 to {LastSecond}"];
            }
        }

        if (from >= to)
        {
            problems["from"] = [$"{from} is not before to ({to})"];
        }

        if (points is < 2 or > ChartReader.MostPoints)
        {
            problems["points"] = [$"{points} points; allowed: 2 to {ChartReader.MostPoints}"];
        }

        return problems;
    }

    private static async Task<IResult> TradesAsync(long id, IBacktestService runs, TradeDoubts doubts, CancellationToken cancellation)
    {
        if (await runs.GetAsync(id, cancellation) is not { Summary.Status: "COMPLETED" } run)
        {
            return Results.Problem($"There is no finished backtest {id}.", statusCode: StatusCodes.Status404NotFound);
        }

        var reasons = TradeDoubts.Reasons(await Task.Run(() => doubts.Of(run.Plan, run.Trades, cancellation), cancellation));
        return Results.Stream(
            async body =>
            {
                await using var writer = new StreamWriter(body);
                await writer.WriteLineAsync("symbol,strategy,direction,quantity,entry_price,exit_price,opened_at,closed_at,bars_held,fees,slippage,funding,profit_loss,profit_loss_percentage,exit_reason,mae,mfe,confidence,doubts");
                foreach (var (i, t) in run.Trades.Index())
                {
                    await writer.WriteLineAsync(string.Join(',',
                        t.Symbol, t.Strategy, t.Direction.ToString().ToUpperInvariant(), Number(t.Quantity), Number(t.EntryPrice), Number(t.ExitPrice), Time(t.OpenedAtMs), Time(t.ClosedAtMs),
                        t.BarsHeld?.ToString(CultureInfo.InvariantCulture), Number(t.Fees), Number(t.Slippage), Number(t.Funding), Number(t.ProfitLoss), Number(t.ProfitLossPercentage),
                        t.IsOpen ? "" : TradeRows.Reason(t), Number(t.Mae), Number(t.Mfe), Number(t.Confidence), string.Join(' ', reasons.GetValueOrDefault(i, []))));
                }
            },
            "text/csv",
            $"backtest-{id}-trades.csv");
    }

    private static string Number(double value) => double.IsFinite(value) ? value.ToString("R", CultureInfo.InvariantCulture) : "";

    private static string? Time(long? unixMs) =>
        unixMs is { } ms ? DateTimeOffset.FromUnixTimeMilliseconds(ms).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) : null;
}
