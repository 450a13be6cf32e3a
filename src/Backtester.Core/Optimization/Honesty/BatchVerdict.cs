using Backtester.Core.Analysis;

namespace Backtester.Core.Optimization.Honesty;

/// <summary>
/// The verdict of one search of a batch, given the tries of the whole batch: whoever picks the best of many searches has
/// tried all their sets. Unknown is NaN.
/// </summary>
/// <param name="EffectiveTrials">Independent tries of all searches of the batch together.</param>
/// <param name="LuckSharpe">Annual Sharpe ratio that luck alone is expected to give in so many tries.</param>
/// <param name="DeflatedSharpe">Probability that the best set's true Sharpe ratio is above 0, given so many tries: what a batch ranks by.</param>
/// <param name="LuckProbability">Probability that a batch without any edge does as well: 1 − (1 − p)^(tries of the batch / those of the search), Šidák 1967.</param>
public readonly record struct BatchVerdict(double EffectiveTrials, double LuckSharpe, double DeflatedSharpe, double LuckProbability)
{
    /// <summary>A bootstrap of so many paths cannot tell a smaller p-value than 1 / (paths + 1) from it.</summary>
    private const double SmallestP = 1.0 / 1001;

    /// <summary>True where the best set is more than luck, given all tries of the batch.</summary>
    public bool IsMoreThanLuck => LuckProbability < SearchHonesty.ConvincingP || DeflatedSharpe > SearchHonesty.ConvincingSharpe;

    /// <summary>The verdicts of a batch, in the order of its searches.</summary>
    /// <param name="searches">Verdicts of the searches alone; null for one that has none.</param>
    public static IReadOnlyList<BatchVerdict?> Of(IReadOnlyList<SearchHonesty?> searches)
    {
        var known = searches.OfType<SearchHonesty>().Where(h => double.IsFinite(h.EffectiveTrials)).ToList();
        var all = known.Sum(h => h.EffectiveTrials);
        var spreads = known.Select(SpreadOf).Where(double.IsFinite).ToList();
        var mean = spreads.Count == 0 ? double.NaN : spreads.Average();
        return [.. searches.Select(h => h is null ? (BatchVerdict?)null : Of(h, all, SpreadOf(h) is var own && double.IsFinite(own) ? own : mean))];
    }

    private static BatchVerdict Of(SearchHonesty search, double all, double spread)
    {
        var luck = ProbabilisticSharpe.ExpectedMaximum(spread, all);
        var p = Math.Max(search.LuckProbability, SmallestP);
        return new BatchVerdict(all, luck, Deflated(search, luck), 1 - Math.Pow(1 - p, all / search.EffectiveTrials));
    }

    /// <summary>Annual deviation of the search's Sharpe ratios, from the expected luckiest of them; NaN where one try says nothing of it.</summary>
    private static double SpreadOf(SearchHonesty search)
    {
        var one = ProbabilisticSharpe.ExpectedMaximum(1, search.EffectiveTrials);
        return one > 0 ? search.LuckSharpe / one : double.NaN;
    }

    // The deflated Sharpe ratio is Φ((SR − SR0)/σ), where σ depends on the set alone: so another SR0 needs no returns.
    // A probability that is 1 to the last bit counts as 8 deviations, which only makes the answer more careful.
    private static double Deflated(SearchHonesty search, double luck)
    {
        var gap = search.BestSharpe - search.LuckSharpe;
        if (!double.IsFinite(search.DeflatedSharpe) || !double.IsFinite(luck) || gap == 0)
        {
            return search.DeflatedSharpe;
        }

        var z = search.DeflatedSharpe >= 1 ? 8 : search.DeflatedSharpe <= 0 ? -8 : NormalDistribution.Inverse(search.DeflatedSharpe);
        return NormalDistribution.Cdf(z * (search.BestSharpe - luck) / gap);
    }
}
