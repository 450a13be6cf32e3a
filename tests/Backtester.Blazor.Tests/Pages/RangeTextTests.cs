using Backtester.Blazor.Pages.Backtests;
using Backtester.Blazor.Pages.Optimizations;
using Xunit;

namespace Backtester.Blazor.Tests.Pages;

/// <summary>A parameter of a search in one line of the form.</summary>
public sealed class RangeTextTests
{
    [Theory]
    [InlineData("14", "14", """{"strategy_params":{"fast":14}}""")]
    [InlineData("10, 20,30", "10, 20, 30", """{"parameter_ranges":{"fast":[10,20,30]}}""")]
    [InlineData("10,", "10", """{"parameter_ranges":{"fast":[10]}}""")]
    [InlineData("5 to 50 by 5", "5 to 50 by 5", """{"parameter_ranges":{"fast":{"min":5,"max":50,"step":5}}}""")]
    [InlineData("0.5 TO 2", "0.5 to 2", """{"parameter_ranges":{"fast":{"min":0.5,"max":2}}}""")]
    [InlineData("", null, "{}")]
    [InlineData("abc", "abc", """{"strategy_params":{"fast":"abc"}}""")]
    public void Line_is_written_to_the_document_and_read_back(string line, string? shown, string json)
    {
        var document = FormDocument.Parse("""{"strategy_params": {"fast": 1}, "parameter_ranges": {"fast": [1]}}""");

        RangeText.Write(document, "fast", line);

        Assert.Equal(json, document.ToJson().ReplaceLineEndings("").Replace(" ", "", StringComparison.Ordinal));
        Assert.Equal(shown, RangeText.Read(document, "fast"));
    }
}
