using Xunit;

namespace Backtester.TestSupport;

/// <summary>
/// Real candles and recorded answers that are not part of the repository. Their folder comes from
/// BACKTESTER_TEST_DATA; without it a test is skipped with a message, or fails where BACKTESTER_TEST_REQUIRE_ALL is 1.
/// </summary>
public static class SharedData
{
    /// <summary>True where nothing may be skipped.</summary>
    public static bool RequireAll => Environment.GetEnvironmentVariable("BACKTESTER_TEST_REQUIRE_ALL") == "1";

    /// <summary>The path of a file below the data folder, such as "candles/binance_BTCUSDT_1h.csv.gz".</summary>
    /// <exception cref="SkipException">The file is not there, and tests may be skipped: use SkippableFact.</exception>
    public static string PathOf(string relative)
    {
        var root = Environment.GetEnvironmentVariable("BACKTESTER_TEST_DATA");
        var path = root is null ? null : Path.Combine(root, relative);
        if (path is not null && File.Exists(path))
        {
            return path;
        }

        var message = root is null
            ? $"{relative}: BACKTESTER_TEST_DATA is not set"
            : $"{relative} is not below BACKTESTER_TEST_DATA ({root})";
        SkipOrFail(message);
        throw new InvalidOperationException(message);
    }

    /// <summary>Skips the test with a message, or fails it where nothing may be skipped.</summary>
    public static void SkipOrFail(string whatIsMissing)
    {
        Assert.False(RequireAll, $"missing: {whatIsMissing}");
        Skip.If(true, whatIsMissing);
    }
}
