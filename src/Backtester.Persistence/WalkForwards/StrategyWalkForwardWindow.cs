namespace Backtester.Persistence.WalkForwards;

/// <summary>A window that is done: what its search chose, and what became of it.</summary>
public sealed class StrategyWalkForwardWindow
{
    /// <summary>The walk-forward.</summary>
    public long WalkForwardId { get; set; }

    /// <summary>From 1, in the order of time.</summary>
    public int Number { get; set; }

    /// <summary>Sets that its search tried.</summary>
    public int Trials { get; set; }

    /// <summary>Those that were simulated.</summary>
    public int Measured { get; set; }

    /// <summary>The best trial, as JSON: a walk-forward that was stopped goes on with it; null where none had a score.</summary>
    public string? ChosenJson { get; set; }

    /// <summary>The window as documents show it.</summary>
    public string DocumentJson { get; set; } = "";

    /// <summary>Day ends of the account and of the benchmark, as JSON.</summary>
    public string CurveJson { get; set; } = "";
}
