using Backtester.Core.Optimization.Space;

namespace Backtester.Core.Optimization.Methods;

/// <summary>The methods by name.</summary>
public static class SearchMethods
{
    // No point of a grid depends on another: many at once share more of their columns.
    private const int GridBatch = 128;

    /// <summary>Makes the method of a search.</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static ISearchMethod Create(SearchSpace space, SearchSettings settings, long seed)
    {
        var budget = settings.Budget(space.Total);
        return settings.Method switch
        {
            "grid" => new GridSearch(space, budget, Math.Max(settings.Batch, GridBatch)),
            "random" => new RandomSearch(space, budget, settings.Batch, seed),
            "lhs" => new LatinHypercubeSearch(space, budget, settings.Batch, seed),
            "tpe" => new TpeSearch(space, budget, settings.Batch, seed),
            _ => throw new ArgumentException($"'{settings.Method}' is no method; allowed: {string.Join(", ", SearchSettings.Methods)}"),
        };
    }
}
