using Backtester.Core.Analysis;
using Xunit;
using static Backtester.Core.Tests.Analysis.Curves;

namespace Backtester.Core.Tests.Analysis;

/// <summary>Closed forms and hand-worked cases of single statistics.</summary>
public sealed class ReturnStatisticsTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.25, 3.25)]
    [InlineData(0.5, 5.5)]
    [InlineData(0.05, 1.45)]
    [InlineData(1, 10)]
    public void Quantile_of_one_to_ten_is_that_of_type_7(double probability, double expected) =>
        Assert.Equal(expected, Quantile.Of([7, 3, 10, 1, 5, 9, 2, 8, 6, 4], probability), 14);

    [Fact]
    public void Quantile_of_nothing_or_with_an_unknown_value_is_unknown()
    {
        Assert.True(double.IsNaN(Quantile.Of([], 0.5)));
        Assert.True(double.IsNaN(Quantile.Of([1, double.NaN, 3], 0.5)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Quantile.Of([1, 2], 1.1));
    }

    [Fact]
    public void Value_at_risk_of_21_returns_is_the_second_lowest_and_the_conditional_one_the_mean_through_it()
    {
        // (21 − 1)·0.05 = 1: exactly the second lowest, −0.09; below or at it −0.10 and −0.09.
        var returns = Enumerable.Range(0, 21).Select(i => (i - 10) / 100.0).Reverse().ToArray();

        Assert.Equal(-0.09, ValueAtRisk.Of(returns), 15);
        Assert.Equal(-0.095, ValueAtRisk.Conditional(returns), 15);
    }

    [Fact]
    public void Order_statistic_equals_the_sorted_row()
    {
        for (var seed = 0; seed < 30; seed++)
        {
            var random = new Random(seed);
            var values = Enumerable.Range(0, 1 + random.Next(3000)).Select(_ => random.Next(4) == 0 ? 0 : Normal(random) * Math.Pow(10, random.Next(-300, 300))).ToArray();
            var sorted = values.Order().ToArray();
            foreach (var rank in new[] { 0, sorted.Length / 20, sorted.Length / 2, sorted.Length - 1 })
            {
                Assert.True(sorted[rank].Equals(OrderStatistic.Select(values, rank)), $"seed {seed}, rank {rank}");
                Assert.Equal((sorted[rank], sorted[Math.Min(rank + 1, sorted.Length - 1)]), OrderStatistic.SelectPair(values, rank));
            }
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => OrderStatistic.Select([1], 1));
        Assert.True(double.IsNaN(OrderStatistic.Select([double.NaN, 1, -1], 2)));
        Assert.Equal(1, OrderStatistic.Select([double.NaN, 1, -1], 1));
    }

    [Fact]
    public void Alpha_beta_of_a_hand_worked_line()
    {
        // x 1, 2, 3, 4 and y 2, 4, 5, 4 (percent): Σdxdy = 3.5, Σdx² = 5, so beta 0.7 and intercept 3.75 − 0.7·2.5 = 2.
        var line = AlphaBeta.Fit([0.02, 0.04, 0.05, 0.04], [0.01, 0.02, 0.03, 0.04]);

        Assert.Equal(0.7, line.Beta, 12);
        Assert.Equal(0.02 * 365, line.Alpha, 12);
        Assert.True(double.IsNaN(AlphaBeta.Fit([0.1, 0.2, 0.3], [0.01, 0.01, 0.01]).Beta));
        Assert.True(double.IsNaN(AlphaBeta.Fit([0.1, 0.2], [0.01, 0.02]).Beta));
        Assert.Throws<ArgumentException>(() => AlphaBeta.Fit([0.1], [0.01, 0.02]));
    }

    [Fact]
    public void Moments_of_a_two_point_sample_are_in_closed_form()
    {
        // One success in four (p = 1/4): skew (1 − 2p)/√(p(1 − p)), raw kurtosis 1/(p(1 − p)) − 3.
        double[] values = [0, 0, 1, 0];

        Assert.Equal(0.25, Moments.Mean(values));
        Assert.Equal(Math.Sqrt(0.1875), Moments.PopulationDeviation(values), 15);
        Assert.Equal(0.5, Moments.SampleDeviation(values), 15);
        Assert.Equal(0.5 / Math.Sqrt(0.1875), Moments.Skew(values), 14);
        Assert.Equal((1 / 0.1875) - 3, Moments.Kurtosis(values), 14);
    }

    [Fact]
    public void Sharpe_and_sortino_take_the_risk_free_rate_by_the_day()
    {
        // r 3 %, −1 %, 1 % with 365 % a year: 2 %, −2 %, 0 % over it; mean 0, both ratios 0.
        double[] r = [0.03, -0.01, 0.01];

        Assert.Equal(0, SharpeRatio.Annual(r, 3.65), 12);
        Assert.Equal(0, SortinoRatio.Annual(r, 3.65), 12);

        // Against 0: mean 1 %, sd 2 %, downside √(0.0001/3).
        Assert.Equal(0.5 * Math.Sqrt(365), SharpeRatio.Annual(r), 12);
        Assert.Equal(0.01 * 365 / (Math.Sqrt(0.0001 / 3) * Math.Sqrt(365)), SortinoRatio.Annual(r), 11);
        Assert.Equal(0.5 * Math.Sqrt(252), SharpeRatio.Annual(r, 0, 252), 12);
    }

    [Fact]
    public void Cagr_of_doubling_in_half_a_year_is_300_percent()
    {
        Assert.Equal(3, Growth.Cagr(100, 200, Growth.SecondsPerYear / 2), 14);
        Assert.Equal(-1, Growth.Cagr(100, 0, 86_400));
        Assert.True(double.IsNaN(Growth.Cagr(100, -1, 86_400)));
        Assert.True(double.IsNaN(Growth.Cagr(100, 100, 0)));
    }

    [Fact]
    public void Trade_streaks_end_at_a_break_even_trade()
    {
        var trades = TradeStatistics.Of([1, 2, 0, 3, -1, -1, -1, 0, -1, 4]);

        Assert.Equal((2, 3), (trades.LongestWinningStreak, trades.LongestLosingStreak));
        Assert.Equal((4.0, -1.0), (trades.Best, trades.Worst));
        Assert.Equal((2.5, -1.0), (trades.AverageWin, trades.AverageLoss));
    }

    [Fact]
    public void Trades_without_losers_have_no_profit_factor()
    {
        var trades = TradeStatistics.Of([1, 2]);

        Assert.True(double.IsNaN(trades.ProfitFactor) && double.IsNaN(trades.Payoff) && double.IsNaN(trades.Kelly));
        Assert.Equal(0, TradeStatistics.Of([-1, -2]).ProfitFactor);
    }

    [Fact]
    public void Rolling_statistics_equal_those_of_each_window()
    {
        var r = DailyEquity.Sample(Random(5, 40)).Returns;
        var (sharpe, volatility) = (RollingStatistics.Sharpe(r, 10), RollingStatistics.Volatility(r, 10));

        Assert.All(Enumerable.Range(0, 9), i => Assert.True(double.IsNaN(sharpe[i]) && double.IsNaN(volatility[i])));
        Assert.Equal(SharpeRatio.Annual(r.AsSpan(0, 10)), sharpe[9]);
        Assert.Equal(SharpeRatio.Volatility(r.AsSpan(30, 10)), volatility[39]);
    }
}
