using Backtester.Core.Analysis;
using Xunit;

namespace Backtester.Core.Tests.Analysis;

/// <summary>One vector of returns and one of trade profits whose metrics were computed elsewhere, to all printed digits.</summary>
public sealed class GoldenVectorTests
{
    private const double Initial = 10_000;

    private static readonly double[] R = [0.02, -0.01, 0.005, 0.03, -0.025, 0, 0.015, -0.005, 0.01, -0.02, 0.04, -0.015, 0, 0.025, -0.03, 0.01];

    private static readonly double[] P = [120, -60, 45, -80, 200, -30, 15, 0, -50, 90];

    private static double[] Equity()
    {
        var equity = new double[R.Length];
        var value = Initial;
        for (var i = 0; i < R.Length; i++)
        {
            equity[i] = value *= 1 + R[i];
        }

        return equity;
    }

    private static double PerDaySharpe => SharpeRatio.PerPeriod(R);

    [Fact]
    public void Final_equity_of_the_golden_returns() => Assert.Equal(10480.123107397, Equity()[^1], 9);

    [Fact]
    public void Returns_of_the_golden_equity_are_the_golden_returns()
    {
        var returns = new double[R.Length];
        DailyEquity.FillReturns(Equity(), Initial, returns);
        for (var i = 0; i < R.Length; i++)
        {
            Assert.Equal(R[i], returns[i], 14);
        }
    }

    [Fact]
    public void Max_drawdown_of_the_golden_returns() => Assert.Equal(-0.03, Drawdowns.Deepest(Equity(), Initial), 14);

    [Fact]
    public void Sharpe_of_the_golden_returns() => Assert.Equal(2.9621003463, SharpeRatio.Annual(R), 10);

    [Fact]
    public void Volatility_is_the_mean_over_the_sharpe_ratio() =>
        // mean(r) = 0.05 / 16; volatility = mean·365 / Sharpe.
        Assert.Equal(0.05 / 16 * 365 / 2.9621003463, SharpeRatio.Volatility(R), 9);

    [Fact]
    public void Sortino_of_the_golden_returns() => Assert.Equal(5.0068634212, SortinoRatio.Annual(R), 10);

    [Fact]
    public void Cagr_of_the_golden_returns_over_their_16_days() => Assert.Equal(1.9147958343, Growth.Cagr(Initial, Equity()[^1], R.Length * 86_400), 10);

    [Fact]
    public void Calmar_of_the_golden_returns() =>
        Assert.Equal(63.8265278, CalmarRatio.Of(Growth.Cagr(Initial, Equity()[^1], R.Length * 86_400), Drawdowns.Deepest(Equity(), Initial)), 7);

    [Fact]
    public void Omega_of_the_golden_returns() => Assert.Equal(1.4761904762, OmegaRatio.Of(R), 10);

    [Fact]
    public void Ulcer_index_of_the_golden_returns() => Assert.Equal(0.0161119090, UlcerIndex.Of(Equity(), Initial), 10);

    [Fact]
    public void Skew_and_raw_kurtosis_of_the_golden_returns()
    {
        Assert.Equal(0.0620804535, Moments.Skew(R), 10);
        Assert.Equal(2.1383794872, Moments.Kurtosis(R), 10);
    }

    [Fact]
    public void Per_period_sharpe_and_psr_of_the_golden_returns()
    {
        Assert.Equal(0.1550434182, PerDaySharpe, 10);
        Assert.Equal(0.7261859578, ProbabilisticSharpe.Psr(PerDaySharpe, R.Length, Moments.Skew(R), Moments.Kurtosis(R)), 10);
    }

    [Theory]
    [InlineData(10, 0.0629839, 0.6394698914)]
    [InlineData(100, 0.1012241, 0.5826712764)]
    [InlineData(1000, 0.1302049, 0.5383721500)]
    public void Expected_maximum_and_deflated_sharpe_of_the_golden_returns(int trials, double expectedMaximum, double deflated)
    {
        Assert.Equal(expectedMaximum, ProbabilisticSharpe.ExpectedMaximum(0.04, trials), 7);
        Assert.Equal(deflated, ProbabilisticSharpe.Dsr(PerDaySharpe, R.Length, Moments.Skew(R), Moments.Kurtosis(R), 0.04, trials), 10);
    }

    [Fact]
    public void Minimum_track_record_of_the_golden_returns() =>
        // 30-digit arithmetic gives 113.237273232764190; a normal quantile rounded to 1.644853627 gives 113.23727324.
        Assert.Equal(113.237273232764, ProbabilisticSharpe.MinimumTrackRecord(PerDaySharpe, Moments.Skew(R), Moments.Kurtosis(R)), 11);

    [Fact]
    public void Trade_statistics_of_the_golden_profits()
    {
        var trades = TradeStatistics.Of(P);

        Assert.Equal((10, 5, 4, 1), (trades.Count, trades.Wins, trades.Losses, trades.BreakEven));
        Assert.Equal(2.1363636364, trades.ProfitFactor, 10);
        Assert.Equal(0.5, trades.WinRate);
        Assert.Equal(1.7090909091, trades.Payoff, 10);
        Assert.Equal(25, trades.Expectancy);
        Assert.Equal(0.8844979246, trades.Sqn, 10);
        Assert.Equal(0.2074468085, trades.Kelly, 10);
    }
}
