using Backtester.Core.Analysis;
using Xunit;

namespace Backtester.Core.Tests.Analysis;

public sealed class MinimumBacktestLengthTests
{
    /// <summary>The paper's own sentence: with five years of data no more than 45 independent sets should be tried, or a Sharpe ratio of 1 is expected by luck.</summary>
    [Fact]
    public void Five_years_bear_45_tries_at_a_sharpe_ratio_of_1()
    {
        Assert.Equal(5.0, MinimumBacktestLength.Years(45, 1), 0.01);
        Assert.Equal(1.25, MinimumBacktestLength.Years(45, 2), 0.0025);
    }

    [Fact]
    public void One_try_needs_none_and_no_sharpe_ratio_has_none()
    {
        Assert.Equal(0, MinimumBacktestLength.Years(1, 1));
        Assert.True(double.IsNaN(MinimumBacktestLength.Years(45, 0)));
    }
}
