namespace Backtester.Core.Optimization.WalkForward;

/// <summary>How the range is cut: the object `walk_forward` of a spec, its lengths in bars.</summary>
public sealed record WalkForwardSettings
{
    /// <summary>The modes by name.</summary>
    public static IReadOnlyList<string> Modes { get; } = ["rolling", "anchored"];

    /// <summary>rolling: every window searches the same number of bars; anchored: every window searches from the first bar.</summary>
    public string Mode { get; init; } = "rolling";

    /// <summary>Bars that the first window searches, those that <see cref="Purge"/> takes away included.</summary>
    public required int InSample { get; init; }

    /// <summary>Bars that each window's best set then trades; the next window begins so many bars later.</summary>
    public required int OutOfSample { get; init; }

    /// <summary>Bars left out at the end of each in-sample stretch.</summary>
    public int Purge { get; init; }

    /// <summary>Bars left out between an in-sample stretch and the out-of-sample stretch after it.</summary>
    public int Embargo { get; init; }

    /// <summary>Bars of the shortest range: one window.</summary>
    public long Shortest => (long)InSample + Embargo + OutOfSample;
}
