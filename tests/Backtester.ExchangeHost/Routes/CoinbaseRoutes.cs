using Backtester.Data.Exchanges.Coinbase;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using static Backtester.ExchangeHost.Routes.Answers;

namespace Backtester.ExchangeHost.Routes;

/// <summary>Coinbase: newest first, times in seconds, both ends counted, an error where the range holds 350 candles or more.</summary>
internal static class CoinbaseRoutes
{
    private const string Root = "/api/v3/brokerage";

    public static void Map(IEndpointRouteBuilder routes, GeneratedMarket market, ExchangeServerOptions options)
    {
        routes.MapGet($"{Root}/time", () => Results.Json(new { iso = "", epochSeconds = Text(options.NowMs() / 1000), epochMillis = Text(options.NowMs()) }));
        routes.MapGet($"{Root}/market/products/{{id}}/candles", (string id, HttpRequest request) => Candles(id, request, market, options));
        routes.MapGet($"{Root}/market/products", () => Results.Json(new
        {
            products = GeneratedMarket.Assets.Select(a => new
            {
                product_id = a.Base + "-USD",
                price = Text(a.Price),
                price_percentage_change_24h = "1.5",
                approximate_quote_24h_volume = Text(GeneratedMarket.QuoteVolume(a.Base)),
                base_currency_id = a.Base,
                quote_currency_id = "USD",
                price_increment = "0.01",
                base_increment = "0.00000001",
                quote_min_size = "1",
                status = "online",
                trading_disabled = false,
            }),
        }));
    }

    private static IResult Candles(string id, HttpRequest request, GeneratedMarket market, ExchangeServerOptions options)
    {
        if (Asset(id, "-USD") is not { } asset || Length(CoinbaseFacts.Spot.Timeframes, request.Query["granularity"]) is not { } timeframe)
        {
            return Results.Json(new { error = "NOT_FOUND", message = "product not found" }, statusCode: 404);
        }

        var (from, to) = (Number(request, "start", 0) * 1000, Number(request, "end", 0) * 1000);
        if ((to - from) / timeframe.Milliseconds >= 350)
        {
            return Results.Json(new { error = "INVALID_ARGUMENT", message = "number of candles requested should be less than 350" }, statusCode: 400);
        }

        var candles = market.ShownBackwards(asset, timeframe, from, to + 1).Take(Limit(request, "limit", 350, 350, options));
        return Results.Json(new
        {
            candles = candles.Select(c => new
            {
                start = Text(c.OpenTimeMs / 1000),
                low = Text(c.Low),
                high = Text(c.High),
                open = Text(c.Open),
                close = Text(c.Close),
                volume = Text(c.Volume),
            }),
        });
    }
}
