using Backtester.Data.Exchanges.KuCoin;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using static Backtester.ExchangeHost.Routes.Answers;

namespace Backtester.ExchangeHost.Routes;

/// <summary>KuCoin spot: newest first, at most 1,500, times in seconds, the end of a range left out.</summary>
internal static class KuCoinRoutes
{
    public static void Map(IEndpointRouteBuilder routes, GeneratedMarket market, ExchangeServerOptions options)
    {
        routes.MapGet("/api/v1/timestamp", () => Wrap(options.NowMs()));
        routes.MapGet("/api/v1/market/candles", (HttpRequest request) => Candles(request, market, options));
        routes.MapGet("/api/v2/symbols", () => Wrap(GeneratedMarket.Assets.Select(a => new
        {
            symbol = a.Base + "-USDT",
            baseCurrency = a.Base,
            quoteCurrency = "USDT",
            priceIncrement = "0.01",
            baseIncrement = "0.00001",
            minFunds = "0.1",
            enableTrading = true,
        })));
        routes.MapGet("/api/v1/market/allTickers", () => Wrap(new
        {
            time = options.NowMs(),
            ticker = GeneratedMarket.Assets.Select(a => new { symbol = a.Base + "-USDT", last = Text(a.Price), volValue = Text(GeneratedMarket.QuoteVolume(a.Base)), changeRate = "0.015" }),
        }));
    }

    internal static IResult Wrap(object data) => Results.Json(new { code = "200000", data });

    private static IResult Candles(HttpRequest request, GeneratedMarket market, ExchangeServerOptions options)
    {
        if (Asset(request.Query["symbol"], "-USDT") is not { } asset || Length(KuCoinFacts.Spot.Timeframes, request.Query["type"]) is not { } timeframe)
        {
            return Results.Json(new { code = "400100", msg = "Incorrect candle type or symbol" });
        }

        var (from, to) = (Number(request, "startAt", 0) * 1000, Number(request, "endAt", int.MaxValue) * 1000);
        var most = Math.Min(1500, options.PageLimit ?? 1500);
        return Wrap(market.ShownBackwards(asset, timeframe, from, to).Take(most).Select(c => new[]
        {
            Text(c.OpenTimeMs / 1000), Text(c.Open), Text(c.Close), Text(c.High), Text(c.Low), Text(c.Volume), Text(c.QuoteVolume),
        }));
    }
}
