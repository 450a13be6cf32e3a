using Backtester.Core.Market;
using Backtester.Core.Optimization.WalkForward;
using Xunit;

namespace Backtester.Core.Tests.Optimization.WalkForward;

public sealed class SuggestedWindowsTests
{
    private const long DayMs = 86_400_000;

    /// <summary>A quarter and a twelfth of the range; (365 − 91) / 30 = 9 windows.</summary>
    [Theory]
    [InlineData(365, "1h", "91d", "30d")]
    [InlineData(1096, "5m", "274d", "91d")]
    [InlineData(12, "1d", "3d", "1d")]
    [InlineData(4, "1h", "24", "8")]
    [InlineData(700, "1w", "25", "8")]
    public void Quarter_of_the_range_is_searched_and_a_third_of_that_traded(int days, string timeframe, string inSample, string outOfSample)
    {
        var windows = SuggestedWindows.For(new TimeRange(0, days * DayMs), Timeframe.Parse(timeframe));
        Assert.Equal((inSample, outOfSample), ($"{windows.InSample}", $"{windows.OutOfSample}"));
    }
}
