using Backtester.Core.Optimization;
using Backtester.Core.Optimization.Methods;
using Backtester.Core.Optimization.Space;
using Xunit;

namespace Backtester.Core.Tests.Optimization;

public sealed class SearchMethodsTests
{
    private static readonly SearchSpace Square = new(
        [new("x", [.. Enumerable.Range(0, 50).Select(i => (double)i)]), new("y", [.. Enumerable.Range(0, 50).Select(i => (double)i)])],
        new Dictionary<string, double>());

    [Fact]
    public void Latin_hypercube_uses_each_stratum_of_each_axis_once()
    {
        // 50 trials on 50 values: each value of each axis is a stratum of its own.
        var points = Walk("lhs", 50, seed: 3, (_, _) => 0).Select(t => t.Point).ToList();

        Assert.Equal(Enumerable.Range(0, 50), points.Select(p => p[0]).Order());
        Assert.Equal(Enumerable.Range(0, 50), points.Select(p => p[1]).Order());
    }

    [Fact]
    public void Random_points_are_uniform()
    {
        var points = Walk("random", 2000, seed: 5, (_, _) => 0);

        // χ² of the ten-wide bands of x with 4 degrees of freedom is under 18.47 with probability 0.999 (drawing without
        // repetition only lowers it).
        var counts = points.GroupBy(t => t.Point[0] / 10).Select(g => g.Count());
        Assert.True(counts.Sum(c => (c - 400.0) * (c - 400.0) / 400) < 18.47);
    }

    [Fact]
    public void Tpe_comes_closer_to_the_top_of_a_hill_than_random_search()
    {
        static double Hill(int x, int y) => -(((x - 37) * (x - 37)) + ((y - 11) * (y - 11)));
        var (tpe, random) = (0.0, 0.0);
        for (var seed = 0; seed < 20; seed++)
        {
            tpe += Walk("tpe", 160, seed, Hill).Max(t => t.Score);
            random += Walk("random", 160, seed, Hill).Max(t => t.Score);
        }

        // Mean squared distance from the top over 20 searches of 160 of 2,500 points; the least possible is 0.
        Assert.True(tpe > random / 4, $"{-tpe / 20} against {-random / 20}");
        Assert.True(-tpe / 20 < 1.5, $"{-tpe / 20}");
    }

    private static List<Trial> Walk(string method, int trials, long seed, Func<int, int, double> score)
    {
        var search = SearchMethods.Create(Square, new SearchSettings { Method = method, Trials = trials }, seed, barsPerSet: 1000);
        var done = new List<Trial>();
        while (search.Propose(done) is { Count: > 0 } points)
        {
            done.AddRange(points.Select((p, i) => new Trial(done.Count + i, p, new Dictionary<string, double>()) { Score = score(p[0], p[1]) }).ToList());
        }

        return done;
    }
}
