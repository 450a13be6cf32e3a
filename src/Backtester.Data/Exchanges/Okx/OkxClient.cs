using System.Text.Json;
using Backtester.Core.Market;
using Backtester.Data.Exchanges.Network;

namespace Backtester.Data.Exchanges.Okx;

/// <summary>OKX's version 5 interface; spot and linear perpetuals.</summary>
public sealed class OkxClient(ExchangeFacts facts, HostConnection host) : ExchangeClient(facts, host)
{
    private const string TooManyRequests = "50011";
    private const string ServiceBusy = "50001";
    private const string SystemError = "50026";

    private bool IsSwap => Facts.Funding is not null;

    private string Type => IsSwap ? "SWAP" : "SPOT";

    /// <inheritdoc/>
    protected override string TimePath => "api/v5/public/time";

    /// <inheritdoc/>
    public override Task<IReadOnlyList<ExchangeSymbol>> GetSymbolsAsync(CancellationToken cancellation = default) => GetAsync<IReadOnlyList<ExchangeSymbol>>(
        $"api/v5/public/instruments?instType={Type}",
        Facts.Weights.Symbols,
        root => [.. root.Items("data").Select(ReadSymbol).OfType<ExchangeSymbol>()],
        cancellation);

    /// <inheritdoc/>
    public override Task<IReadOnlyList<Ticker>> GetTickersAsync(CancellationToken cancellation = default) => GetAsync<IReadOnlyList<Ticker>>(
        $"api/v5/market/tickers?instType={Type}",
        Facts.Weights.Tickers,
        root => [.. root.Items("data").Select(ReadTicker)],
        cancellation);

    /// <inheritdoc/>
    protected override long ReadTime(JsonElement root) => root.Items("data").First().GetProperty("ts").Whole();

    /// <summary>"after" means earlier than, "before" later than, and both leave their own time out.</summary>
    protected override string CandlePath(CandleRequest request) =>
        $"api/v5/market/history-candles?instId={request.Symbol.Id}&bar={Facts.WordFor(request.Timeframe)}"
        + $"&after={request.Range.EndMs}&before={request.Range.StartMs - 1}&limit={request.Count}";

    /// <summary>Spot: volume in base, then in quote. Swaps: in contracts, in base, in quote. The last field is 1 once the candle is finished.</summary>
    protected override IReadOnlyList<Candle> ReadCandles(JsonElement root, CandleRequest request) => [.. root.Items("data")
        .Where(c => c[8].Whole() == 1)
        .Select(c => new Candle(
            c[0].Whole(), c[1].Number(), c[2].Number(), c[3].Number(), c[4].Number(), c[IsSwap ? 6 : 5].Number(), c[7].Number()))];

    /// <inheritdoc/>
    protected override string FundingPath(ExchangeSymbol symbol, TimeRange range) =>
        $"api/v5/public/funding-rate-history?instId={symbol.Id}&after={range.EndMs}&before={range.StartMs - 1}&limit={Facts.Funding!.RatesPerCall}";

    /// <inheritdoc/>
    protected override IReadOnlyList<FundingRate> ReadFunding(JsonElement root) =>
        [.. root.Items("data").Select(r => new FundingRate(r.GetProperty("fundingTime").Whole(), r.GetProperty("fundingRate").Number()))];

    private protected override void Check(JsonElement root)
    {
        var code = root.Text("code");
        if (code != "0")
        {
            var kind = code switch { TooManyRequests => FailureKind.TooMuch, ServiceBusy or SystemError => FailureKind.Down, _ => FailureKind.Refused };
            throw new CallFailure(kind, $"it answers {code}: {root.Text("msg")}");
        }
    }

    private static Ticker ReadTicker(JsonElement item)
    {
        var (last, open) = (item.Number("last"), item.Number("open24h"));

        // Of swaps it counts in the base asset, of spot in the quote asset.
        var volume = item.Number("volCcy24h") * (item.Text("instType") == "SWAP" ? last : 1);
        return new Ticker(item.Text("instId"), last, volume, open > 0 ? ((last / open) - 1) * 100 : double.NaN);
    }

    private ExchangeSymbol? ReadSymbol(JsonElement item)
    {
        var names = item.Text("instId").Split('-');
        if (names.Length < 2 || (IsSwap && item.Text("ctType") != "linear"))
        {
            return null;
        }

        var contract = IsSwap ? item.Size("ctVal") * (item.Size("ctMult") is > 0 and var times ? times : 1) : 1;
        return new ExchangeSymbol(
            ExchangeSymbol.Stored(names[0], names[1]), item.Text("instId"), names[0], names[1],
            item.Size("tickSz"), item.Size("lotSz") * contract, MinimumNotional: 0,
            item.Time("listTime"), item.Text("state") == "live", contract);
    }
}
