using System.Text.Json;
using Backtester.Core.Market;
using Backtester.Data.Exchanges.Network;

namespace Backtester.Data.Exchanges.Binance;

/// <summary>Binance USDⓈ-margined perpetuals, /fapi/v1.</summary>
public sealed class BinanceUsdm(ExchangeFacts facts, HostConnection host) : BinanceClient(facts, host, "fapi/v1")
{
    /// <inheritdoc/>
    protected override ExchangeSymbol? ReadSymbol(JsonElement item)
    {
        if (item.Text("contractType") != "PERPETUAL")
        {
            return null;
        }

        var (asset, quote) = (item.Text("baseAsset"), item.Text("quoteAsset"));
        return new ExchangeSymbol(
            ExchangeSymbol.Stored(asset, quote), item.Text("symbol"), asset, quote,
            Filter(item, "PRICE_FILTER", "tickSize"), Filter(item, "LOT_SIZE", "stepSize"), Filter(item, "MIN_NOTIONAL", "notional"),
            item.Time("onboardDate"), item.Text("status") == "TRADING");
    }

    /// <inheritdoc/>
    protected override string FundingPath(ExchangeSymbol symbol, TimeRange range) =>
        $"{Root}/fundingRate?symbol={symbol.Id}&startTime={range.StartMs}&endTime={range.EndMs - 1}&limit={Facts.Funding!.RatesPerCall}";

    /// <inheritdoc/>
    protected override IReadOnlyList<FundingRate> ReadFunding(JsonElement root) =>
        [.. root.EnumerateArray().Select(r => new FundingRate(r.GetProperty("fundingTime").Whole(), r.GetProperty("fundingRate").Number()))];
}
