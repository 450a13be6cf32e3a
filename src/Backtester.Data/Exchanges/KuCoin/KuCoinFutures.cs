using System.Text.Json;
using Backtester.Core.Market;
using Backtester.Data.Exchanges.Network;

namespace Backtester.Data.Exchanges.KuCoin;

/// <summary>KuCoin perpetuals. Quantities are in contracts and are turned into the base asset; XBT is its word for BTC.</summary>
public sealed class KuCoinFutures(ExchangeFacts facts, HostConnection host) : KuCoinClient(facts, host)
{
    private const string ContractsPath = "api/v1/contracts/active";

    /// <inheritdoc/>
    public override Task<IReadOnlyList<ExchangeSymbol>> GetSymbolsAsync(CancellationToken cancellation = default) => GetAsync<IReadOnlyList<ExchangeSymbol>>(
        ContractsPath, Facts.Weights.Symbols, root => [.. root.Items("data").Select(ReadSymbol).OfType<ExchangeSymbol>()], cancellation);

    /// <inheritdoc/>
    public override Task<IReadOnlyList<Ticker>> GetTickersAsync(CancellationToken cancellation = default) => GetAsync<IReadOnlyList<Ticker>>(
        ContractsPath,
        Facts.Weights.Tickers,
        root => [.. root.Items("data").Select(t => new Ticker(t.Text("symbol"), t.Number("lastTradePrice"), t.Number("turnoverOf24h"), t.Number("priceChgPct") * 100))],
        cancellation);

    /// <inheritdoc/>
    protected override string CandlePath(CandleRequest request) =>
        $"api/v1/kline/query?symbol={request.Symbol.Id}&granularity={Facts.WordFor(request.Timeframe)}"
        + $"&from={request.Range.StartMs}&to={request.Range.EndMs - 1}";

    /// <summary>Fields: time, open, high, low, close, volume in contracts, and in newer answers the turnover.</summary>
    protected override IReadOnlyList<Candle> ReadCandles(JsonElement root, CandleRequest request) => [.. root.Items("data").Select(c => new Candle(
        c[0].Whole(), c[1].Number(), c[2].Number(), c[3].Number(), c[4].Number(),
        c[5].Number() * request.Symbol.ContractSize,
        c.GetArrayLength() > 6 ? c[6].Number() : double.NaN))];

    /// <inheritdoc/>
    protected override string FundingPath(ExchangeSymbol symbol, TimeRange range) =>
        $"api/v1/contract/funding-rates?symbol={symbol.Id}&from={range.StartMs}&to={range.EndMs - 1}";

    /// <inheritdoc/>
    protected override IReadOnlyList<FundingRate> ReadFunding(JsonElement root) => root.GetProperty("data").ValueKind == JsonValueKind.Null
        ? []
        : [.. root.Items("data").Select(r => new FundingRate(r.GetProperty("timepoint").Whole(), r.GetProperty("fundingRate").Number()))];

    private static ExchangeSymbol? ReadSymbol(JsonElement item)
    {
        var isInverse = item.TryGetProperty("isInverse", out var inverse) && inverse.ValueKind == JsonValueKind.True;
        if (isInverse || item.Time("expireDate") is not null)
        {
            return null;
        }

        var (asset, quote) = (item.Text("baseCurrency") is "XBT" ? "BTC" : item.Text("baseCurrency"), item.Text("quoteCurrency"));
        var contract = item.Size("multiplier");
        return new ExchangeSymbol(
            ExchangeSymbol.Stored(asset, quote), item.Text("symbol"), asset, quote,
            item.Size("tickSize"), item.Size("lotSize") * contract, MinimumNotional: 0,
            item.Time("firstOpenDate"), item.Text("status") == "Open", contract);
    }
}
