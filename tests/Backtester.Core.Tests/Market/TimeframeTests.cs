using Backtester.Core.Market;
using Xunit;

namespace Backtester.Core.Tests.Market;

public class TimeframeTests
{
    /// <summary>2024-01-08 was a Monday; 2024-01-09 is day 19,731 = 3 · 6,577 after 1970-01-01.</summary>
    [Theory]
    [InlineData("1w", "2024-01-10T13:45:00Z", "2024-01-08T00:00:00Z")]
    [InlineData("1w", "2024-01-07T23:59:59Z", "2024-01-01T00:00:00Z")]
    [InlineData("3d", "2024-01-10T13:45:00Z", "2024-01-09T00:00:00Z")]
    [InlineData("3d", "1970-01-03T23:59:59Z", "1970-01-01T00:00:00Z")]
    [InlineData("1d", "2024-01-10T13:45:00Z", "2024-01-10T00:00:00Z")]
    [InlineData("4h", "2024-01-10T13:45:00Z", "2024-01-10T12:00:00Z")]
    [InlineData("4h", "1969-12-31T23:00:00Z", "1969-12-31T20:00:00Z")]
    public void Candle_of_a_time_is_aligned_to_utc_weeks_to_monday_three_days_to_the_epoch(string timeframe, string time, string opened) =>
        Assert.Equal(Ms(opened), Timeframe.Parse(timeframe).Floor(Ms(time)));

    [Fact]
    public void Candle_holds_its_open_time_and_not_its_end()
    {
        var hour = Timeframe.Parse("1h");
        var opened = Ms("2024-01-10T13:00:00Z");

        Assert.Equal(opened, hour.Floor(opened));
        Assert.Equal(opened, hour.Floor(opened + hour.Milliseconds - 1));
        Assert.Equal(opened + hour.Milliseconds, hour.Floor(opened + hour.Milliseconds));
    }

    private static long Ms(string time) => DateTimeOffset.Parse(time).ToUnixTimeMilliseconds();
}
