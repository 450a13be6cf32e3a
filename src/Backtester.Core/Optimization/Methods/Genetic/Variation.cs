using Backtester.Core.Analysis;
using Backtester.Core.Market;
using Backtester.Core.Optimization.Space;

namespace Backtester.Core.Optimization.Methods.Genetic;

/// <summary>
/// Children of two sets on the indices of the axes: simulated binary crossover (Deb and Agrawal 1995, η = 15) and
/// polynomial mutation (Deb and Goyal 1996, η = 20) with a probability of one axis a child, rounded to the nearest index.
/// </summary>
internal static class Variation
{
    private const double CrossoverEta = 15;
    private const double MutationEta = 20;
    private const double CrossoverShare = 0.9;

    /// <summary>One child.</summary>
    /// <param name="space">What is searched.</param>
    /// <param name="a">A parent.</param>
    /// <param name="b">The other.</param>
    /// <param name="random">Of this child.</param>
    public static int[] Child(SearchSpace space, int[] a, int[] b, ref CounterRandom random)
    {
        var child = (int[])a.Clone();
        var crosses = random.NextDouble() < CrossoverShare;
        for (var axis = 0; axis < child.Length; axis++)
        {
            var last = space.Axes[axis].Values.Count - 1;
            var (spread, side, mixes) = (random.NextDouble(), random.NextDouble(), random.NextDouble());
            var place = crosses && mixes < 0.5 ? Crossed(a[axis], b[axis], spread, side) : a[axis];
            var (mutates, shift) = (random.NextDouble() * child.Length < 1, random.NextDouble());
            child[axis] = mutates ? Mutated(place, last, shift) : Whole(place, last);
        }

        return child;
    }

    /// <summary>β of simulated binary crossover: how far a child lies from the middle of its parents, in parts of their distance.</summary>
    public static double Spread(double u) => u <= 0.5 ? Power(2 * u, 1 / (CrossoverEta + 1)) : Power(1 / (2 * (1 - u)), 1 / (CrossoverEta + 1));

    /// <summary>δ of polynomial mutation, −1 to 1 in parts of the axis.</summary>
    public static double Shift(double u) => u < 0.5 ? Power(2 * u, 1 / (MutationEta + 1)) - 1 : 1 - Power(2 * (1 - u), 1 / (MutationEta + 1));

    private static double Crossed(int a, int b, double spread, double side)
    {
        var (middle, half) = ((a + b) / 2.0, Math.Abs(a - b) / 2.0 * Spread(spread));
        return side < 0.5 ? middle - half : middle + half;
    }

    // At least one index away: on a short axis a fine shift would be none.
    private static int Mutated(double place, int last, double u)
    {
        var (from, shift) = (Whole(place, last), Shift(u));
        var to = Whole(from + (shift * last), last);
        return to != from || last == 0 ? to : Whole(from + (shift < 0 ? -1 : 1), last);
    }

    private static int Whole(double place, int last) => (int)Math.Clamp(Math.Floor(place + 0.5), 0, last);

    private static double Power(double x, double exponent) => x > 0 ? PortableMath.Exp(PortableMath.Log(x) * exponent) : 0;
}
