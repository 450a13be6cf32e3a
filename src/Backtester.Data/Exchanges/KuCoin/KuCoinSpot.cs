using System.Text.Json;
using Backtester.Core.Market;
using Backtester.Data.Exchanges.Network;

namespace Backtester.Data.Exchanges.KuCoin;

/// <summary>KuCoin spot. Times are in seconds; a minute without trades has no candle.</summary>
public sealed class KuCoinSpot(ExchangeFacts facts, HostConnection host) : KuCoinClient(facts, host)
{
    /// <inheritdoc/>
    public override Task<IReadOnlyList<ExchangeSymbol>> GetSymbolsAsync(CancellationToken cancellation = default) =>
        GetAsync<IReadOnlyList<ExchangeSymbol>>("api/v2/symbols", Facts.Weights.Symbols, root => [.. root.Items("data").Select(ReadSymbol)], cancellation);

    /// <inheritdoc/>
    public override Task<IReadOnlyList<Ticker>> GetTickersAsync(CancellationToken cancellation = default) => GetAsync<IReadOnlyList<Ticker>>(
        "api/v1/market/allTickers",
        Facts.Weights.Tickers,
        root => [.. root.Items("data", "ticker").Select(t => new Ticker(t.Text("symbol"), t.Number("last"), t.Number("volValue"), t.Number("changeRate") * 100))],
        cancellation);

    /// <summary>The end is the last second of the range, which means the same whether it counts or not.</summary>
    protected override string CandlePath(CandleRequest request) =>
        $"api/v1/market/candles?symbol={request.Symbol.Id}&type={Facts.WordFor(request.Timeframe)}"
        + $"&startAt={request.Range.StartMs / 1000}&endAt={(request.Range.EndMs / 1000) - 1}";

    /// <summary>Fields: time, open, close, high, low, volume, turnover.</summary>
    protected override IReadOnlyList<Candle> ReadCandles(JsonElement root, CandleRequest request) => [.. root.Items("data").Select(c =>
        new Candle(c[0].Whole() * 1000, c[1].Number(), c[3].Number(), c[4].Number(), c[2].Number(), c[5].Number(), c[6].Number()))];

    private static ExchangeSymbol ReadSymbol(JsonElement item)
    {
        // An asset may be renamed; the id keeps the name that the candles are asked by.
        var (asset, quote) = (item.Text("baseCurrency"), item.Text("quoteCurrency"));
        return new ExchangeSymbol(
            ExchangeSymbol.Stored(asset, quote), item.Text("symbol"), asset, quote,
            item.Size("priceIncrement"), item.Size("baseIncrement"), item.Size("minFunds"),
            item.Time("tradingStartTime"), item.TryGetProperty("enableTrading", out var on) && on.ValueKind == JsonValueKind.True);
    }
}
