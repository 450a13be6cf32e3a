using Backtester.Core.Market;

namespace Backtester.Data.Exchanges;

/// <summary>An instrument of an exchange. A number that the exchange does not tell is 0.</summary>
/// <param name="Symbol">The stored spelling: base and quote in capitals, such as "BTCUSDT".</param>
/// <param name="Id">The exchange's own spelling, such as "BTC-USDT-SWAP".</param>
/// <param name="Base">The asset that is traded.</param>
/// <param name="Quote">The asset of its price.</param>
/// <param name="TickSize">Smallest price step, quote asset.</param>
/// <param name="LotSize">Smallest quantity step, base asset.</param>
/// <param name="MinimumNotional">Smallest order, quote asset.</param>
/// <param name="ListedMs">When trading began, Unix ms; null where the exchange does not say.</param>
/// <param name="Trading">False where it is listed but not traded now.</param>
/// <param name="ContractSize">Base asset of one contract; 1 where quantities are in the base asset.</param>
public sealed record ExchangeSymbol(
    string Symbol,
    string Id,
    string Base,
    string Quote,
    double TickSize,
    double LotSize,
    double MinimumNotional,
    long? ListedMs = null,
    bool Trading = true,
    double ContractSize = 1)
{
    /// <summary>The stored spelling of a pair.</summary>
    public static string Stored(string baseAsset, string quoteAsset) => SymbolName.Normalize(baseAsset + quoteAsset);
}

/// <summary>The last 24 hours of an instrument; NaN where unknown.</summary>
/// <param name="Id">The exchange's own spelling of the instrument.</param>
/// <param name="LastPrice">Last price.</param>
/// <param name="QuoteVolume">Traded volume, quote asset.</param>
/// <param name="ChangePercent">Change of the price, percent.</param>
public sealed record Ticker(string Id, double LastPrice, double QuoteVolume, double ChangePercent);

/// <summary>One funding payment of a perpetual.</summary>
/// <param name="TimeMs">When it is paid, Unix ms.</param>
/// <param name="Rate">Fraction of the position's value that longs pay to shorts; below 0 the other way.</param>
public readonly record struct FundingRate(long TimeMs, double Rate);

/// <summary>How an exchange is reached at a moment.</summary>
/// <param name="CheckedMs">When, Unix ms of this machine.</param>
/// <param name="RoundTripMs">Time of the call, milliseconds.</param>
/// <param name="ClockOffsetMs">Its clock minus this machine's, milliseconds; exact to half the round trip.</param>
/// <param name="RemainingWeight">What is left of the rate limit as this program counts it.</param>
/// <param name="LimitWeight">The whole rate limit.</param>
public sealed record ExchangeHealth(long CheckedMs, double RoundTripMs, double ClockOffsetMs, int RemainingWeight, int LimitWeight);
