using Backtester.Blazor.Api.Documents;
using Backtester.Blazor.Downloads;
using Backtester.Blazor.Runs;
using Backtester.Data.Download;
using Backtester.Data.Exchanges;

namespace Backtester.Blazor.Api;

/// <summary>/api/data/fetch and what helps to choose: exchanges, symbols, listings.</summary>
internal static class FetchRoutes
{
    private const string Problem = "application/problem+json";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/data").WithTags("Data");
        group.MapPost("fetch", FetchAsync)
            .WithName("FetchCandles")
            .WithSummary("Fetches missing candles from an exchange, as a job.")
            .Produces<FetchAnswer>(StatusCodes.Status202Accepted)
            .Produces<ApiProblem>(StatusCodes.Status400BadRequest, Problem);
        group.MapGet("exchanges", () => ExchangeCatalog.All.Select(ExchangeDocument.From).ToArray())
            .WithName("ListExchanges")
            .WithSummary("The markets that can be fetched from.")
            .Produces<ExchangeDocument[]>();
        group.MapGet("exchanges/{name}/health", HealthAsync)
            .WithName("CheckExchange")
            .WithSummary("Asks an exchange for its clock: reachability, clock offset, what is left of the rate limit.")
            .Produces<ExchangeHealthDocument>()
            .Produces<ApiProblem>(StatusCodes.Status400BadRequest, Problem)
            .Produces<ApiProblem>(StatusCodes.Status502BadGateway, Problem);
        group.MapGet("symbols", SymbolsAsync)
            .WithName("ListSymbols")
            .WithSummary("Instruments of an exchange, most traded first; the list is kept for some minutes.")
            .Produces<SymbolListDocument>()
            .Produces<ApiProblem>(StatusCodes.Status400BadRequest, Problem)
            .Produces<ApiProblem>(StatusCodes.Status502BadGateway, Problem);
        group.MapGet("earliest", EarliestAsync)
            .WithName("EarliestCandle")
            .WithSummary("The first candle that an exchange has of an instrument.")
            .Produces<EarliestDocument>()
            .Produces<ApiProblem>(StatusCodes.Status400BadRequest, Problem)
            .Produces<ApiProblem>(StatusCodes.Status502BadGateway, Problem);
    }

    private static async Task<IResult> FetchAsync(FetchPayload body, FetchService fetches, CancellationToken cancellation)
    {
        var id = await fetches.SubmitAsync(body.ToRequest(), body.Then, cancellation);
        return Results.Accepted($"/api/jobs/{id}", new FetchAnswer(id, "PENDING", $"Follow GET /api/jobs/{id}."));
    }

    private static Task<IResult> HealthAsync(string name, ExchangeCatalog exchanges, CancellationToken cancellation) => AskAsync(async () =>
    {
        var health = await exchanges.Get(name).CheckAsync(cancellation);
        return Results.Ok(new ExchangeHealthDocument(name, Math.Round(health.RoundTripMs, 1), Math.Round(health.ClockOffsetMs, 1), health.RemainingWeight, health.LimitWeight));
    });

    private static Task<IResult> SymbolsAsync(
        MarketLists lists, CancellationToken cancellation, string exchange = "", string? quote = null, string? search = null, int limit = 100) => AskAsync(async () =>
    {
        if (limit is < 1 or > 5000)
        {
            return ApiProblem.BadSpec([new("limit", "is out of range", limit.ToString(), "1 to 5000")]);
        }

        var all = await lists.TopAsync(exchange, quote, int.MaxValue, cancellation);
        var found = all.Items.Where(r => string.IsNullOrEmpty(search) || r.Symbol.Symbol.Contains(search, StringComparison.OrdinalIgnoreCase));
        return Results.Ok(SymbolListDocument.From(all with { Items = [.. found.Take(limit)] }));
    });

    private static Task<IResult> EarliestAsync(
        Downloader downloader, CancellationToken cancellation, string exchange = "", string symbol = "", string timeframe = "1m") => AskAsync(async () =>
    {
        var key = SeriesName.Read(exchange, symbol, timeframe, "");
        var earliest = await downloader.GetEarliestAvailableDateAsync(key.Exchange, symbol, key.Timeframe, cancellation);
        return Results.Ok(new EarliestDocument(key.Exchange, key.Symbol, key.Timeframe.Name, earliest));
    });

    /// <summary>An exchange that does not answer is no fault of the asker, nor of this server.</summary>
    private static async Task<IResult> AskAsync(Func<Task<IResult>> ask)
    {
        try
        {
            return await ask();
        }
        catch (ExchangeException error)
        {
            return ApiProblem.Of(StatusCodes.Status502BadGateway, error.Remedy == ExchangeRemedy.Wait ? "Wait" : "The exchange refuses", error.Message);
        }
    }
}
