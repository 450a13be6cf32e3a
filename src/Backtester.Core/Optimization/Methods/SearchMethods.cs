using Backtester.Core.Optimization.Space;

namespace Backtester.Core.Optimization.Methods;

/// <summary>The methods by name.</summary>
public static class SearchMethods
{
    /// <summary>Bars that the sets of one batch walk, where no point depends on the result of another: many at once share more of their columns, and a stop loses a few seconds.</summary>
    private const long BatchBars = 1_000_000_000;

    /// <summary>Makes the method of a search.</summary>
    /// <param name="space">What is searched.</param>
    /// <param name="settings">How.</param>
    /// <param name="seed">Of the run.</param>
    /// <param name="barsPerSet">Candles that one set walks.</param>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static ISearchMethod Create(SearchSpace space, SearchSettings settings, long seed, long barsPerSet)
    {
        var wide = Math.Max(settings.Batch, (int)Math.Clamp(BatchBars / Math.Max(1, barsPerSet), 16, 4096));
        if (settings.Patience is { } patience)
        {
            // A search that may end early looks up at least as often as it could.
            wide = (int)Math.Min(wide, (long)patience * settings.Batch);
        }

        var budget = settings.Budget(space.Total);
        return settings.Method switch
        {
            "grid" => new GridSearch(space, budget, wide),
            "random" => new RandomSearch(space, budget, wide, seed),
            "lhs" => new LatinHypercubeSearch(space, budget, wide, seed),
            "tpe" => new TpeSearch(space, budget, settings.Batch, seed),
            "genetic" => new GeneticSearch(space, budget, settings.Batch, seed),
            "gp" => new GaussianProcessSearch(space, budget, settings.Batch, seed),
            _ => throw new ArgumentException($"'{settings.Method}' is no method; allowed: {string.Join(", ", SearchSettings.Methods)}"),
        };
    }
}
