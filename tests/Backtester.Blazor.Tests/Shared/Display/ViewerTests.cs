using Backtester.Blazor.Shared;
using Backtester.Blazor.Shared.Display;
using Xunit;

namespace Backtester.Blazor.Tests.Shared.Display;

public sealed class ViewerTests
{
    private const long WinterDay = 1_706_709_945_000;
    private const long SummerNight = 1_720_137_600_000;

    [Fact]
    public void Two_people_see_the_same_value_each_in_his_style_and_documents_as_usual()
    {
        var (one, other) = (new SynchronizationContext(), new SynchronizationContext());
        On(one, () => Viewer.Use(DisplayStyle.Parse("comma|America/New_York")));
        On(other, () => Viewer.Use(DisplayStyle.Parse("apostrophe|Europe/Zurich")));

        Assert.Equal(("\u22121.234.567,89", "2024-01-31 09:05", "New York"), On(one, () => (Format.Number(-1_234_567.891), Format.Time(WinterDay), Format.Zone)));
        Assert.Equal(("\u22121\u2019234\u2019567.89", "2024-01-31 15:05 Zurich", "Zurich"), On(other, () => (Format.Number(-1_234_567.891), Format.ZonedTime(WinterDay), Format.Zone)));
        Assert.Equal(("\u22121,234,567.89", "2024-01-31 14:05 UTC"), (Format.Number(-1_234_567.891), Format.ZonedTime(WinterDay)));
    }

    [Fact]
    public void Days_and_attributes_stay_those_of_utc()
    {
        var context = new SynchronizationContext();
        On(context, () => Viewer.Use(DisplayStyle.Parse("point|America/New_York")));
        Assert.Equal(("2024-07-05", "2024-07-05T00:00:00Z", "2024-07-04 20:00"), On(context, () => (Format.Day(SummerNight), Format.Iso(SummerNight), Format.Time(SummerNight))));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("roman|Middle/Earth")]
    [InlineData("point")]
    public void Cookie_that_says_nothing_or_nonsense_is_as_usual(string? cookie) => Assert.Equal(DisplayStyle.Usual.ToString(), DisplayStyle.Parse(cookie).ToString());

    [Fact]
    public void Style_is_read_as_it_was_written()
    {
        foreach (var numbers in NumberStyle.All)
        {
            var style = new DisplayStyle(numbers, TimeZoneInfo.FindSystemTimeZoneById("Asia/Tokyo"));
            Assert.Equal(style, DisplayStyle.Parse(style.ToString()));
        }
    }

    private static void On(SynchronizationContext context, Action action) => On(context, () =>
    {
        action();
        return true;
    });

    private static T On<T>(SynchronizationContext context, Func<T> read)
    {
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(context);
        try
        {
            return read();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }
}
