using Backtester.Core.Market;

namespace Backtester.Data.Exchanges;

/// <summary>
/// A market's public data, one call each. Safe for any number of callers: they share the host's rate limit.
/// Every call throws <see cref="ExchangeException"/> where the exchange cannot or will not answer.
/// </summary>
public interface IExchange
{
    /// <summary>What is known without asking.</summary>
    ExchangeFacts Facts { get; }

    /// <summary>The finished candles of a range in rising order: all of it, or the part that one answer holds.</summary>
    /// <exception cref="ArgumentException">The request is beyond what the facts allow; nothing was sent.</exception>
    Task<IReadOnlyList<Candle>> GetCandlesAsync(CandleRequest request, CancellationToken cancellation = default);

    /// <summary>All instruments.</summary>
    Task<IReadOnlyList<ExchangeSymbol>> GetSymbolsAsync(CancellationToken cancellation = default);

    /// <summary>The last 24 hours of all instruments.</summary>
    Task<IReadOnlyList<Ticker>> GetTickersAsync(CancellationToken cancellation = default);

    /// <summary>Funding rates of a perpetual in a range, in rising order: all of them, or the part that one answer holds.</summary>
    /// <exception cref="NotSupportedException">The market has no funding.</exception>
    Task<IReadOnlyList<FundingRate>> GetFundingAsync(ExchangeSymbol symbol, TimeRange range, CancellationToken cancellation = default);

    /// <summary>Asks for the exchange's clock and remembers how far it is from this machine's.</summary>
    Task<ExchangeHealth> CheckAsync(CancellationToken cancellation = default);
}
