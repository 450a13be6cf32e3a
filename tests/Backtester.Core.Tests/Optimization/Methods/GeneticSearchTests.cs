using Backtester.Core.Optimization;
using Backtester.Core.Optimization.Methods;
using Backtester.Core.Optimization.Methods.Genetic;
using Backtester.Core.Optimization.Space;
using Xunit;

namespace Backtester.Core.Tests.Optimization.Methods;

public sealed class GeneticSearchTests
{
    /// <summary>
    /// ZDT1 (Zitzler, Deb and Thiele 2000) in ten dimensions: the best front is f₂ = 1 − √f₁, whose hypervolume against
    /// (1, 1) is ∫ √x dx = 2/3, and 120 + 2/3 against (11, 11).
    /// </summary>
    [Fact]
    public void Front_of_ZDT1_comes_close_to_the_best_one()
    {
        var (genetic, random) = (Volume("genetic"), Volume("random"));

        // 1,200 sets of 101^10: NSGA-II has all but some percent of what can be had; as many random ones miss a sixth of it.
        Assert.True(genetic > 0.97 * (120 + (2.0 / 3)), $"{genetic}");
        Assert.True(random < 0.9 * (120 + (2.0 / 3)), $"{random}");
    }

    [Fact]
    public void Every_set_is_tried_once_and_a_small_space_is_exhausted()
    {
        var space = Space(axes: 2, values: 9);
        var done = Walk("genetic", space, trials: 500, seed: 3);

        Assert.Equal(81, done.Count);
        Assert.Equal(81, done.Select(t => space.NumberOf(t.Point)).Distinct().Count());
    }

    private static double Volume(string method) => Enumerable.Range(0, 3).Average(seed =>
    {
        var done = Walk(method, Space(axes: 10, values: 101), trials: 1200, seed);
        var fronts = ParetoFronts.Of([.. done.Select(t => t.Objectives)]);
        return Hypervolume([.. done.Where(t => fronts[t.Number] == 0).Select(t => (-t.Objectives![0], -t.Objectives[1]))], 11);
    });

    // What a front of two falling objectives covers up to a corner, stripe by stripe.
    private static double Hypervolume(List<(double X, double Y)> front, double corner)
    {
        var (volume, y) = (0.0, corner);
        foreach (var point in front.OrderBy(p => p.X).Where(p => p.X < corner && p.Y < corner))
        {
            volume += Math.Max(0, y - point.Y) * (corner - point.X);
            y = Math.Min(y, point.Y);
        }

        return volume;
    }

    private static double[] Zdt1(double[] x)
    {
        var g = 1 + (9 * x.Skip(1).Sum() / (x.Length - 1));
        return [x[0], g * (1 - Math.Sqrt(x[0] / g))];
    }

    private static SearchSpace Space(int axes, int values) => new(
        [.. Enumerable.Range(0, axes).Select(i => new ParameterAxis($"x{i}", [.. Enumerable.Range(0, values).Select(v => v / (values - 1.0))]))], new Dictionary<string, double>());

    private static List<Trial> Walk(string method, SearchSpace space, int trials, long seed)
    {
        var search = SearchMethods.Create(space, new SearchSettings { Method = method, Trials = trials, Batch = 20 }, seed, barsPerSet: 1000);
        var done = new List<Trial>();
        while (search.Propose(done) is { Count: > 0 } points)
        {
            done.AddRange(points.Select((p, i) =>
            {
                var values = Zdt1([.. p.Select((index, axis) => space.Axes[axis].Values[index])]);
                return new Trial(done.Count + i, p, new Dictionary<string, double>()) { Score = -values[0], Objectives = [-values[0], -values[1]] };
            }).ToList());
        }

        return done;
    }
}
