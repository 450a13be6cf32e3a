using System.Text.Json;
using Backtester.Core.Market;
using Backtester.Data.Exchanges.Network;

namespace Backtester.Data.Exchanges.Bybit;

/// <summary>Bybit's version 5 interface; spot and linear perpetuals differ by a word.</summary>
public sealed class BybitClient(ExchangeFacts facts, HostConnection host) : ExchangeClient(facts, host)
{
    private const int TooManyVisits = 10006;
    private const int ServerError = 10016;

    private bool IsLinear => Facts.Funding is not null;

    private string Category => IsLinear ? "linear" : "spot";

    /// <inheritdoc/>
    protected override string TimePath => "v5/market/time";

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<ExchangeSymbol>> GetSymbolsAsync(CancellationToken cancellation = default)
    {
        var symbols = new List<ExchangeSymbol>();
        string cursor = "";
        do
        {
            var after = cursor.Length == 0 ? "" : $"&cursor={Uri.EscapeDataString(cursor)}";
            cursor = await GetAsync(
                $"v5/market/instruments-info?category={Category}&limit=1000{after}",
                Facts.Weights.Symbols,
                root =>
                {
                    symbols.AddRange(root.Items("result", "list").Select(ReadSymbol).OfType<ExchangeSymbol>());
                    return root.GetProperty("result").Text("nextPageCursor");
                },
                cancellation);
        }
        while (cursor.Length > 0);
        return symbols;
    }

    /// <inheritdoc/>
    public override Task<IReadOnlyList<Ticker>> GetTickersAsync(CancellationToken cancellation = default) => GetAsync<IReadOnlyList<Ticker>>(
        $"v5/market/tickers?category={Category}",
        Facts.Weights.Tickers,
        root => [.. root.Items("result", "list").Select(t => new Ticker(t.Text("symbol"), t.Number("lastPrice"), t.Number("turnover24h"), t.Number("price24hPcnt") * 100))],
        cancellation);

    /// <inheritdoc/>
    protected override long ReadTime(JsonElement root) => root.GetProperty("time").Whole();

    /// <inheritdoc/>
    protected override string CandlePath(CandleRequest request) =>
        $"v5/market/kline?category={Category}&symbol={request.Symbol.Id}&interval={Facts.WordFor(request.Timeframe)}"
        + $"&start={request.Range.StartMs}&end={request.Range.EndMs - 1}&limit={request.Count}";

    /// <inheritdoc/>
    protected override IReadOnlyList<Candle> ReadCandles(JsonElement root, CandleRequest request) => [.. root.Items("result", "list").Select(c =>
        new Candle(c[0].Whole(), c[1].Number(), c[2].Number(), c[3].Number(), c[4].Number(), c[5].Number(), c[6].Number()))];

    /// <inheritdoc/>
    protected override string FundingPath(ExchangeSymbol symbol, TimeRange range) =>
        $"v5/market/funding/history?category=linear&symbol={symbol.Id}&startTime={range.StartMs}&endTime={range.EndMs - 1}&limit={Facts.Funding!.RatesPerCall}";

    /// <inheritdoc/>
    protected override IReadOnlyList<FundingRate> ReadFunding(JsonElement root) => [.. root.Items("result", "list").Select(r =>
        new FundingRate(r.GetProperty("fundingRateTimestamp").Whole(), r.GetProperty("fundingRate").Number()))];

    private protected override void Check(JsonElement root)
    {
        var code = root.GetProperty("retCode").GetInt32();
        if (code != 0)
        {
            var kind = code switch { TooManyVisits => FailureKind.TooMuch, ServerError => FailureKind.Down, _ => FailureKind.Refused };
            throw new CallFailure(kind, $"it answers {code}: {root.Text("retMsg")}");
        }
    }

    private ExchangeSymbol? ReadSymbol(JsonElement item)
    {
        if (IsLinear && item.Text("contractType") != "LinearPerpetual")
        {
            return null;
        }

        var (asset, quote, lot) = (item.Text("baseCoin"), item.Text("quoteCoin"), item.GetProperty("lotSizeFilter"));
        return new ExchangeSymbol(
            ExchangeSymbol.Stored(asset, quote), item.Text("symbol"), asset, quote,
            item.GetProperty("priceFilter").Size("tickSize"),
            IsLinear ? lot.Size("qtyStep") : lot.Size("basePrecision"),
            IsLinear ? lot.Size("minNotionalValue") : lot.Size("minOrderAmt"),
            item.Time("launchTime"), item.Text("status") == "Trading");
    }
}
