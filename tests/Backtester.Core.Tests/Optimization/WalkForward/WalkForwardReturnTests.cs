using Backtester.Core.Optimization.WalkForward;
using Xunit;

namespace Backtester.Core.Tests.Optimization.WalkForward;

public sealed class WalkForwardReturnTests
{
    private const double Year = 365.0 * 86_400;

    /// <summary>By hand: 10 % in half a year are 1.1² − 1 = 21 % a year; 44 % in a year; 21 / 44.</summary>
    [Fact]
    public void Efficiency_is_the_quotient_of_annual_returns()
    {
        var (outside, inside) = (new WalkForwardReturn(1.1, Year / 2), new WalkForwardReturn(1.44, Year));

        Assert.Equal(0.21, outside.Annual, 12);
        Assert.Equal(21.0 / 44, WalkForwardReturn.Efficiency(outside, inside), 12);
        Assert.Null(WalkForwardReturn.WhyUnknown(outside, inside));
    }

    /// <summary>By hand: factors 1.2 and 1.2 over a year each are 1.44 over two, 20 % a year.</summary>
    [Fact]
    public void Stretches_one_after_another_multiply()
    {
        var both = new WalkForwardReturn(1.2, Year).Then(new WalkForwardReturn(1.2, Year));

        Assert.Equal(1.44, both.Factor, 12);
        Assert.Equal(0.2, both.Annual, 12);
    }

    [Fact]
    public void Efficiency_is_unknown_with_a_reason_where_the_quotient_says_nothing()
    {
        var good = new WalkForwardReturn(1.1, Year);
        foreach (var (outside, inside, reason) in new[]
        {
            (good, new WalkForwardReturn(0.9, Year), "the in-sample return is not above 0"),
            (good, new WalkForwardReturn(1, Year), "the in-sample return is not above 0"),
            (good, new WalkForwardReturn(1.1, Year / 13), "under 30 days: too short to annualise"),
            (new WalkForwardReturn(-0.1, Year), good, "equity fell below 0"),
        })
        {
            Assert.True(double.IsNaN(WalkForwardReturn.Efficiency(outside, inside)));
            Assert.Equal(reason, WalkForwardReturn.WhyUnknown(outside, inside));
        }
    }
}
