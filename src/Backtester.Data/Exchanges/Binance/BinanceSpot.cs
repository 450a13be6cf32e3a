using System.Text.Json;
using Backtester.Data.Exchanges.Network;

namespace Backtester.Data.Exchanges.Binance;

/// <summary>Binance spot, /api/v3.</summary>
public sealed class BinanceSpot(ExchangeFacts facts, HostConnection host) : BinanceClient(facts, host, "api/v3")
{
    /// <inheritdoc/>
    protected override ExchangeSymbol? ReadSymbol(JsonElement item)
    {
        var (asset, quote) = (item.Text("baseAsset"), item.Text("quoteAsset"));
        var notional = Math.Max(Filter(item, "NOTIONAL", "minNotional"), Filter(item, "MIN_NOTIONAL", "minNotional"));
        return new ExchangeSymbol(
            ExchangeSymbol.Stored(asset, quote), item.Text("symbol"), asset, quote,
            Filter(item, "PRICE_FILTER", "tickSize"), Filter(item, "LOT_SIZE", "stepSize"), notional,
            Trading: item.Text("status") == "TRADING");
    }
}
