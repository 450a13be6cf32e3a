using Backtester.Core.Market;
using Xunit;

namespace Backtester.Core.Tests.Market;

public class PortableMathTests
{
    [Fact]
    public void Log_is_within_2_ulp_of_the_system_for_all_magnitudes()
    {
        var random = new Random(7);
        for (var i = 0; i < 1_000_000; i++)
        {
            var x = i % 3 == 0
                ? BitConverter.Int64BitsToDouble(random.NextInt64(1, 0x7FF0_0000_0000_0000))
                : i % 3 == 1 ? 1 + ((random.NextDouble() - 0.5) * 0.1) : random.NextDouble() * 10;
            Near(Math.Log(x), PortableMath.Log(x), x);
        }
    }

    [Fact]
    public void Exp_is_within_2_ulp_of_the_system_for_all_magnitudes()
    {
        var random = new Random(11);
        for (var i = 0; i < 1_000_000; i++)
        {
            var x = i % 2 == 0 ? (random.NextDouble() * 1400) - 700 : (random.NextDouble() - 0.5) * 2;
            Near(Math.Exp(x), PortableMath.Exp(x), x);
        }
    }

    [Fact]
    public void Edges_are_those_of_the_functions()
    {
        Assert.Equal(double.NegativeInfinity, PortableMath.Log(0));
        Assert.Equal(double.PositiveInfinity, PortableMath.Log(double.PositiveInfinity));
        Assert.True(double.IsNaN(PortableMath.Log(-1)));
        Assert.True(double.IsNaN(PortableMath.Log(double.NaN)));
        Assert.Equal(0, PortableMath.Log(1));
        Assert.Equal(1, PortableMath.Exp(0));
        Assert.Equal(0, PortableMath.Exp(double.NegativeInfinity));
        Assert.Equal(double.PositiveInfinity, PortableMath.Exp(710));
        Assert.True(double.IsNaN(PortableMath.Exp(double.NaN)));
        Near(Math.Exp(709.78), PortableMath.Exp(709.78), 709.78);
        Near(Math.Exp(-744.4), PortableMath.Exp(-744.4), -744.4);
    }

    private static void Near(double expected, double actual, double x)
    {
        var ulps = Math.Abs(BitConverter.DoubleToInt64Bits(expected) - BitConverter.DoubleToInt64Bits(actual));
        if (ulps > 2)
        {
            Assert.Fail($"at {x:R}: {actual:R}, {ulps} ulp from {expected:R}");
        }
    }
}
