using Backtester.Core.Analysis;
using Backtester.Core.Market;
using Backtester.Core.Recommendations.Forecasts;
using Backtester.Core.Recommendations.Watch;

namespace Backtester.Core.Recommendations.Evidence;

/// <summary>The numbers behind the best alternative of a comparison. Advantages are mean differences of daily returns over the settings in use.</summary>
internal sealed record VerdictEvidence
{
    private const double HalfWidth = 1.6448536269514722;
    private const int PboBlocks = 16;
    private const int Quarter = 91;

    /// <summary>The verdict.</summary>
    public required FamilyVerdict Verdict { get; init; }

    /// <summary>Advantage of each day.</summary>
    public required double[] Advantage { get; init; }

    /// <summary>Alternatives one step away that have a higher mean than the settings in use, and how many there are; null without a grid.</summary>
    public required (int Better, int Count)? Neighbours { get; init; }

    /// <summary>Mean advantage of the neighbours in parts of the best one's, 0 to 1: near 1 on a plateau, near 0 on a peak; NaN without neighbours.</summary>
    public required double Plateau { get; init; }

    /// <summary>Choices of earlier days and what came of them.</summary>
    public required IReadOnlyList<ChosenWindow> Windows { get; init; }

    /// <summary>Quarters (91 days) in which the alternative earned more, and how many there are.</summary>
    public required (int Better, int Count) Quarters { get; init; }

    /// <summary>Advantage by what the market did.</summary>
    public required IReadOnlyList<RegimeAdvantage> Regimes { get; init; }

    /// <summary>Deflated Sharpe ratio of the difference, counting all tries; NaN where it does not vary.</summary>
    public required double DeflatedSharpe { get; init; }

    /// <summary>Probability of overfitting of the whole comparison; NaN where there are too few alternatives or days.</summary>
    public required double Pbo { get; init; }

    /// <summary>What the change promises of each day.</summary>
    public required WatchPromise? Promise { get; init; }

    /// <summary>How far the advantage moved from the first half of the days to the second, in standard errors.</summary>
    public required double Drift { get; init; }

    /// <summary>Measures.</summary>
    public static VerdictEvidence Of(FamilyVerdict verdict, EvidenceSet evidence, CandleSeries market, RecommendationRequest request)
    {
        var current = evidence.Current.Returns;
        var advantage = Difference(verdict.Candidate.Returns, current);
        var family = verdict.Family;
        var neighbours = family.Grid?.NeighboursOf(verdict.Best);
        return new VerdictEvidence
        {
            Verdict = verdict,
            Advantage = advantage,
            Neighbours = neighbours is null ? null : (neighbours.Count(n => verdict.Belief.SampleMeans[n] > 0), neighbours.Count),
            Plateau = neighbours is { Count: > 0 } && verdict.Belief.SampleMeans[verdict.Best] is > 0 and var own
                ? Math.Clamp(neighbours.Average(n => verdict.Belief.SampleMeans[n]) / own, 0, 1)
                : double.NaN,
            Windows = ChosenThen.Of(family, current, request.Settings.HalfLifeDays),
            Quarters = QuartersOf(advantage),
            Regimes = MarketRegimes.Of(market, evidence.Current.DayMs, advantage),
            DeflatedSharpe = Deflated(family, current, advantage, request.EarlierTrials),
            Pbo = family.Returns.Count > 1 && current.Length >= 2 * PboBlocks ? BacktestOverfitting.Measure([current, .. family.Returns], PboBlocks).Probability : double.NaN,
            Promise = PromiseOf(verdict, advantage),
            Drift = DriftOf(advantage),
        };
    }

    private static double[] Difference(double[] a, double[] b) => [.. a.Select((v, day) => v - b[day])];

    private static (int Better, int Count) QuartersOf(double[] advantage)
    {
        var sums = advantage.Chunk(Quarter).Where(c => c.Length > Quarter / 2).Select(c => c.Sum()).ToList();
        return (sums.Count(s => s > 0), sums.Count);
    }

    private static double Deflated(ComparedFamily family, double[] current, double[] advantage, long earlierTrials)
    {
        var differences = family.Returns.Select(r => Difference(r, current)).ToList();
        var spread = Moments.SampleDeviation([.. differences.Select(d => SharpeRatio.PerPeriod(d)).Where(double.IsFinite)]);
        var tries = EffectiveTrials.Of(differences, differences.Count + earlierTrials);
        return ProbabilisticSharpe.Dsr(
            SharpeRatio.PerPeriod(advantage), advantage.Length, Moments.Skew(advantage), Moments.Kurtosis(advantage), double.IsNaN(spread) ? 0 : spread, tries);
    }

    private static WatchPromise? PromiseOf(FamilyVerdict verdict, double[] advantage)
    {
        var (believed, deviation) = (verdict.Belief.Means[verdict.Best], Moments.SampleDeviation(advantage));
        return deviation > 0 ? new WatchPromise(believed, believed - (HalfWidth * verdict.Belief.Deviation(verdict.Best)), deviation) : null;
    }

    private static double DriftOf(double[] advantage)
    {
        var (first, second) = (advantage[..(advantage.Length / 2)], advantage[(advantage.Length / 2)..]);
        var error = Math.Sqrt((Square(Moments.SampleDeviation(first)) / first.Length) + (Square(Moments.SampleDeviation(second)) / second.Length));
        return error > 0 ? (Moments.Mean(second) - Moments.Mean(first)) / error : double.NaN;
    }

    private static double Square(double x) => x * x;
}
