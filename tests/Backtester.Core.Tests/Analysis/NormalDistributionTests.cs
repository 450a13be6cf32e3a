using Backtester.Core.Analysis;
using Xunit;

namespace Backtester.Core.Tests.Analysis;

/// <summary>Values of 40-digit arithmetic (mpmath) at the doubles nearest to what is written.</summary>
public sealed class NormalDistributionTests
{
    [Theory]
    [InlineData(-37.5, 4.60535300958195484e-308)]
    [InlineData(-20, 2.7536241186062337e-89)]
    [InlineData(-8, 6.22096057427178412e-16)]
    [InlineData(-5, 2.86651571879193912e-7)]
    [InlineData(-3.0000001, 0.00134989758844532054)]
    [InlineData(-2.9999999, 0.00134989847481500147)]
    [InlineData(-3, 0.00134989803163009453)]
    [InlineData(-1.96, 0.0249978951482204362)]
    [InlineData(-1, 0.158655253931457051)]
    [InlineData(-0.5, 0.308537538725986896)]
    [InlineData(-1e-9, 0.49999999960105772)]
    [InlineData(0, 0.5)]
    [InlineData(0.1, 0.539827837277028984)]
    [InlineData(0.6744897501960817, 0.749999999999999988)]
    [InlineData(1, 0.841344746068542949)]
    [InlineData(1.6448536269514722, 0.949999999999999946)]
    [InlineData(2.5, 0.993790334674223865)]
    [InlineData(4, 0.99996832875816688)]
    [InlineData(6, 0.999999999013412355)]
    public void Cdf_equals_the_reference(double x, double expected)
    {
        Assert.Equal(expected, NormalDistribution.Cdf(x), 1e-15);
        Assert.Equal(1, NormalDistribution.Cdf(x) / expected, 2e-13);
    }

    [Theory]
    [InlineData(1e-300, -37.0470962993611992)]
    [InlineData(1e-100, -21.2734535609653243)]
    [InlineData(1e-20, -9.26234008979840758)]
    [InlineData(1e-10, -6.3613409024040562)]
    [InlineData(0.001, -3.09023230616781354)]
    [InlineData(0.02425, -1.97296105131188484)]
    [InlineData(0.025, -1.95996398454005421)]
    [InlineData(0.05, -1.64485362695147269)]
    [InlineData(0.1, -1.28155156554460044)]
    [InlineData(0.3, -0.524400512708040816)]
    [InlineData(0.5, 0.0)]
    [InlineData(0.6, 0.253347103135799741)]
    [InlineData(0.95, 1.64485362695147228)]
    [InlineData(0.975, 1.95996398454005386)]
    [InlineData(0.999, 3.09023230616781328)]
    [InlineData(0.9999999, 5.19933758229066109)]
    public void Inverse_equals_the_reference(double p, double expected) =>
        Assert.Equal(expected, NormalDistribution.Inverse(p), 1e-14 * Math.Max(1, Math.Abs(expected)));

    [Fact]
    public void Inverse_outside_of_zero_to_one_is_unknown_and_infinite_at_the_ends()
    {
        Assert.True(double.IsNaN(NormalDistribution.Inverse(-0.1)));
        Assert.True(double.IsNaN(NormalDistribution.Inverse(1.1)));
        Assert.True(double.IsNaN(NormalDistribution.Inverse(double.NaN)));
        Assert.Equal(double.NegativeInfinity, NormalDistribution.Inverse(0));
        Assert.Equal(double.PositiveInfinity, NormalDistribution.Inverse(1));
    }

    [Fact]
    public void Cdf_and_inverse_undo_each_other_over_the_whole_range()
    {
        for (var p = 0.0005; p < 1; p += 0.0005)
        {
            Assert.Equal(p, NormalDistribution.Cdf(NormalDistribution.Inverse(p)), 1e-15);
        }
    }

    [Fact]
    public void Cdf_far_out_is_zero_or_one_and_of_nothing_unknown()
    {
        Assert.Equal(0, NormalDistribution.Cdf(double.NegativeInfinity));
        Assert.Equal(1, NormalDistribution.Cdf(double.PositiveInfinity));
        Assert.True(double.IsNaN(NormalDistribution.Cdf(double.NaN)));
    }
}
