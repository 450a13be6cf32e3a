using System.Text.Json;
using Backtester.Core.Market;
using Backtester.Data.Exchanges.Network;

namespace Backtester.Data.Exchanges.Binance;

/// <summary>What spot and futures have in common: candles, the clock, 24-hour figures.</summary>
public abstract class BinanceClient(ExchangeFacts facts, HostConnection host, string root) : ExchangeClient(facts, host)
{
    /// <summary>First part of every path: "api/v3", "fapi/v1".</summary>
    protected string Root => root;

    /// <inheritdoc/>
    protected override string TimePath => $"{root}/time";

    /// <inheritdoc/>
    public override Task<IReadOnlyList<Ticker>> GetTickersAsync(CancellationToken cancellation = default) =>
        GetAsync<IReadOnlyList<Ticker>>($"{root}/ticker/24hr", Facts.Weights.Tickers, answer => [.. answer.EnumerateArray().Select(ReadTicker)], cancellation);

    /// <inheritdoc/>
    public override Task<IReadOnlyList<ExchangeSymbol>> GetSymbolsAsync(CancellationToken cancellation = default) =>
        GetAsync<IReadOnlyList<ExchangeSymbol>>(
            $"{root}/exchangeInfo", Facts.Weights.Symbols, answer => [.. answer.Items("symbols").Select(ReadSymbol).OfType<ExchangeSymbol>()], cancellation);

    /// <summary>One instrument; null for one that is not traded in this market.</summary>
    protected abstract ExchangeSymbol? ReadSymbol(JsonElement item);

    /// <inheritdoc/>
    protected override long ReadTime(JsonElement root) => root.GetProperty("serverTime").Whole();

    /// <inheritdoc/>
    protected override string CandlePath(CandleRequest request) =>
        $"{root}/klines?symbol={request.Symbol.Id}&interval={Facts.WordFor(request.Timeframe)}"
        + $"&startTime={request.Range.StartMs}&endTime={request.Range.EndMs - 1}&limit={request.Count}";

    /// <inheritdoc/>
    protected override IReadOnlyList<Candle> ReadCandles(JsonElement root, CandleRequest request) => [.. root.EnumerateArray().Select(c => new Candle(
        c[0].Whole(), c[1].Number(), c[2].Number(), c[3].Number(), c[4].Number(), c[5].Number(), c[7].Number(), c[8].Number(), c[9].Number()))];

    /// <summary>A number of one of an instrument's filters; 0 where there is none.</summary>
    protected static double Filter(JsonElement symbol, string filter, string name) => symbol.Items("filters")
        .Where(f => f.Text("filterType") == filter)
        .Select(f => f.Size(name))
        .FirstOrDefault();

    private static Ticker ReadTicker(JsonElement item) =>
        new(item.Text("symbol"), item.Number("lastPrice"), item.Number("quoteVolume"), item.Number("priceChangePercent"));
}
