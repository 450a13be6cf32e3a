using Backtester.Core.Market;
using Backtester.Data.Exchanges;

namespace Backtester.Data.Tests.Download;

/// <summary>What of a candle an exchange's answer holds.</summary>
public static class WireCandles
{
    public static readonly TheoryData Markets = new();

    public static string SymbolOf(string exchange) => exchange == "coinbase" ? "BTCUSD" : "BTCUSDT";

    /// <summary>The candle as it must be stored: without the numbers that the exchange does not give.</summary>
    public static Candle Kept(string exchange, Candle candle) => exchange switch
    {
        "binance" or "binance-usdm" => candle,
        "coinbase" => candle with { QuoteVolume = double.NaN, TradeCount = double.NaN, TakerBuyVolume = double.NaN },
        "kucoin-futures" => candle with { Volume = Math.Round(candle.Volume / 0.001) * 0.001, TradeCount = double.NaN, TakerBuyVolume = double.NaN },
        _ => candle with { TradeCount = double.NaN, TakerBuyVolume = double.NaN },
    };

    public sealed class TheoryData : Xunit.TheoryData<string>
    {
        public TheoryData() => AddRange([.. ExchangeCatalog.Names]);
    }
}
