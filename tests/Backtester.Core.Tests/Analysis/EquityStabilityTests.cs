using Backtester.Core.Analysis;
using Xunit;

namespace Backtester.Core.Tests.Analysis;

public sealed class EquityStabilityTests
{
    [Fact]
    public void Constant_growth_is_1_and_constant_loss_minus_1()
    {
        Assert.Equal(1, EquityStability.Of([100, 110, 121, 133.1]), 12);
        Assert.Equal(-1, EquityStability.Of([100, 90, 81, 72.9]), 12);
    }

    [Fact]
    public void Value_is_the_R_squared_of_the_regression_of_the_logarithm_on_the_days()
    {
        // ln E = 0, 1, 0, 2 on days 0 … 3: mean ¾; Σ(x − 1.5)(y − ¾) = 2.5, Σ(x − 1.5)² = 5, Σ(y − ¾)² = 2.75;
        // R² = 2.5²/(5·2.75) = 0.4545…
        Assert.Equal(6.25 / 13.75, EquityStability.Of([1, Math.E, 1, Math.E * Math.E]), 12);
        Assert.Equal(-6.25 / 13.75, EquityStability.Of([Math.E * Math.E, 1, Math.E, 1]), 12);
    }

    [Theory]
    [InlineData(new double[] { 1, 2 })]
    [InlineData(new double[] { 5, 5, 5, 5 })]
    [InlineData(new double[] { 5, 3, 0 })]
    [InlineData(new double[] { 5, 3, -1, 2 })]
    public void Short_flat_and_ruined_accounts_have_none(double[] equity) => Assert.True(double.IsNaN(EquityStability.Of(equity)));
}
