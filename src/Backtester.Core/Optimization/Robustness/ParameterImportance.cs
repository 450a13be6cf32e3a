namespace Backtester.Core.Optimization.Robustness;

/// <summary>How much of the scores' variance a parameter makes.</summary>
/// <param name="Name">The parameter.</param>
/// <param name="FirstOrder">Share that it makes alone: Var(E[score | parameter]) / Var(score).</param>
/// <param name="Total">
/// Share that it has a part in. Exact on a full grid (Homma and Saltelli 1996); from a forest the share alone and those of
/// its pairs, interactions of three and more left out.
/// </param>
public sealed record ParameterShare(string Name, double FirstOrder, double Total);

/// <summary>How much of the scores' variance two parameters make together, beyond what each makes alone.</summary>
/// <param name="First">A parameter.</param>
/// <param name="Second">Another.</param>
/// <param name="Share">Share of the variance.</param>
public sealed record InteractionShare(string First, string Second, double Share);

/// <summary>
/// Which parameters the score depends on: functional analysis of variance over the sets of a search, every step of a
/// parameter weighing the same. Where each combination has a score it is exact (Sobol 1993). Otherwise a random forest is
/// fitted to the sets and its own variance is taken apart (Hutter, Hoos and Leyton-Brown 2014).
/// </summary>
public sealed record ParameterImportance
{
    /// <summary>Steps of a parameter that a forest tells apart.</summary>
    public const int MostSteps = 32;

    /// <summary>Sets that a forest is fitted to; of more, a seeded sample.</summary>
    public const int MostFitted = 10_000;

    /// <summary>True where every combination has a score; false where a forest stands for them.</summary>
    public required bool IsExact { get; init; }

    /// <summary>Sets with a score that it is made from.</summary>
    public required int Sets { get; init; }

    /// <summary>
    /// Share of the scores' variance that the forest foretells for sets that a tree has not seen (R² out of bag): near 0 its
    /// shares mean nothing. 1 where the shares are exact; NaN where no set was left out by chance.
    /// </summary>
    public required double Fit { get; init; }

    /// <summary>The parameters in the order of the table.</summary>
    public required IReadOnlyList<ParameterShare> Parameters { get; init; }

    /// <summary>All pairs, the first before the second in the order of the table.</summary>
    public required IReadOnlyList<InteractionShare> Interactions { get; init; }

    /// <summary>Measures it; null where fewer than two sets have a score, or all have the same.</summary>
    /// <param name="table">All trials.</param>
    /// <param name="seed">Seed of the forest.</param>
    /// <param name="workers">Threads; no number depends on it.</param>
    public static ParameterImportance? Measure(TrialTable table, long seed, int workers = 1)
    {
        var known = Enumerable.Range(0, table.Count).Where(row => !double.IsNaN(table.Scores[row])).ToArray();
        if (table.VariedNames.Count == 0 || known.Length < 2 || Array.TrueForAll(known, row => table.Scores[row] == table.Scores[known[0]]))
        {
            return null;
        }

        var product = table.VariedNames.Aggregate(1.0, (n, name) => n * table.Parameter(name).Distinct().Count());
        return product == known.Length ? GridVariance.Measure(table) : ForestVariance.Measure(table, known, seed, workers);
    }
}
