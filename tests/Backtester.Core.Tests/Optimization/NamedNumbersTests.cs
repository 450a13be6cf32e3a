using System.Text.Json;
using Backtester.Core.Optimization;
using Backtester.Core.Optimization.Space;
using Xunit;

namespace Backtester.Core.Tests.Optimization;

public sealed class NamedNumbersTests
{
    [Fact]
    public void Numbers_are_found_by_name_and_written_as_a_dictionary_is()
    {
        var numbers = new NamedNumbers(["b", "a"], [2, 1]);

        Assert.Equal(2, numbers.Count);
        Assert.Equal((1.0, 2.0), (numbers["a"], numbers.GetValueOrDefault("b")));
        Assert.False(numbers.ContainsKey("c"));
        Assert.False(numbers.TryGetValue("A", out _));
        Assert.Throws<KeyNotFoundException>(() => numbers["c"]);
        Assert.Equal("""{"b":2,"a":1}""", JsonSerializer.Serialize<IReadOnlyDictionary<string, double>>(numbers));
    }

    /// <summary>Those that are fixed keep their place, those that are searched take theirs among them, others come behind.</summary>
    [Fact]
    public void Parameters_of_a_point_come_in_the_order_of_the_fixed_ones_then_of_the_axes()
    {
        var space = new SearchSpace([new ParameterAxis("slow", [10, 20]), new ParameterAxis("extra", [7])], new Dictionary<string, double> { ["fast"] = 3, ["slow"] = 5 });

        Assert.Equal([new("fast", 3), new("slow", 20), new("extra", 7)], space.ParametersAt([1, 0]));
        Assert.Equal(10, space.ParametersAt([0, 0])["slow"]);
        Assert.Equal(20, space.ParametersAt([1, 0])["slow"]);
    }
}
