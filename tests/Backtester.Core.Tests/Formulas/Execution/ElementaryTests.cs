using Backtester.Core.Formulas.Compilation;
using Xunit;

namespace Backtester.Core.Tests.Formulas.Execution;

public class ElementaryTests
{
    /// <summary>Digits from tables: ln 2, ln 10, ln 1.25, ln 0.5, e, e^-1, e^10, e^0.5.</summary>
    [Fact]
    public void Known_values_are_met_within_two_units_in_the_last_place()
    {
        AssertClose(0.693147180559945309417, Elementary.Log(2));
        AssertClose(2.302585092994045684018, Elementary.Log(10));
        AssertClose(0.223143551314209755766, Elementary.Log(1.25));
        AssertClose(-0.693147180559945309417, Elementary.Log(0.5));
        AssertClose(2.718281828459045235360, Elementary.Exp(1));
        AssertClose(0.367879441171442321596, Elementary.Exp(-1));
        AssertClose(22026.46579480671651696, Elementary.Exp(10));
        AssertClose(1.648721270700128146849, Elementary.Exp(0.5));
        Assert.Equal((0.0, 1.0), (Elementary.Log(1), Elementary.Exp(0)));
    }

    [Fact]
    public void Random_values_agree_with_the_platform_within_two_units_in_the_last_place()
    {
        var random = new Random(7);
        for (var i = 0; i < 200_000; i++)
        {
            var x = Math.ScaleB(1 + random.NextDouble(), random.Next(-300, 300));
            AssertClose(Math.Log(x), Elementary.Log(x));
            var y = (random.NextDouble() * 1400) - 700;
            AssertClose(Math.Exp(y), Elementary.Exp(y));
            var near = 1 + ((random.NextDouble() - 0.5) * 0.01);
            AssertClose(Math.Log(near), Elementary.Log(near));
        }
    }

    [Fact]
    public void Outside_of_their_domain_they_are_unknown_and_never_infinite()
    {
        Assert.All([0, -1, double.NaN, double.PositiveInfinity], x => Assert.True(double.IsNaN(Elementary.Log(x))));
        Assert.True(double.IsNaN(Elementary.Exp(710)) && double.IsNaN(Elementary.Exp(double.NaN)));
        Assert.Equal(0, Elementary.Exp(-800));
    }

    private static void AssertClose(double expected, double actual)
    {
        var apart = Math.Abs(BitConverter.DoubleToInt64Bits(expected) - BitConverter.DoubleToInt64Bits(actual));
        Assert.True(apart <= 2, $"expected {expected:R}, got {actual:R}: {apart} units apart");
    }
}
