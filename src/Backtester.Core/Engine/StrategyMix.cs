namespace Backtester.Core.Engine;

/// <summary>How often the capital of several strategies is shared out anew, at the first bar of a UTC period.</summary>
public enum RebalanceInterval
{
    /// <summary>Never: each strategy keeps what it earns.</summary>
    None,

    /// <summary>Each day.</summary>
    Daily,

    /// <summary>Each week, from Monday.</summary>
    Weekly,

    /// <summary>Each month.</summary>
    Monthly,
}

/// <summary>One strategy's part of a run.</summary>
/// <param name="Name">Its name, noted with each trade; distinct in a run.</param>
/// <param name="Weight">Its part of the capital, above 0; all together at most 1, and what they leave stays in cash.</param>
/// <param name="First">Index of its first symbol in <see cref="BacktestInput.Symbols"/>.</param>
/// <param name="Count">Number of its symbols, which follow each other there.</param>
public sealed record StrategyShare(string Name, double Weight, int First, int Count);

/// <summary>Several strategies in one account. Each has its part of the capital to itself; limits are those of the whole.</summary>
/// <param name="Shares">The strategies, in the order that decides ties.</param>
/// <param name="Rebalance">How often the capital is shared out anew.</param>
/// <param name="Netting">
/// True: positions of several strategies in one symbol count as their difference, one position, for exposure and the
/// number of open positions. False: each counts by itself.
/// </param>
public sealed record StrategyMix(IReadOnlyList<StrategyShare> Shares, RebalanceInterval Rebalance = RebalanceInterval.None, bool Netting = false);
