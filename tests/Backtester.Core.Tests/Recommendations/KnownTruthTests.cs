using Backtester.Core.Recommendations;
using Backtester.Core.Recommendations.Calibration;
using Backtester.Core.Recommendations.Forecasts;
using Xunit;
using Xunit.Abstractions;

namespace Backtester.Core.Tests.Recommendations;

/// <summary>What the recommender says of markets whose truth is known.</summary>
public sealed class KnownTruthTests(ITestOutputHelper output)
{
    private const int Days = 1095;
    private const int Side = 5;

    /// <summary>Set in the middle of the better region, two steps from the settings in use.</summary>
    private const int Peak = (3 * Side) + 3;

    private static readonly RecommenderSettings Settings = new() { Draws = 400, Paths = 400 };

    [Fact]
    public void OnMarketsWithoutEdgeLeavingThingsIsTheAnswer()
    {
        const int Markets = 1000;
        var advised = Parallel(Markets, seed => Judge(new SimulatedReturns(seed, Side, (_, _) => 0), out _).IsAdvised ? 1 : 0).Sum();
        output.WriteLine($"advised on {advised} of {Markets} markets without edge");
        Assert.True(advised <= (0.05 * Markets) + (2 * Math.Sqrt(0.05 * 0.95 * Markets)), $"{advised} of {Markets}");
    }

    [Fact]
    public void AClearEdgeElsewhereIsFound()
    {
        // The difference of the best set has a Sharpe ratio of 2.5 over three years; right is a set whose true edge is at least 0.45 of the best, which holds for all neighbours of the peak.
        const int Markets = 200;
        var edge = Plateau(2.5);
        var right = Parallel(Markets, seed =>
        {
            var verdict = Judge(new SimulatedReturns(seed, Side, (set, _) => edge[set]), out var sets);
            return verdict.IsAdvised && edge[sets[verdict.Best]] >= 0.45 * edge[Peak] ? 1 : 0;
        }).Sum();
        output.WriteLine($"right on {right} of {Markets} markets with an edge");
        Assert.True(right >= 0.8 * Markets, $"{right} of {Markets}");
    }

    [Fact]
    public void ThePlateauIsChosenOverTheSpikeEveryTime()
    {
        // A single set at the other end was lucky: its mean beats every set of the plateau by half, its neighbours have nothing.
        const int Markets = 200;
        const int Spike = 4;
        var edge = Plateau(2.5);
        var plateau = Parallel(Markets, seed =>
        {
            var market = new SimulatedReturns(seed, Side, (set, _) => edge[set]);
            var returns = market.Draw(Days);
            var lucky = 1.5 * Enumerable.Range(0, market.Sets).Where(s => s != Spike).Max(s => returns[s].Average());
            var lift = lucky - returns[Spike].Average();
            for (var day = 0; day < Days; day++)
            {
                returns[Spike][day] += lift;
            }

            var (family, current, sets) = market.Compare(returns, 0, 0, Days);
            var verdict = new FamilyJudge(Settings, [], 0, 1).Judge(family, current, 1);
            return edge[sets[verdict.Best]] >= 0.45 * edge[Peak] ? 1 : 0;
        }).Sum();
        output.WriteLine($"the plateau on {plateau} of {Markets} markets");
        Assert.Equal(Markets, plateau);
    }

    [Fact]
    public void AnOptimumThatMovedIsFollowed()
    {
        // The edge was at the other end for the first half of the days and is at the peak since.
        const int Markets = 100;
        const int Before = (1 * Side) + 3;
        var (then, now) = (Plateau(2.5, Before), Plateau(2.5));
        var follows = Parallel(Markets, seed =>
        {
            var market = new SimulatedReturns(seed, Side, (set, day) => day < Days / 2 ? then[set] : now[set]);
            var (family, current, sets) = market.Compare(market.Draw(Days), 0, 0, Days);
            var verdict = new FamilyJudge(Settings with { HalfLifeDays = 180 }, [], 0, 1).Judge(family, current, 1);
            return now[sets[verdict.Best]] > then[sets[verdict.Best]] ? 1 : 0;
        }).Sum();
        output.WriteLine($"follows on {follows} of {Markets} markets");
        Assert.True(follows >= 0.8 * Markets, $"{follows} of {Markets}");
    }

    [Fact]
    public void StatedProbabilitiesComeTrueAsOftenAsTheySayAndIntervalsCoverWhatTheySay()
    {
        const int Markets = 20;
        const int Outcomes = 300;
        var forecasts = Parallel(Markets, market => Record(market, Outcomes)).SelectMany(r => r).ToList();
        var record = ForecastRecord.Of(forecasts);
        output.WriteLine($"n {record.Count} ECE {record.CalibrationError:0.0000} coverage {record.Coverage:0.000} Brier {record.Brier:0.0000} log {record.LogScore:0.000} changes {forecasts.Count(f => f.Type != RecommendationType.LeaveAsItIs)}");
        Assert.Equal(Markets * Outcomes, record.Count);
        Assert.True(record.CalibrationError < 0.03, $"calibration error {record.CalibrationError}");
        Assert.InRange(record.Coverage, 0.88, 0.92);
        Assert.True(record.Brier < ForecastRecord.BrierOfCoin);
    }

    /// <summary>The record of one market, forecast after forecast, each corrected by those judged before it.</summary>
    private static List<JudgedForecast> Record(int seed, int outcomes)
    {
        const int First = 365;
        var settings = Settings with { Draws = 300, Paths = 100, HorizonDays = 20 };
        // Every other market has an edge somewhere, of a size and sign of its own, which comes and goes.
        var size = seed % 2 == 0 ? 0 : 0.5 + (seed * 0.12);
        var edge = Plateau(size * (seed % 4 == 1 ? 1 : -1));
        var market = new SimulatedReturns(1000 + seed, Side, (set, day) => edge[set] * (day / 1500 % 2 == 0 ? 1 : 0.3));
        var returns = market.Draw(First + (outcomes * settings.HorizonDays));
        var record = new List<JudgedForecast>();
        for (var i = 0; i < outcomes; i++)
        {
            var now = First + (i * settings.HorizonDays);
            var (family, current, sets) = market.Compare(returns, 0, Math.Max(0, now - 730), now);
            var verdict = new FamilyJudge(settings with { Seed = i }, record, 0, 1).Judge(family, current, 1);
            var until = now + settings.HorizonDays;
            var realised = HorizonMetric.Improvement("roi", returns[sets[verdict.Best]].AsSpan()[now..until], returns[0].AsSpan()[now..until]);
            record.Add(Judged(verdict, realised, now, until));
        }

        return record;
    }

    private static JudgedForecast Judged(FamilyVerdict verdict, double realised, int now, int until)
    {
        var turned = verdict.IsAdvised ? 1 : -1;
        return new JudgedForecast(now, until, verdict.IsAdvised ? RecommendationType.Parameters : RecommendationType.LeaveAsItIs, true)
        {
            RawProbability = verdict.IsAdvised ? verdict.Raw.Probability : 1 - verdict.Raw.Probability,
            Probability = verdict.IsAdvised ? verdict.Probability : 1 - verdict.Probability,
            Expected = turned * verdict.Raw.Expected,
            RawLow = verdict.IsAdvised ? verdict.Raw.Low : -verdict.Raw.High,
            RawHigh = verdict.IsAdvised ? verdict.Raw.High : -verdict.Raw.Low,
            Low = verdict.IsAdvised ? verdict.Low : -verdict.High,
            High = verdict.IsAdvised ? verdict.High : -verdict.Low,
            Realised = turned * realised,
        };
    }

    private static FamilyVerdict Judge(SimulatedReturns market, out int[] sets)
    {
        var (family, current, others) = market.Compare(market.Draw(Days), 0, 0, Days);
        sets = others;
        return new FamilyJudge(Settings, [], 0, 1).Judge(family, current, 1);
    }

    /// <summary>True mean of each set: a hill around a peak, such that the difference to set 0 has about this annual Sharpe ratio.</summary>
    private static double[] Plateau(double sharpe, int peak = Peak)
    {
        var market = new SimulatedReturns(0, Side, (_, _) => 0);
        // Sets that far apart share their common part alone: the difference has 1.13 times a day's deviation.
        var top = sharpe / Math.Sqrt(365) * 1.13 * SimulatedReturns.Deviation;
        return [.. Enumerable.Range(0, market.Sets).Select(s => top * Math.Exp(-SimulatedReturns.Distance(market.PlaceOf(s), market.PlaceOf(peak)) / 0.18))];
    }

    private static T[] Parallel<T>(int count, Func<int, T> of) => [.. Enumerable.Range(1, count).AsParallel().AsOrdered().Select(of)];
}
