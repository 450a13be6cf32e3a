using Backtester.Blazor.Shared.Drawing;
using Xunit;

namespace Backtester.Blazor.Tests.Shared.Drawing;

public class AxisTests
{
    [Theory]
    [InlineData(new[] { 1.2, -0.7, 3.4 }, "\u22122 0 2 4")]
    [InlineData(new[] { 5000.0, 18400 }, "5,000 10,000 15,000 20,000")]
    [InlineData(new[] { 0.011, 0.012 }, "0.0110 0.0115 0.0120")]
    [InlineData(new[] { 7.0 }, "7 8")]
    [InlineData(new[] { double.NaN, double.PositiveInfinity }, "0 1")]
    public void Ticks_are_round_and_hold_every_known_value(double[] values, string ticks)
    {
        var axis = Axis.Of(values);

        Assert.Equal(ticks, string.Join(' ', axis.Ticks.Select(axis.Text)));
        Assert.All(values.Where(double.IsFinite), v => Assert.InRange(axis.Share(v), -1e-9, 1 + 1e-9));
    }

    [Fact]
    public void Shares_count_from_the_low_end()
    {
        var axis = Axis.Of([0, 8]);

        Assert.Equal([0.0, 0.25, 1.0], new[] { 0.0, 2, 8 }.Select(axis.Share));
    }
}
