using Backtester.Blazor.Shared;
using Xunit;

namespace Backtester.Blazor.Tests.Shared;

public sealed class FormatTests
{
    [Theory]
    [InlineData(1234567.891, "1,234,567.89")]
    [InlineData(-0.004, "0.00")]
    [InlineData(-3.0, "\u22123.00")]
    [InlineData(double.NaN, "–")]
    [InlineData(double.PositiveInfinity, "–")]
    [InlineData(null, "–")]
    public void Number_has_separators_a_true_minus_and_a_dash_for_unknown(double? value, string text) => Assert.Equal(text, Format.Number(value));

    [Theory]
    [InlineData(12.5, "+12.50")]
    [InlineData(-12.5, "\u221212.50")]
    [InlineData(0, "0.00")]
    [InlineData(0.001, "0.00")]
    public void Signed_marks_gains_and_losses_but_not_zero(double value, string text) => Assert.Equal(text, Format.Signed(value));

    [Theory]
    [InlineData(42123.5, "42,123.50")]
    [InlineData(123.456789, "123.457")]
    [InlineData(1.23456, "1.23456")]
    [InlineData(0.00001234, "0.0000123400")]
    public void Price_shows_six_significant_digits_for_small_prices(double value, string text) => Assert.Equal(text, Format.Price(value));

    [Theory]
    [InlineData(0.2, "under 1 s")]
    [InlineData(59, "59 s")]
    [InlineData(3600, "1 h")]
    [InlineData(93784, "1 d 2 h")]
    [InlineData(125, "2 min 5 s")]
    public void Duration_uses_its_two_largest_units(double seconds, string text) => Assert.Equal(text, Format.Duration(seconds));

    [Fact]
    public void Time_is_utc_to_the_minute() => Assert.Equal("2024-01-31 14:05", Format.Time(1_706_709_945_000));

    [Theory]
    [InlineData(12.345, "12.35\u202F%")]
    [InlineData(double.NaN, "–")]
    public void Percent_has_its_unit_only_where_it_is_known(double value, string text) => Assert.Equal(text, Format.Percent(value));

    [Theory]
    [InlineData(512, "512 B")]
    [InlineData(1_572_864, "1.5 MiB")]
    public void Bytes_use_binary_units(double value, string text) => Assert.Equal(text, Format.Bytes(value));
}
