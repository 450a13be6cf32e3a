using Backtester.Core.Optimization;
using Backtester.Core.Optimization.Methods.Genetic;
using Backtester.Core.Optimization.Objectives;

namespace Backtester.Blazor.Optimizations;

/// <summary>A set of a search with several objectives.</summary>
/// <param name="Number">Of the trial.</param>
/// <param name="Parameters">All parameters by name.</param>
/// <param name="Score">Of the search's one objective; NaN where there is none.</param>
/// <param name="Values">Of each objective, as metrics are read: not turned.</param>
/// <param name="Front">0 for those that no set beats in one objective without losing in another.</param>
public sealed record FrontSet(int Number, IReadOnlyDictionary<string, double> Parameters, double Score, double[] Values, int Front);

/// <summary>The sets of a search with several objectives, sorted by dominance; those without a value of every objective are left out.</summary>
/// <param name="Objectives">As written.</param>
/// <param name="Sets">By front, then by score, the best first.</param>
public sealed record SearchFronts(IReadOnlyList<string> Objectives, IReadOnlyList<FrontSet> Sets)
{
    /// <summary>Sorts trials.</summary>
    /// <param name="terms">The objectives.</param>
    /// <param name="trials">All trials of the search.</param>
    public static SearchFronts Of(IReadOnlyList<ObjectiveTerm> terms, IReadOnlyList<Trial> trials)
    {
        var fronts = ParetoFronts.Of([.. trials.Select(t => t.Objectives)]);
        var sets = trials.Select((t, i) => (Trial: t, Front: fronts[i]))
            .Where(t => ParetoFronts.IsKnown(t.Trial.Objectives))
            .Select(t => new FrontSet(t.Trial.Number, t.Trial.Parameters, t.Trial.Score, [.. terms.Zip(t.Trial.Objectives!, (term, value) => term.Natural(value))], t.Front))
            .OrderBy(s => s.Front)
            .ThenByDescending(s => double.IsNaN(s.Score) ? double.NegativeInfinity : s.Score)
            .ThenBy(s => s.Number);
        return new SearchFronts([.. terms.Select(t => t.Text)], [.. sets]);
    }
}
