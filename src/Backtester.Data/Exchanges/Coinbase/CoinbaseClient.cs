using System.Text.Json;
using Backtester.Core.Market;
using Backtester.Data.Exchanges.Network;

namespace Backtester.Data.Exchanges.Coinbase;

/// <summary>Coinbase Advanced Trade, public market data. Times are in seconds.</summary>
public sealed class CoinbaseClient(ExchangeFacts facts, HostConnection host) : ExchangeClient(facts, host)
{
    private const string Root = "api/v3/brokerage";
    private const string ProductsPath = Root + "/market/products?product_type=SPOT";

    /// <inheritdoc/>
    protected override string TimePath => Root + "/time";

    /// <inheritdoc/>
    public override Task<IReadOnlyList<ExchangeSymbol>> GetSymbolsAsync(CancellationToken cancellation = default) =>
        GetAsync<IReadOnlyList<ExchangeSymbol>>(ProductsPath, Facts.Weights.Symbols, root => [.. root.Items("products").Select(ReadSymbol)], cancellation);

    /// <inheritdoc/>
    public override Task<IReadOnlyList<Ticker>> GetTickersAsync(CancellationToken cancellation = default) => GetAsync<IReadOnlyList<Ticker>>(
        ProductsPath,
        Facts.Weights.Tickers,
        root => [.. root.Items("products").Select(p =>
            new Ticker(p.Text("product_id"), p.Number("price"), p.Number("approximate_quote_24h_volume"), p.Number("price_percentage_change_24h")))],
        cancellation);

    /// <inheritdoc/>
    protected override long ReadTime(JsonElement root) => root.GetProperty("epochMillis").Whole();

    /// <inheritdoc/>
    protected override string CandlePath(CandleRequest request) =>
        $"{Root}/market/products/{request.Symbol.Id}/candles?granularity={Facts.WordFor(request.Timeframe)}"
        + $"&start={request.Range.StartMs / 1000}&end={(request.Range.EndMs / 1000) - 1}&limit={request.Count}";

    /// <inheritdoc/>
    protected override IReadOnlyList<Candle> ReadCandles(JsonElement root, CandleRequest request) => [.. root.Items("candles").Select(c => new Candle(
        c.GetProperty("start").Whole() * 1000,
        c.GetProperty("open").Number(), c.GetProperty("high").Number(), c.GetProperty("low").Number(), c.GetProperty("close").Number(), c.GetProperty("volume").Number()))];

    private static ExchangeSymbol ReadSymbol(JsonElement item)
    {
        var (asset, quote) = (item.Text("base_currency_id"), item.Text("quote_currency_id"));
        return new ExchangeSymbol(
            ExchangeSymbol.Stored(asset, quote), item.Text("product_id"), asset, quote,
            item.Size("price_increment") is > 0 and var tick ? tick : item.Size("quote_increment"),
            item.Size("base_increment"), item.Size("quote_min_size"),
            Trading: item.Text("status") == "online" && !(item.TryGetProperty("trading_disabled", out var off) && off.ValueKind == JsonValueKind.True));
    }
}
