using Backtester.Data.Store.Format;
using Xunit;

namespace Backtester.Data.Tests.Store.Format;

public sealed class Crc32CTests
{
    /// <summary>The check values of RFC 3720, appendix B.4, and of the CRC catalogue.</summary>
    [Fact]
    public void Of_reference_inputs_equals_published_checksums()
    {
        Assert.Equal(0xE3069283u, Crc32C.Of("123456789"u8));
        Assert.Equal(0x8A9136AAu, Crc32C.Of(new byte[32]));
        Assert.Equal(0x62A8AB43u, Crc32C.Of(Enumerable.Repeat((byte)0xFF, 32).ToArray()));
        Assert.Equal(0x46DD794Eu, Crc32C.Of(Enumerable.Range(0, 32).Select(i => (byte)i).ToArray()));
    }
}
