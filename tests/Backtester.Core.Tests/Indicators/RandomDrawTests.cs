using Backtester.Core.Indicators;
using Backtester.Core.Indicators.Structure;
using Xunit;

namespace Backtester.Core.Tests.Indicators;

/// <summary>The numbers of <c>random</c> are uniform, independent, and a function of time and seed alone.</summary>
public class RandomDrawTests
{
    private const int Count = 200_000;

    [Theory]
    [InlineData(42, 0, 60_000)]
    [InlineData(42, 1, 86_400_000)]
    [InlineData(0, 0, 3_600_000)]
    public void Numbers_are_uniform_and_neighbours_independent(long seed, long draw, long step)
    {
        var numbers = Draw(seed, draw, step);
        Assert.All(numbers, n => Assert.InRange(n, 0, 1 - (1.0 / (1UL << 53))));

        // Standard errors: mean 1/√(12 n) = 6.5e-4, mean square √(4/45/n) = 6.7e-4, lag correlation 1/√n = 2.2e-3; five of each.
        Assert.InRange(numbers.Average(), 0.5 - 3.3e-3, 0.5 + 3.3e-3);
        Assert.InRange(numbers.Average(n => n * n), (1.0 / 3) - 3.4e-3, (1.0 / 3) + 3.4e-3);
        Assert.InRange(Correlation(numbers[1..], numbers[..^1]), -0.0112, 0.0112);
        Assert.InRange(Correlation(numbers[24..], numbers[..^24]), -0.0112, 0.0112);
        Assert.InRange(Correlation(numbers, Draw(seed + 1, draw, step)), -0.0112, 0.0112);
        Assert.InRange(Correlation(numbers, Draw(seed, draw + 1, step)), -0.0112, 0.0112);
    }

    /// <summary>SplitMix64 worked apart from this code, in Python integers: mix(mix(mix(seed + G) + draw) + t·G) &gt;&gt; 11.</summary>
    [Theory]
    [InlineData(42, 0, 1_704_067_200_000, 7135161684023216UL)]
    [InlineData(42, 1, 1_704_067_200_000, 6471213846393498UL)]
    [InlineData(7, 0, 0, 592420766337359UL)]
    public void A_number_is_the_mix_of_seed_draw_and_time(long seed, long draw, long time, ulong bits)
    {
        var output = new double[1];
        new RandomDraw(seed, draw).Update(new IndicatorTile { OpenTimeMs = new[] { time }, Output = output });
        Assert.Equal(bits / 9007199254740992.0, output[0]);
    }

    private static double[] Draw(long seed, long draw, long step)
    {
        var numbers = new double[Count];
        new RandomDraw(seed, draw).Update(new IndicatorTile
        {
            OpenTimeMs = Enumerable.Range(0, Count).Select(i => 1_600_000_000_000 + (i * step)).ToArray(),
            Output = numbers,
        });
        return numbers;
    }

    private static double Correlation(double[] x, double[] y) =>
        x.Zip(y, (a, b) => (a - 0.5) * (b - 0.5)).Average() * 12;
}
