using System.Globalization;
using Backtester.Core.Analysis;

namespace Backtester.Core.Optimization.Honesty;

/// <summary>
/// Whether the best set of a search is more than the luckiest of so many: every number is about the search as a whole.
/// Unknown is NaN. Sharpe ratios are annual.
/// </summary>
public sealed record SearchHonesty
{
    /// <summary>Above so many trials the tests that need every set's days use a seeded sample that holds the best.</summary>
    public const int LargestSample = 2000;

    /// <summary>Deflated Sharpe ratio above which the best set counts as more than luck.</summary>
    public const double ConvincingSharpe = 0.95;

    /// <summary>p-value below which it does.</summary>
    public const double ConvincingP = 0.05;

    private const int Blocks = 16;

    /// <summary>Sets measured in this search.</summary>
    public required int Trials { get; init; }

    /// <summary>Sets and runs made earlier on the same strategy, candles and range: they were tries too.</summary>
    public required long EarlierTrials { get; init; }

    /// <summary>Independent tries that all of these are worth.</summary>
    public required double EffectiveTrials { get; init; }

    /// <summary>Sets that the tests over all days used.</summary>
    public required int Sample { get; init; }

    /// <summary>Sharpe ratio of the set with the best objective.</summary>
    public required double BestSharpe { get; init; }

    /// <summary>Sharpe ratio that the best of so many sets without any edge is expected to show.</summary>
    public required double LuckSharpe { get; init; }

    /// <summary>Probability that the best set's true Sharpe ratio is above 0, given the number of tries.</summary>
    public required double DeflatedSharpe { get; init; }

    /// <summary>Probability of backtest overfitting by cross-validation.</summary>
    public required double Pbo { get; init; }

    /// <summary>p-value of White's Reality Check.</summary>
    public required double RealityCheck { get; init; }

    /// <summary>p-value of Hansen's test of superior predictive ability.</summary>
    public required double Spa { get; init; }

    /// <summary>
    /// Probability that a search without any edge does as well: Hansen's p-value, raised for earlier tries by Šidák's
    /// 1 − (1 − p)^(all effective tries / those of this search).
    /// </summary>
    public required double LuckProbability { get; init; }

    /// <summary>
    /// True where the best set is more than luck. Hansen's test decides, since it holds its 5 % exactly and finds an edge
    /// that the deflated Sharpe ratio, whose bar is the expected luckiest set and 1.645 deviations more, lets go; the
    /// latter counts too, for it is not bounded by the number of bootstrap paths.
    /// </summary>
    public bool IsMoreThanLuck => LuckProbability < ConvincingP || DeflatedSharpe > ConvincingSharpe;

    /// <summary>Years of candles under which so many tries are expected to show a Sharpe ratio as good by luck alone (Bailey et al. 2014).</summary>
    public required double MinimumBacktestYears { get; init; }

    /// <summary>Years that were searched.</summary>
    public required double Years { get; init; }

    /// <summary>The verdict in plain words.</summary>
    public required string Sentence { get; init; }

    /// <summary>Judges a search.</summary>
    /// <param name="trials">All trials with the daily returns of the measured ones.</param>
    /// <param name="best">The best trial; null where none has a score.</param>
    /// <param name="earlierTrials">Tries on the same strategy and candles before this search.</param>
    /// <param name="seed">Seed of sample and bootstrap.</param>
    /// <param name="workers">Threads; no number depends on it.</param>
    public static SearchHonesty Measure(IReadOnlyList<Trial> trials, Trial? best, long earlierTrials, long seed, int workers = 1)
    {
        var measured = trials.Where(t => t.IsMeasured).ToList();
        var sample = Sampled(measured.Where(t => t.DailyReturns is not null && Array.TrueForAll(t.DailyReturns, double.IsFinite)), best, seed)
            .OrderBy(t => t.Number).Select(t => t.DailyReturns!).ToList();
        var days = best?.DailyReturns?.Length ?? 0;
        var all = measured.Count + earlierTrials;
        var effective = measured.Count == 0 ? double.NaN : Analysis.EffectiveTrials.Of(sample, all);
        var annual = Math.Sqrt(365);
        var sharpes = measured.Select(t => t.Sharpe / annual).Where(double.IsFinite).ToArray();
        var spread = Moments.SampleDeviation(sharpes);
        var (bestSharpe, dsr) = Deflated(best, spread, effective);
        var luck = ProbabilisticSharpe.ExpectedMaximum(spread, effective) * annual;
        var snooping = days >= 2 && sample.Count > 0 ? DataSnooping.Measure(sample, seed, workers: workers) : new SnoopingResult(double.NaN, double.NaN, double.NaN);
        var alone = measured.Count == 0 ? double.NaN : Analysis.EffectiveTrials.Of(sample, measured.Count);
        var honesty = new SearchHonesty
        {
            Trials = measured.Count,
            EarlierTrials = earlierTrials,
            EffectiveTrials = effective,
            Sample = sample.Count,
            BestSharpe = bestSharpe * annual,
            LuckSharpe = luck,
            DeflatedSharpe = dsr,
            Pbo = sample.Count >= 2 && days >= 2 * Blocks ? BacktestOverfitting.Measure(sample, Blocks).Probability : double.NaN,
            RealityCheck = snooping.RealityCheck,
            Spa = snooping.Spa,
            LuckProbability = 1 - Math.Pow(1 - snooping.Spa, effective / alone),
            MinimumBacktestYears = MinimumBacktestLength.Years(effective, bestSharpe * annual),
            Years = days / 365.0,
            Sentence = "",
        };
        return honesty with { Sentence = honesty.Verdict() };
    }

    private static (double Sharpe, double Dsr) Deflated(Trial? best, double spread, double effective)
    {
        if (best?.DailyReturns is not { Length: >= 4 } r)
        {
            return (double.NaN, double.NaN);
        }

        var sharpe = SharpeRatio.PerPeriod(r);
        return (sharpe, ProbabilisticSharpe.Dsr(sharpe, r.Length, Moments.Skew(r), Moments.Kurtosis(r), double.IsNaN(spread) ? 0 : spread, effective));
    }

    /// <summary>The trials whose days the tests use: the best, and those with the smallest random keys, one key a trial.</summary>
    public static IEnumerable<Trial> Sampled(IEnumerable<Trial> trials, Trial? best, long seed) => trials
        .OrderBy(t => t.Number == best?.Number ? 0UL : Math.Max(1UL, new CounterRandom(seed, t.Number).NextBits()))
        .ThenBy(t => t.Number)
        .Take(LargestSample);

    private string Verdict()
    {
        if (double.IsNaN(BestSharpe) || double.IsNaN(DeflatedSharpe))
        {
            return "No set has enough trades and days to be judged.";
        }

        var tries = EarlierTrials > 0 ? $"{N(Trials)} sets (and {N(EarlierTrials)} earlier tries)" : $"{N(Trials)} sets";
        var facts = $"Of {tries} the best has a Sharpe ratio of {F(BestSharpe)}; luck alone is expected to give {F(LuckSharpe)} in so many tries.";
        var chance = $"a search without any edge does as well in {P(LuckProbability)} of cases (deflated Sharpe ratio {P(DeflatedSharpe)})";
        return IsMoreThanLuck ? $"{facts} More than luck: {chance}." : $"{facts} Not distinguishable from luck: {chance}.";
    }

    private static string N(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string F(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    private static string P(double value) => (100 * value).ToString("0.0", CultureInfo.InvariantCulture) + " %";
}
