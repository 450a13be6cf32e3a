using Backtester.Core.Analysis;
using Xunit;
using static Backtester.Core.Tests.Analysis.Curves;

namespace Backtester.Core.Tests.Analysis;

public sealed class DrawdownsTests
{
    /// <summary>
    /// Hourly closes, initial 100: peak 120 (bar 1), 90, 60 (bar 3), 120 (bar 4, recovered), 130 (bar 5), 117 (bar 6),
    /// 125 (bar 7), end. Deepest: 60/120 − 1 = −0.5, −60 in money, closes of bar 1 to bar 4 = 3 h.
    /// Second: 117/130 − 1 = −0.1, −13, close of bar 5 to the end of bar 7 = 2 h. Under water: bars 2, 3, 6, 7 of 8.
    /// </summary>
    private static readonly double[] Equity = [110, 120, 90, 60, 120, 130, 117, 125];

    [Fact]
    public void Measure_a_hand_worked_curve()
    {
        var summary = Drawdowns.Measure(Of(100, Hour, Equity), Hour);

        Assert.Equal(new DrawdownSummary(-0.5, -60, 3 * 3600, 3 * 3600, 0.5), summary);
    }

    [Fact]
    public void Worst_lists_stretches_deepest_first_and_leaves_recovery_open_at_the_end()
    {
        var worst = Drawdowns.Worst(Of(100, Hour, Equity), Hour);

        Assert.Equal(2, worst.Count);
        Assert.Equal(new DrawdownEpisode(Start + (2 * Hour), Start + (4 * Hour), Start + (5 * Hour), Start + (5 * Hour), -0.5, -60), worst[0]);
        Assert.Equal(new DrawdownEpisode(Start + (6 * Hour), Start + (7 * Hour), null, Start + (8 * Hour), (117.0 / 130) - 1, -13), worst[1]);
        Assert.Equal(2 * 3600, worst[1].DurationSeconds);
        Assert.Single(Drawdowns.Worst(Of(100, Hour, Equity), Hour, 1));
    }

    [Fact]
    public void Measure_counts_the_initial_equity_as_the_first_peak_at_the_first_open()
    {
        // 100 before the first bar, 80 at its close, 100 at the second close: 2 h from the first open.
        var summary = Drawdowns.Measure(Of(100, Hour, 80, 100, 101), Hour);

        Assert.Equal(new DrawdownSummary((80.0 / 100) - 1, -20, 2 * 3600, 2 * 3600, 1.0 / 3), summary);
    }

    [Fact]
    public void Measure_the_deepest_in_money_may_be_another_than_the_deepest_in_percent()
    {
        // −50 % of 100 is −50; −10 % of 1000 is −100. The shallow one lasts 3 h, the deep one 2 h.
        var summary = Drawdowns.Measure(Of(100, Hour, 50, 1000, 900, 950, 1000), Hour);

        Assert.Equal(new DrawdownSummary(-0.5, -100, 2 * 3600, 3 * 3600, 3.0 / 5), summary);
    }

    [Fact]
    public void Measure_rising_equity_has_no_drawdown()
    {
        var summary = Drawdowns.Measure(Of(100, Hour, 100, 101, 101, 102), Hour);

        Assert.Equal(default, summary);
        Assert.Empty(Drawdowns.Worst(Of(100, Hour, 100, 101), Hour));
    }

    [Fact]
    public void Deepest_equals_the_quotient_of_every_bar_bit_for_bit()
    {
        for (var seed = 0; seed < 300; seed++)
        {
            var curve = Random(seed, 20, deviation: 0.05);
            var drawdown = new double[curve.Count];
            Drawdowns.Fill(curve.Equity, curve.InitialEquity, drawdown);

            var deepest = Drawdowns.Deepest(curve.Equity, curve.InitialEquity);

            Assert.True(deepest <= 0 && deepest.Equals(Math.Min(0, drawdown.Min())), $"seed {seed}");
            Assert.Equal(drawdown.Count(d => d < 0), (int)Math.Round(Drawdowns.Measure(curve, Hour).UnderWater * curve.Count));
        }
    }
}
