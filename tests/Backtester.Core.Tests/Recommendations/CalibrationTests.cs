using Backtester.Core.Analysis;
using Backtester.Core.Recommendations;
using Backtester.Core.Recommendations.Calibration;
using Xunit;

namespace Backtester.Core.Tests.Recommendations;

public sealed class CalibrationTests
{
    [Theory]
    [InlineData(0.02)]
    [InlineData(0.5)]
    [InlineData(0.83)]
    public void WithoutARecordNothingChanges(double stated)
    {
        Assert.Equal(stated, ProbabilityCalibration.Fit([]).Of(stated), 12);
        Assert.Equal(stated, ProbabilityCalibration.None.Of(stated), 12);
    }

    [Fact]
    public void CertaintyIsNeverStated()
    {
        Assert.Equal(0.99, ProbabilityCalibration.None.Of(1), 12);
        Assert.Equal(0.01, ProbabilityCalibration.None.Of(0), 12);
    }

    [Fact]
    public void ALongRecordOfTooSureForecastsIsTakenAtItsWord()
    {
        // Nine of ten was said and six of ten happened, one of ten and four of ten.
        var record = Enumerable.Range(0, 4000).Select(i => i % 2 == 0 ? (0.9, i % 20 < 12) : (0.1, i % 20 < 8)).ToList();
        var calibration = ProbabilityCalibration.Fit(record);
        Assert.Equal(0.6, calibration.Of(0.9), 0.01);
        Assert.Equal(0.4, calibration.Of(0.1), 0.01);
        Assert.Equal(0.5, calibration.Of(0.5), 0.01);
    }

    [Fact]
    public void AShortRecordHardlyMovesWhatIsStated()
    {
        var calibration = ProbabilityCalibration.Fit([(0.7, false), (0.7, false), (0.6, false)]);
        Assert.InRange(calibration.Of(0.7), 0.6, 0.7);
    }

    [Fact]
    public void WhatWasAlwaysWrongCountsForNothingButIsNotTurnedRound()
    {
        var calibration = ProbabilityCalibration.Fit([.. Enumerable.Range(0, 2000).Select(i => i % 2 == 0 ? (0.8, false) : (0.2, true))]);
        Assert.True(calibration.Of(0.9) >= calibration.Of(0.1) - 1e-12);
        Assert.InRange(calibration.Of(0.9), 0.35, 0.65);
    }

    [Fact]
    public void TheMapNeverFalls()
    {
        var random = new CounterRandom(5, 0);
        for (var record = 0; record < 50; record++)
        {
            var rows = new List<(double, bool)>();
            for (var i = 0; i < 60; i++)
            {
                rows.Add((random.NextDouble(), random.NextDouble() < 0.4));
            }

            var calibration = ProbabilityCalibration.Fit(rows);
            var before = 0.0;
            for (var p = 0.0; p <= 1; p += 0.02)
            {
                Assert.True(calibration.Of(p) >= before - 1e-12);
                before = calibration.Of(p);
            }
        }
    }

    [Fact]
    public void WithoutARecordIntervalsStay()
    {
        // 40 quantiles of |N(0, 1)| / 1.645: the conformal rank 37 of 40 is the quantile 0.9125, 1.7088 / 1.6449.
        Assert.Equal(NormalDistribution.Inverse(0.5 + (36.5 / 80)) / 1.6448536269514722, IntervalCalibration.Fit([]).Factor, 12);
        Assert.Equal(1, IntervalCalibration.None.Factor);
    }

    [Fact]
    public void IntervalsTwiceTooNarrowAreWidenedTwofold()
    {
        var random = new CounterRandom(9, 0);
        var record = new List<JudgedForecast>();
        for (var i = 0; i < 4000; i++)
        {
            record.Add(Forecast(0.5, 2 * random.NextNormal()) with { Expected = 0, RawLow = -1.6448536269514722, RawHigh = 1.6448536269514722 });
        }

        var calibration = IntervalCalibration.Fit(record);
        Assert.Equal(2, calibration.Factor, 0.1);
        Assert.Equal((1 - (2 * calibration.Factor), 1 + (3 * calibration.Factor)), calibration.Of(1, -1, 4));
    }

    [Fact]
    public void ARecordIsScoredByHand()
    {
        // 0.8 and true: (0.2)² = 0.04, −ln 0.8 = 0.22314; 0.8 and false: 0.64, −ln 0.2 = 1.60944; 0.3 and false: 0.09, −ln 0.7 = 0.35667.
        var record = ForecastRecord.Of([Forecast(0.8, 1), Forecast(0.8, -3), Forecast(0.3, -1)]);
        Assert.Equal(3, record.Count);
        Assert.Equal(0.77 / 3, record.Brier, 12);
        Assert.Equal((0.22314355 + 1.60943791 + 0.35667494) / 3, record.LogScore, 7);
        Assert.Equal(1 - (0.77 / 3 / 0.25), record.Skill, 12);
        Assert.Equal(1 / 3.0, record.Happened, 12);

        // Bin 0.8: two forecasts, 0.8 stated, 0.5 happened; bin 0.3: one, 0.3 stated, 0 happened.
        Assert.Equal(((2 * 0.3) + 0.3) / 3, record.CalibrationError, 12);
        Assert.Equal((2, 0.5), (record.Reliability[8].Count, record.Reliability[8].Happened));

        // The interval is −2 to 2: −3 lies outside.
        Assert.Equal(2 / 3.0, record.Coverage, 12);
        Assert.Equal(-1, record.Realised, 12);
    }

    [Fact]
    public void OneWhoAlwaysSaysHundredPercentIsSeenToBeBad()
    {
        var record = ForecastRecord.Of([.. Enumerable.Range(0, 100).Select(i => Forecast(1, i % 2 == 0 ? 1 : -1))]);
        Assert.Equal(0.5, record.Brier, 12);
        Assert.Equal(-1, record.Skill, 12);
        Assert.Equal(double.PositiveInfinity, record.LogScore);
        Assert.Equal(0.5, record.CalibrationError, 12);
    }

    [Fact]
    public void AlwaysHalfIsACoin()
    {
        var record = ForecastRecord.Of([.. Enumerable.Range(0, 10).Select(i => Forecast(0.5, i - 4.5))]);
        Assert.Equal(ForecastRecord.BrierOfCoin, record.Brier, 12);
        Assert.Equal(Math.Log(2), record.LogScore, 12);
        Assert.Equal(0, record.Skill, 12);
    }

    [Fact]
    public void AnEmptyRecordKnowsNothing()
    {
        var record = ForecastRecord.Of([]);
        Assert.Equal(0, record.Count);
        Assert.True(double.IsNaN(record.Brier) && double.IsNaN(record.CalibrationError) && double.IsNaN(record.Coverage));
    }

    [Fact]
    public void ATieIsRightForLeavingAndWrongForAChange()
    {
        Assert.False(Forecast(0.6, 0).Improved);
        Assert.True((Forecast(0.6, 0) with { Type = RecommendationType.LeaveAsItIs }).Improved);
    }

    private static JudgedForecast Forecast(double probability, double realised) => new(0, 1, RecommendationType.Parameters, false)
    {
        RawProbability = probability,
        Probability = probability,
        Expected = 0,
        RawLow = -2,
        RawHigh = 2,
        Low = -2,
        High = 2,
        Realised = realised,
    };
}
