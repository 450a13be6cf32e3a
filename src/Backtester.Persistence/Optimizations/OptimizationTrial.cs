namespace Backtester.Persistence.Optimizations;

/// <summary>One set of parameters of a search and what it gave.</summary>
public sealed class OptimizationTrial
{
    /// <summary>The search.</summary>
    public long OptimizationId { get; set; }

    /// <summary>From 0, in the order proposed.</summary>
    public int Number { get; set; }

    /// <summary>Index into each axis of the space, joined by commas.</summary>
    public string Point { get; set; } = "";

    /// <summary>The parameters by name, as JSON.</summary>
    public string ParamsJson { get; set; } = "";

    /// <summary>The metrics by name, as JSON; null where the set was refused.</summary>
    public string? MetricsJson { get; set; }

    /// <summary>Value of the objective, the higher the better; null where there is none.</summary>
    public double? Score { get; set; }

    /// <summary>What only some searches have of a set, as JSON: several objectives, several markets, a slower walk; null where there is nothing of it.</summary>
    public string? DetailsJson { get; set; }

    /// <summary>Why there are no metrics or no score.</summary>
    public string? Note { get; set; }
}
