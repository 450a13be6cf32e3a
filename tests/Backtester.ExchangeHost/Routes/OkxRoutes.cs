using Backtester.Data.Exchanges.Okx;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using static Backtester.ExchangeHost.Routes.Answers;

namespace Backtester.ExchangeHost.Routes;

/// <summary>OKX: newest first, at most 100; "after" and "before" leave their own time out; a mark says whether a candle is finished.</summary>
internal static class OkxRoutes
{
    public static void Map(IEndpointRouteBuilder routes, GeneratedMarket market, ExchangeServerOptions options)
    {
        routes.MapGet("/api/v5/public/time", () => Wrap(new[] { new { ts = Text(options.NowMs()) } }));
        routes.MapGet("/api/v5/market/history-candles", (HttpRequest request) => Candles(request, market, options));
        routes.MapGet("/api/v5/public/instruments", (HttpRequest request) => Wrap(GeneratedMarket.Assets.Select(a => Instrument(a.Base, request.Query["instType"] == "SWAP", options))));
        routes.MapGet("/api/v5/market/tickers", (HttpRequest request) => Wrap(GeneratedMarket.Assets.Select(a => Ticker(a.Base, a.Price, request.Query["instType"] == "SWAP"))));
        routes.MapGet("/api/v5/public/funding-rate-history", (HttpRequest request) => Asset(request.Query["instId"], "-USDT-SWAP") is { } asset
            ? Wrap(market.Funding(asset, Number(request, "before", -1) + 1, Number(request, "after", long.MaxValue))
                .Reverse()
                .Take((int)Math.Min(100, Number(request, "limit", 100)))
                .Select(f => new { instId = asset + "-USDT-SWAP", fundingRate = Text(f.Rate), fundingTime = Text(f.TimeMs) }))
            : NoSymbol());
    }

    private static IResult Candles(HttpRequest request, GeneratedMarket market, ExchangeServerOptions options)
    {
        var id = request.Query["instId"].ToString();
        var isSwap = id.EndsWith("-SWAP", StringComparison.Ordinal);
        if (Asset(id, isSwap ? "-USDT-SWAP" : "-USDT") is not { } asset || Length(OkxFacts.Spot.Timeframes, request.Query["bar"]) is not { } timeframe)
        {
            return NoSymbol();
        }

        var candles = market.ShownBackwards(asset, timeframe, Number(request, "before", -1) + 1, Number(request, "after", long.MaxValue));
        return Wrap(candles.Take(Limit(request, "limit", 100, 100, options)).Select(c => new[]
        {
            Text(c.OpenTimeMs), Text(c.Open), Text(c.High), Text(c.Low), Text(c.Close),
            isSwap ? Text(c.Volume * 100) : Text(c.Volume), isSwap ? Text(c.Volume) : Text(c.QuoteVolume), Text(c.QuoteVolume),
            c.OpenTimeMs + timeframe.Milliseconds <= options.NowMs() ? "1" : "0",
        }));
    }

    private static object Instrument(string asset, bool isSwap, ExchangeServerOptions options) => new
    {
        instId = isSwap ? $"{asset}-USDT-SWAP" : $"{asset}-USDT",
        instType = isSwap ? "SWAP" : "SPOT",
        ctType = isSwap ? "linear" : "",
        ctVal = isSwap ? "0.01" : "",
        ctMult = isSwap ? "1" : "",
        listTime = Text(options.ListedMs),
        lotSz = isSwap ? "0.1" : "0.00000001",
        tickSz = "0.1",
        state = "live",
    };

    private static object Ticker(string asset, double price, bool isSwap) => new
    {
        instType = isSwap ? "SWAP" : "SPOT",
        instId = isSwap ? $"{asset}-USDT-SWAP" : $"{asset}-USDT",
        last = Text(price),
        open24h = Text(price),
        volCcy24h = Text(isSwap ? GeneratedMarket.QuoteVolume(asset) / price : GeneratedMarket.QuoteVolume(asset)),
    };

    private static IResult Wrap(object data) => Results.Json(new { code = "0", msg = "", data });

    private static IResult NoSymbol() => Results.Json(new { code = "51001", msg = "Instrument ID does not exist", data = Array.Empty<object>() });
}
