using Backtester.Core.Portfolio;

namespace Backtester.Core.Engine;

/// <summary>What a search keeps of a simulation.</summary>
/// <param name="DayEnds">Equity at the end of each UTC day.</param>
/// <param name="FinalEquity">Equity at the last close.</param>
/// <param name="DeepestDrawdown">Minimum over bars of E_t/max E − 1, at most 0.</param>
/// <param name="BarsInMarket">Bars with a position at the close.</param>
/// <param name="Trades">The closed trades in sums.</param>
/// <param name="OpenPositions">Positions open after the last bar.</param>
/// <param name="AmbiguousBars">Bars in which stop and target both lay and the open decided neither.</param>
public sealed record LeanOutcome(
    double[] DayEnds, double FinalEquity, double DeepestDrawdown, int BarsInMarket, ProfitTally Trades, int OpenPositions, int AmbiguousBars)
{
    /// <summary>What of the run the quick position machine does not know, in the words of a spec, so that the event loop walked it; null where the machine did.</summary>
    public string? SlowBecause { get; init; }
}
