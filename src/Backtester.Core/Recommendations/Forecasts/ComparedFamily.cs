using Backtester.Core.Recommendations.Evidence;

namespace Backtester.Core.Recommendations.Forecasts;

/// <summary>Alternatives of one kind to the settings in use, all simulated over the same days.</summary>
/// <param name="Type">What following one of them asks for.</param>
/// <param name="Candidates">The alternatives; at least one.</param>
internal sealed record ComparedFamily(RecommendationType Type, IReadOnlyList<Candidate> Candidates)
{
    /// <summary>Place of each alternative, coordinates from 0 to 1; null where they have none.</summary>
    public double[][]? Points { get; init; }

    /// <summary>Place of the settings in use.</summary>
    public double[]? Place { get; init; }

    /// <summary>The grid of parameters that the alternatives were taken from; null where there is none.</summary>
    public ParameterGrid? Grid { get; init; }

    /// <summary>Daily returns of each alternative.</summary>
    public IReadOnlyList<double[]> Returns { get; } = [.. Candidates.Select(c => c.Returns)];
}
