using Backtester.Data.Exchanges.Binance;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using static Backtester.ExchangeHost.Routes.Answers;

namespace Backtester.ExchangeHost.Routes;

/// <summary>Binance spot and USDⓈ-M futures: oldest first, at most 1,000 (1,500) candles, both ends of a range counted.</summary>
internal static class BinanceRoutes
{
    public static void Map(IEndpointRouteBuilder routes, GeneratedMarket market, ExchangeServerOptions options)
    {
        foreach (var (root, most) in new[] { ("/api/v3", 1000), ("/fapi/v1", 1500) })
        {
            var isSpot = most == 1000;
            routes.MapGet($"{root}/time", () => Results.Json(new { serverTime = options.NowMs() }));
            routes.MapGet($"{root}/klines", (HttpRequest request) => Klines(request, market, options, most));
            routes.MapGet($"{root}/exchangeInfo", () => Results.Json(new { timezone = "UTC", symbols = GeneratedMarket.Assets.Select(a => Symbol(a.Base, isSpot, options.ListedMs)) }));
            routes.MapGet($"{root}/ticker/24hr", () => Results.Json(GeneratedMarket.Assets.Select(a => new
            {
                symbol = a.Base + "USDT",
                lastPrice = Text(a.Price),
                quoteVolume = Text(GeneratedMarket.QuoteVolume(a.Base)),
                priceChangePercent = "1.5",
            })));
        }

        routes.MapGet("/fapi/v1/fundingRate", (HttpRequest request) => Asset(request.Query["symbol"], "USDT") is { } asset
            ? Results.Json(market.Funding(asset, Number(request, "startTime", 0), Number(request, "endTime", long.MaxValue - 1) + 1)
                .Take((int)Math.Min(1000, Number(request, "limit", 100)))
                .Select(f => new { symbol = asset + "USDT", fundingTime = f.TimeMs, fundingRate = Text(f.Rate), markPrice = "1" }))
            : NoSymbol());
    }

    private static IResult Klines(HttpRequest request, GeneratedMarket market, ExchangeServerOptions options, int most)
    {
        if (Asset(request.Query["symbol"], "USDT") is not { } asset)
        {
            return NoSymbol();
        }

        if (Length(BinanceFacts.Spot.Timeframes, request.Query["interval"]) is not { } timeframe)
        {
            return Results.Json(new { code = -1120, msg = "Invalid interval." }, statusCode: 400);
        }

        var (from, to) = (Number(request, "startTime", 0), Number(request, "endTime", long.MaxValue - 1) + 1);
        return Results.Json(market.Shown(asset, timeframe, from, to).Take(Limit(request, "limit", 500, most, options)).Select(c => new object[]
        {
            c.OpenTimeMs, Text(c.Open), Text(c.High), Text(c.Low), Text(c.Close), Text(c.Volume), c.OpenTimeMs + timeframe.Milliseconds - 1,
            Text(c.QuoteVolume), (long)c.TradeCount, Text(c.TakerBuyVolume), "0", "0",
        }));
    }

    private static object Symbol(string asset, bool isSpot, long listed) => new
    {
        symbol = asset + "USDT",
        status = "TRADING",
        contractType = isSpot ? null : "PERPETUAL",
        onboardDate = listed,
        baseAsset = asset,
        quoteAsset = "USDT",
        filters = new object[]
        {
            new { filterType = "PRICE_FILTER", tickSize = "0.01" },
            new { filterType = "LOT_SIZE", stepSize = "0.00001" },
            isSpot ? new { filterType = "NOTIONAL", minNotional = "5.0" } : new { filterType = "MIN_NOTIONAL", notional = "100" },
        },
    };

    private static IResult NoSymbol() => Results.Json(new { code = -1121, msg = "Invalid symbol." }, statusCode: 400);
}
