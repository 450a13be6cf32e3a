using Backtester.Core.Analysis;
using Backtester.Core.Recommendations.Calibration;

namespace Backtester.Core.Recommendations.Forecasts;

/// <summary>
/// Decides whether an alternative is to be advised. Three things must hold: the belief that its true mean is higher is
/// strong (<see cref="EdgeModel"/>), the best of so many alternatives without any edge would rarely look as good (Hansen's
/// test against the settings in use, raised by Šidák's rule for the number of comparisons and for earlier tries), and the
/// corrected forecast says that an improvement is likelier than not. The first chooses, the second keeps the false alarms
/// at what was asked for, whatever the first assumes, the third keeps what the record has shown to be worthless back.
/// </summary>
internal sealed class FamilyJudge(RecommenderSettings settings, IReadOnlyList<JudgedForecast> record, long earlierTrials, int workers)
{
    private readonly ProbabilityCalibration _probabilities = ProbabilityCalibration.Fit([.. record.Select(Change)]);
    private readonly IntervalCalibration _intervals = IntervalCalibration.Fit(record);

    /// <summary>Judges a comparison.</summary>
    /// <param name="family">What is compared.</param>
    /// <param name="current">Daily returns of the settings in use.</param>
    /// <param name="families">Comparisons made at the same moment: each is one more try.</param>
    public FamilyVerdict Judge(ComparedFamily family, double[] current, int families)
    {
        var belief = EdgeModel.Fit(current, family.Returns, family.Points, family.Place, settings.HalfLifeDays);
        var best = belief.Best;
        var raw = HorizonForecast.Draw(belief, best, current, family.Returns[best], settings);
        var (probability, interval) = (_probabilities.Of(raw.Probability), _intervals.Of(raw.Expected, raw.Low, raw.High));
        var confidence = belief.BetterThanCurrent(best);
        var promising = confidence >= settings.LeastConfidence && probability > 0.5 && raw.Expected > 0;
        var luck = promising ? Luck(family.Returns, current, families) : double.NaN;
        return new FamilyVerdict
        {
            Family = family,
            Best = best,
            Belief = belief,
            Raw = raw,
            Confidence = confidence,
            Luck = luck,
            Probability = probability,
            Low = interval.Low,
            High = interval.High,
            IsAdvised = luck <= settings.FalseAlarms,
        };
    }

    /// <summary>A forecast of leaving things as they are speaks of the best alternative too, the other way round.</summary>
    private static (double Probability, bool Happened) Change(JudgedForecast f) =>
        f.Type == RecommendationType.LeaveAsItIs ? (1 - f.RawProbability, !f.Improved) : (f.RawProbability, f.Improved);

    private double Luck(IReadOnlyList<double[]> returns, double[] current, int families)
    {
        var differences = returns.Select(r => r.Select((v, day) => v - current[day]).ToArray()).Where(d => Array.Exists(d, v => v != 0)).ToList();
        var p = DataSnooping.Measure(differences, settings.Seed, settings.Paths, workers).Spa;
        var tries = EffectiveTrials.Of(differences, differences.Count + earlierTrials) / EffectiveTrials.Of(differences, differences.Count);
        return 1 - Math.Pow(1 - p, families * tries);
    }
}
