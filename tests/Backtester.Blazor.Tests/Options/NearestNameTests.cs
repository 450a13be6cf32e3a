using Backtester.Blazor.Options;
using Xunit;

namespace Backtester.Blazor.Tests.Options;

public class NearestNameTests
{
    [Theory]
    [InlineData("sreve", "serve")]
    [InlineData("candels", "candles")]
    [InlineData("SERVE", "serve")]
    [InlineData("xyzzyxyzzy", null)]
    public void Nearest_name_is_found_unless_it_is_far(string text, string? expected) =>
        Assert.Equal(expected, NearestName.Of(text, ["serve", "candles", "backtest"]));

    /// <summary>kitten → sitting is the textbook's three changes; a swap of neighbours is one.</summary>
    [Theory]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("ab", "ba", 1)]
    [InlineData("", "abc", 3)]
    [InlineData("abc", "abc", 0)]
    public void Distance_counts_single_letter_changes(string a, string b, int expected) => Assert.Equal(expected, NearestName.Distance(a, b));
}
