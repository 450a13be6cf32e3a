using Backtester.Core.Market;
using Backtester.Data.Exchanges.Network;

namespace Backtester.Data.Exchanges;

/// <summary>In which order an exchange lists the candles of an answer, and so which ones it keeps where a range holds too many.</summary>
public enum CandleOrder
{
    /// <summary>From the start of the range on.</summary>
    OldestFirst,

    /// <summary>From the end of the range back.</summary>
    NewestFirst,
}

/// <summary>What one call of each kind takes from the rate limit.</summary>
/// <param name="Candles">A page of candles.</param>
/// <param name="Symbols">The list of symbols.</param>
/// <param name="Tickers">The 24-hour figures of all symbols.</param>
/// <param name="Funding">A page of funding rates.</param>
/// <param name="Time">The exchange's clock.</param>
public sealed record CallWeights(int Candles = 1, int Symbols = 1, int Tickers = 1, int Funding = 1, int Time = 1);

/// <summary>What is asked of an exchange about funding rates.</summary>
/// <param name="RatesPerCall">Most rates in one answer.</param>
/// <param name="ShortestHours">Least hours between two payments of an instrument: how long a range one call may cover.</param>
public sealed record FundingFacts(int RatesPerCall, int ShortestHours = 1);

/// <summary>
/// What is known of a market before anything is asked of it: limits, words and habits of its public interface.
/// A market is an exchange with its kind: "binance" is spot, "binance-usdm" the USDⓈ-margined perpetuals.
/// </summary>
public sealed record ExchangeFacts
{
    /// <summary>The market's name in specs and folders: [a-z0-9-]+.</summary>
    public required string Name { get; init; }

    /// <summary>The name for people.</summary>
    public required string Title { get; init; }

    /// <summary>The setting that holds the address is "Exchanges:{this}:BaseAddress"; markets may share one.</summary>
    public required string SettingName { get; init; }

    /// <summary>Where its public interface is reached unless a setting says otherwise.</summary>
    public required Uri BaseAddress { get; init; }

    /// <summary>Most candles in one answer.</summary>
    public required int CandlesPerCall { get; init; }

    /// <summary>Order of an answer.</summary>
    public required CandleOrder Order { get; init; }

    /// <summary>The timeframes it has, by our name, with its own word for each.</summary>
    public required IReadOnlyDictionary<string, string> Timeframes { get; init; }

    /// <summary>Before this time (Unix ms) it has no candle of anything.</summary>
    public required long EarliestMs { get; init; }

    /// <summary>How much may be asked.</summary>
    public required RateLimit Limit { get; init; }

    /// <summary>What the calls take of it.</summary>
    public CallWeights Weights { get; init; } = new();

    /// <summary>Funding rates; null where the market has none.</summary>
    public FundingFacts? Funding { get; init; }

    /// <summary>An instrument as it spells it, for messages.</summary>
    public required string SymbolExample { get; init; }

    /// <summary>Its word for a timeframe; null where it has no such candles.</summary>
    public string? WordFor(Timeframe timeframe) => Timeframes.GetValueOrDefault(timeframe.Name);

    /// <summary>The timeframes it has, shortest first.</summary>
    public IEnumerable<Timeframe> Offered => Timeframe.All.Where(t => Timeframes.ContainsKey(t.Name));
}
