using Backtester.Core.Analysis;

namespace Backtester.Core.Optimization.MonteCarlo;

/// <summary>What a number is drawn for.</summary>
internal enum DisturbanceKind
{
    Slippage,
    Missed,
    Delay,
}

/// <summary>Seeds of disturbances: each run, symbol and kind has its own, so adding one disturbance changes no draw of another.</summary>
internal static class DisturbanceStream
{
    /// <summary>The seed of a symbol's disturbances of a kind; their stream is the number of a bar.</summary>
    public static long Of(long seed, long path, string symbol, DisturbanceKind kind)
    {
        // FNV-1a of the name: the same on every machine and for any order of symbols.
        var name = 14695981039346656037UL;
        foreach (var letter in symbol)
        {
            name = (name ^ letter) * 1099511628211UL;
        }

        return (long)new CounterRandom((long)new CounterRandom(seed, path).NextBits(), (long)(name + (ulong)kind)).NextBits();
    }
}
