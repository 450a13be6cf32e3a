using Backtester.Core.Analysis;
using Backtester.Core.Strategies;

namespace Backtester.Core.Optimization.MonteCarlo;

/// <summary>
/// Decisions that reach the market late, or whose entries do not fill. Stops and targets, which wait at the exchange, rules
/// about the open position and time exits are as they were.
/// </summary>
internal static class DisturbedDecisions
{
    /// <summary>Disturbs the decisions on one symbol.</summary>
    /// <param name="decisions">What the strategy decided.</param>
    /// <param name="scenario">The disturbance.</param>
    /// <param name="seed">Seed.</param>
    /// <param name="path">Number of the run.</param>
    /// <param name="symbol">The symbol.</param>
    public static Decisions Of(Decisions decisions, ExecutionScenario scenario, long seed, long path, string symbol)
    {
        if (scenario is { Missed: 0, Delay: 0 })
        {
            return decisions;
        }

        var signals = decisions.Signals.ToArray();
        if (scenario.Missed > 0)
        {
            Miss(signals, scenario.Missed, DisturbanceStream.Of(seed, path, symbol, DisturbanceKind.Missed), decisions.OppositeEntry != OppositeEntry.Ignore);
        }

        if (scenario.Delay > 0)
        {
            signals = Late(signals, scenario.Delay, DisturbanceStream.Of(seed, path, symbol, DisturbanceKind.Delay));
        }

        return decisions with { Signals = signals };
    }

    /// <summary>
    /// Takes entries out. One that would have closed a position of the other side first leaves its exit: only the entry is
    /// missed. (An entry that its own exit stands beside closes nothing.)
    /// </summary>
    private static void Miss(Signals[] signals, double probability, long stream, bool entriesClose)
    {
        for (var row = 0; row < signals.Length; row++)
        {
            var said = signals[row];
            if ((said & (Signals.LongEntry | Signals.ShortEntry)) == Signals.None || new CounterRandom(stream, row).NextDouble() >= probability)
            {
                continue;
            }

            var rest = said & (Signals.LongExit | Signals.ShortExit);
            if (entriesClose && (said & (Signals.LongEntry | Signals.LongExit)) == Signals.LongEntry)
            {
                rest |= Signals.ShortExit;
            }

            if (entriesClose && (said & (Signals.ShortEntry | Signals.ShortExit)) == Signals.ShortEntry)
            {
                rest |= Signals.LongExit;
            }

            signals[row] = rest;
        }
    }

    /// <summary>
    /// Moves each bar's signals to a later bar; none overtakes an earlier one, and what would arrive after the last bar does
    /// not. Distances of stops are read where the decision arrives.
    /// </summary>
    private static Signals[] Late(Signals[] signals, int most, long stream)
    {
        var moved = new Signals[signals.Length];
        var last = 0;
        for (var row = 0; row < signals.Length; row++)
        {
            if (signals[row] == Signals.None)
            {
                continue;
            }

            last = Math.Max(last, row + new CounterRandom(stream, row).NextInt(most + 1));
            if (last < moved.Length)
            {
                moved[last] |= signals[row];
            }
        }

        return moved;
    }
}
