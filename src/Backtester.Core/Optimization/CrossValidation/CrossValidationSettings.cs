namespace Backtester.Core.Optimization.CrossValidation;

/// <summary>How the days are cut: the object `cross_validation` of a spec, its lengths in bars.</summary>
public sealed record CrossValidationSettings
{
    /// <summary>Groups of days, N.</summary>
    public int Groups { get; init; } = 6;

    /// <summary>Groups that are tested together, k.</summary>
    public int TestGroups { get; init; } = 2;

    /// <summary>Bars left out of the training on both sides of a test group.</summary>
    public int Purge { get; init; }

    /// <summary>Bars left out after a test group beyond those.</summary>
    public int Embargo { get; init; }
}
