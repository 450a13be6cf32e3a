using Backtester.Core.Orders;

namespace Backtester.Core.Portfolio;

/// <summary>What is known of a trade from the moment of its entry on.</summary>
/// <param name="Symbol">The instrument.</param>
/// <param name="Strategy">The strategy that opened it.</param>
/// <param name="Confidence">Confidence of the signal, NaN where none is stated.</param>
/// <param name="SignalIndicators">Values of named rules at the decision.</param>
/// <param name="EntryOrder">How the first entry filled.</param>
public sealed record TradeOrigin(
    string Symbol,
    string Strategy,
    double Confidence,
    IReadOnlyDictionary<string, double> SignalIndicators,
    OrderType EntryOrder = OrderType.Market);
