using Backtester.Data.Exchanges.Bybit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using static Backtester.ExchangeHost.Routes.Answers;

namespace Backtester.ExchangeHost.Routes;

/// <summary>Bybit: newest first, the newest of a range that holds too many, at most 1,000; errors stand in the answer.</summary>
internal static class BybitRoutes
{
    public static void Map(IEndpointRouteBuilder routes, GeneratedMarket market, ExchangeServerOptions options)
    {
        routes.MapGet("/v5/market/time", () => Wrap(new { timeSecond = Text(options.NowMs() / 1000) }, options));
        routes.MapGet("/v5/market/kline", (HttpRequest request) => Klines(request, market, options));
        routes.MapGet("/v5/market/instruments-info", (HttpRequest request) => Instruments(request, options));
        routes.MapGet("/v5/market/tickers", (HttpRequest request) => Wrap(
            new
            {
                category = request.Query["category"].ToString(),
                list = GeneratedMarket.Assets.Select(a => new { symbol = a.Base + "USDT", lastPrice = Text(a.Price), turnover24h = Text(GeneratedMarket.QuoteVolume(a.Base)), price24hPcnt = "0.015" }),
            },
            options));
        routes.MapGet("/v5/market/funding/history", (HttpRequest request) => Asset(request.Query["symbol"], "USDT") is { } asset
            ? Wrap(
                new
                {
                    list = market.Funding(asset, Number(request, "startTime", 0), Number(request, "endTime", long.MaxValue - 1) + 1)
                        .Reverse()
                        .Take((int)Math.Min(200, Number(request, "limit", 200)))
                        .Select(f => new { symbol = asset + "USDT", fundingRate = Text(f.Rate), fundingRateTimestamp = Text(f.TimeMs) }),
                },
                options)
            : NoSymbol(options));
    }

    private static IResult Klines(HttpRequest request, GeneratedMarket market, ExchangeServerOptions options)
    {
        if (Asset(request.Query["symbol"], "USDT") is not { } asset || Length(BybitFacts.Spot.Timeframes, request.Query["interval"]) is not { } timeframe)
        {
            return NoSymbol(options);
        }

        var candles = market.ShownBackwards(asset, timeframe, Number(request, "start", 0), Number(request, "end", long.MaxValue - 1) + 1);
        return Wrap(
            new
            {
                symbol = asset + "USDT",
                category = request.Query["category"].ToString(),
                list = candles.Take(Limit(request, "limit", 200, 1000, options)).Select(c => new[]
                {
                    Text(c.OpenTimeMs), Text(c.Open), Text(c.High), Text(c.Low), Text(c.Close), Text(c.Volume), Text(c.QuoteVolume),
                }),
            },
            options);
    }

    /// <summary>Spot in one answer; linear in pages of three, with a cursor.</summary>
    private static IResult Instruments(HttpRequest request, ExchangeServerOptions options)
    {
        var isLinear = request.Query["category"] == "linear";
        var from = (int)Number(request, "cursor", 0);
        var page = isLinear ? GeneratedMarket.Assets.Skip(from).Take(3) : GeneratedMarket.Assets;
        var next = isLinear && from + 3 < GeneratedMarket.Assets.Count ? Text(from + 3) : "";
        return Wrap(
            new
            {
                list = page.Select(a => new
                {
                    symbol = a.Base + "USDT",
                    baseCoin = a.Base,
                    quoteCoin = "USDT",
                    status = "Trading",
                    contractType = isLinear ? "LinearPerpetual" : null,
                    launchTime = isLinear ? Text(options.ListedMs) : null,
                    lotSizeFilter = new { basePrecision = "0.000001", minOrderAmt = "1", qtyStep = "0.001", minNotionalValue = "5" },
                    priceFilter = new { tickSize = "0.01" },
                }),
                nextPageCursor = next,
            },
            options);
    }

    private static IResult Wrap(object result, ExchangeServerOptions options) =>
        Results.Json(new { retCode = 0, retMsg = "OK", result, retExtInfo = new { }, time = options.NowMs() });

    private static IResult NoSymbol(ExchangeServerOptions options) =>
        Results.Json(new { retCode = 10001, retMsg = "Not supported symbols", result = new { }, retExtInfo = new { }, time = options.NowMs() });
}
