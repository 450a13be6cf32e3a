using System.Text.Json.Nodes;
using Backtester.Core.Runs;
using Xunit;

namespace Backtester.Core.Tests.Runs;

public class CanonicalJsonTests
{
    /// <summary>Values of RFC 8785, appendix B, and of its section 3.2.2.</summary>
    [Theory]
    [InlineData(0x0000000000000000, "0")]
    [InlineData(0x8000000000000000, "0")]
    [InlineData(0x0000000000000001, "5e-324")]
    [InlineData(0x7fefffffffffffff, "1.7976931348623157e+308")]
    [InlineData(0x4340000000000000, "9007199254740992")]
    [InlineData(0x4430000000000000, "295147905179352830000")]
    [InlineData(0x44b52d02c7e14af5, "9.999999999999997e+22")]
    [InlineData(0x44b52d02c7e14af6, "1e+23")]
    [InlineData(0x444b1ae4d6e2ef50, "1e+21")]
    [InlineData(0x3eb0c6f7a0b5ed8d, "0.000001")]
    [InlineData(0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7")]
    [InlineData(0x41b3de4355555553, "333333333.3333332")]
    [InlineData(0xbecbf647612f3696, "-0.0000033333333333333333")]
    public void Number_is_written_as_the_standard_lists_it(ulong bits, string expected) =>
        Assert.Equal(expected, CanonicalJson.Number(BitConverter.UInt64BitsToDouble(bits)));

    [Fact]
    public void Properties_are_sorted_and_text_is_escaped_minimally()
    {
        var node = JsonNode.Parse("""{ "b": [1.0, true, null], "a": "\u20ac$\u000F\nA'B\"\\\"/", "A": {"z": 1e2, "y": -0.5} }""");
        Assert.Equal("{\"A\":{\"y\":-0.5,\"z\":100},\"a\":\"€$\\u000f\\nA'B\\\"\\\\\\\"/\",\"b\":[1,true,null]}", CanonicalJson.Write(node));
    }

    [Fact]
    public void Number_without_json_form_is_refused() => Assert.Throws<ArgumentException>(() => CanonicalJson.Number(double.NaN));
}
