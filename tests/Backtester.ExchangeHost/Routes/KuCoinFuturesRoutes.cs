using Backtester.Data.Exchanges.KuCoin;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using static Backtester.ExchangeHost.Routes.Answers;

namespace Backtester.ExchangeHost.Routes;

/// <summary>KuCoin perpetuals: oldest first, at most 500, volumes in contracts of 0.001 (of BTC, which it calls XBT).</summary>
internal static class KuCoinFuturesRoutes
{
    private const double Contract = 0.001;

    public static void Map(IEndpointRouteBuilder routes, GeneratedMarket market, ExchangeServerOptions options)
    {
        routes.MapGet("/api/v1/kline/query", (HttpRequest request) => Candles(request, market, options));
        routes.MapGet("/api/v1/contracts/active", () => KuCoinRoutes.Wrap(GeneratedMarket.Assets.Select(a => new
        {
            symbol = Id(a.Base),
            baseCurrency = a.Base == "BTC" ? "XBT" : a.Base,
            quoteCurrency = "USDT",
            multiplier = Contract,
            tickSize = 0.1,
            lotSize = 1,
            firstOpenDate = options.ListedMs,
            expireDate = (long?)null,
            isInverse = false,
            status = "Open",
            turnoverOf24h = GeneratedMarket.QuoteVolume(a.Base),
            lastTradePrice = a.Price,
            priceChgPct = 0.015,
        })));
        routes.MapGet("/api/v1/contract/funding-rates", (HttpRequest request) => AssetOf(request.Query["symbol"]) is { } asset
            ? KuCoinRoutes.Wrap(market.Funding(asset, Number(request, "from", 0), Number(request, "to", long.MaxValue - 1) + 1)
                .Reverse()
                .Take(100)
                .Select(f => new { symbol = Id(asset), fundingRate = f.Rate, timepoint = f.TimeMs }))
            : NoSymbol());
    }

    private static IResult Candles(HttpRequest request, GeneratedMarket market, ExchangeServerOptions options)
    {
        if (AssetOf(request.Query["symbol"]) is not { } asset || Length(KuCoinFacts.Futures.Timeframes, request.Query["granularity"]) is not { } timeframe)
        {
            return NoSymbol();
        }

        var candles = market.Shown(asset, timeframe, Number(request, "from", 0), Number(request, "to", long.MaxValue - 1) + 1);
        return KuCoinRoutes.Wrap(candles.Take(Math.Min(500, options.PageLimit ?? 500)).Select(c =>
            new[] { c.OpenTimeMs, c.Open, c.High, c.Low, c.Close, Math.Round(c.Volume / Contract), c.QuoteVolume }));
    }

    private static string Id(string asset) => (asset == "BTC" ? "XBT" : asset) + "USDTM";

    private static string? AssetOf(string? id) => GeneratedMarket.Assets.Select(a => a.Base).FirstOrDefault(a => Id(a) == id);

    private static IResult NoSymbol() => Results.Json(new { code = "404000", msg = "symbol not exists" });
}
