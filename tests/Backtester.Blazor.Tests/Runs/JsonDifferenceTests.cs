using System.Text.Json.Nodes;
using Backtester.Blazor.Runs;
using Xunit;

namespace Backtester.Blazor.Tests.Runs;

public class JsonDifferenceTests
{
    [Theory]
    [InlineData("""{"a":1,"b":[{"c":2}]}""", """{"a":1,"b":[{"c":2}]}""", null)]
    [InlineData("""{"a":1,"b":[{"c":2},{"c":3}]}""", """{"a":1,"b":[{"c":2},{"c":4}]}""", "b[1].c: 3 stored, 4 now")]
    [InlineData("""{"a":0}""", """{"a":-0}""", "a: 0 stored, -0 now")]
    [InlineData("""{"a":1}""", """{"b":1}""", "a: 1 stored, null now")]
    [InlineData("""{"a":{"b":"x"}}""", """{"a":{"b":null}}""", "a.b: \"x\" stored, null now")]
    [InlineData("""{"a":[1,2]}""", """{"a":[1]}""", "a: 2 stored, 1 now")]
    public void First_difference_names_its_place(string stored, string now, string? expected) =>
        Assert.Equal(expected, JsonDifference.First(JsonNode.Parse(stored), JsonNode.Parse(now)));
}
