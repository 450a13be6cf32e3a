using Xunit;

namespace Backtester.Core.Tests.Indicators;

/// <summary>Comparison of a computed column with a reference.</summary>
internal static class Expect
{
    /// <summary>
    /// Each value must differ by no more than <paramref name="tolerance"/> times the greater of its reference and
    /// <paramref name="scale"/>; an unknown reference must be unknown.
    /// </summary>
    public static void Close(double[] expected, double[] actual, int from = 0, double tolerance = 1e-9, double scale = 0)
    {
        Assert.Equal(expected.Length, actual.Length);
        var compared = 0;
        for (var i = from; i < expected.Length; i++)
        {
            if (double.IsNaN(expected[i]))
            {
                if (!double.IsNaN(actual[i]))
                {
                    Assert.Fail($"row {i}: {actual[i]:R} came, but nothing is expected");
                }

                continue;
            }

            compared++;
            var allowed = tolerance * Math.Max(Math.Abs(expected[i]), scale);
            if (!(Math.Abs(actual[i] - expected[i]) <= allowed))
            {
                Assert.Fail($"row {i}: {actual[i]:R} came, {expected[i]:R} is expected, off by {Math.Abs(actual[i] - expected[i]):E2}, allowed {allowed:E2}");
            }
        }

        Assert.True(compared > 0, "the reference has no value to compare");
    }

    /// <summary>Bit for bit, unknown values included.</summary>
    public static void Same(double[] expected, double[] actual, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            var same = double.IsNaN(expected[i]) ? double.IsNaN(actual[i]) : BitConverter.DoubleToInt64Bits(expected[i]) == BitConverter.DoubleToInt64Bits(actual[i]);
            if (!same)
            {
                Assert.Fail($"{what}, row {i}: {actual[i]:R} came, {expected[i]:R} is expected");
            }
        }
    }
}
