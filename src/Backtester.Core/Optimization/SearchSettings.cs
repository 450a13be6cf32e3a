using Backtester.Core.Optimization.Across;

namespace Backtester.Core.Optimization;

/// <summary>How a space is searched: the object `search` of a spec.</summary>
public sealed record SearchSettings
{
    /// <summary>The methods by name.</summary>
    public static IReadOnlyList<string> Methods { get; } = ["grid", "random", "lhs", "tpe", "gp", "genetic"];

    /// <summary>grid, random, lhs, tpe, gp or genetic.</summary>
    public string Method { get; init; } = "grid";

    /// <summary>Most sets to try; null for all of a grid, and 200 for the other methods.</summary>
    public int? Trials { get; init; }

    /// <summary>A metric of docs/metrics.md, whose direction is its own, or an expression over metrics, of which more is better.</summary>
    public string Objective { get; init; } = "sharpe_ratio";

    /// <summary>What `genetic` makes best at once where nothing is written.</summary>
    public static IReadOnlyList<string> DefaultObjectives { get; } = ["roi", "max_drawdown_percentage", "total_trades", "stability"];

    /// <summary>Of `genetic`: metrics, each in its own direction (one without a direction is better the higher), or expressions; empty for the other methods.</summary>
    public IReadOnlyList<string> Objectives { get; init; } = [];

    /// <summary>Closed trades below which a set has no score.</summary>
    public int MinTrades { get; init; } = 1;

    /// <summary>Sets that are proposed together; the next batch sees the results of all earlier ones.</summary>
    public int Batch { get; init; } = 16;

    /// <summary>The search ends after so many times <see cref="Batch"/> sets in a row without a better best; null for never.</summary>
    public int? Patience { get; init; }

    /// <summary>The markets over which each set is simulated; null for the spec's symbols as one portfolio.</summary>
    public AcrossSettings? Across { get; init; }

    /// <summary>Threads; null for one a core. No result depends on it, and the fingerprint leaves it out.</summary>
    public int? Workers { get; init; }

    /// <summary>Sets that will be tried at most.</summary>
    public long Budget(long total) => Method == "grid" ? Math.Min(total, Trials ?? long.MaxValue) : Math.Min(total, Trials ?? 200);
}
