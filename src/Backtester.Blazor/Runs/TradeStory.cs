using Backtester.Core.Portfolio;
using Backtester.Core.Runs;

namespace Backtester.Blazor.Runs;

/// <summary>The two fills of a trade in sentences.</summary>
/// <param name="Number">Its number from 1, in the order of the result.</param>
/// <param name="Entry">What opened it, at what price, and what was known then.</param>
/// <param name="Exit">What closed it, at what price, and what it brought.</param>
/// <param name="Doubts">What is doubtful about the candles from its entry to its exit; empty for nothing.</param>
public sealed record TradeStory(int Number, string Entry, string Exit, IReadOnlyList<string> Doubts)
{
    /// <summary>The story of a trade; null where there is no such number.</summary>
    public static TradeStory? Of(IReadOnlyList<Trade> trades, int number, DoubtfulTrades? doubtful = null)
    {
        ArgumentNullException.ThrowIfNull(trades);
        return number >= 1 && number <= trades.Count
            ? new TradeStory(number, TradeSentences.Entry(trades[number - 1]), TradeSentences.Exit(trades[number - 1]), TradeDoubts.Reasons(doubtful).GetValueOrDefault(number - 1, []))
            : null;
    }
}
