using Backtester.Core.Analysis;
using Xunit;

namespace Backtester.Core.Tests.Analysis;

public sealed class SharedDaysTests
{
    /// <summary>Days 1, 2, 3, 5 beside 2, 3, 4, 5; day 3 is unknown to the second: 2 and 5 are left.</summary>
    [Fact]
    public void Days_that_both_know_are_left()
    {
        var shared = SharedDays.Of(Days([1, 2, 3, 5], [0.1, 0.2, 0.3, 0.5]), Days([2, 3, 4, 5], [-0.2, double.NaN, -0.4, -0.5]));
        Assert.Equal([2 * DailyEquity.MsPerDay, 5 * DailyEquity.MsPerDay], shared.DayMs);
        Assert.Equal([0.2, 0.5], shared.A);
        Assert.Equal([-0.2, -0.5], shared.B);
        Assert.Empty(SharedDays.Of(Days([1], [0.1]), Days([2], [0.1])).DayMs);
    }

    private static DailyEquity Days(long[] days, double[] returns) => new([.. days.Select(d => d * DailyEquity.MsPerDay)], new int[days.Length], new double[days.Length], returns, 1);
}
