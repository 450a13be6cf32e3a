using Backtester.Core.Market;

namespace Backtester.Core.Optimization.Across;

/// <summary>Over which markets each set is simulated, one account a market, and how their scores become one: the object `search.across` of a spec.</summary>
/// <param name="Symbols">True for an account of each symbol; false for one account of all.</param>
/// <param name="Timeframes">The timeframes, each with accounts of its own; empty for that of the spec.</param>
/// <param name="Aggregate">mean, median or worst.</param>
public sealed record AcrossSettings(bool Symbols, IReadOnlyList<Timeframe> Timeframes, string Aggregate)
{
    /// <summary>The ways by name.</summary>
    public static IReadOnlyList<string> Aggregates { get; } = ["mean", "median", "worst"];
}
