using Backtester.Core.Optimization;
using Backtester.Core.Optimization.Methods;
using Backtester.Core.Optimization.Space;

namespace Backtester.Core.Tests.Optimization.Methods;

/// <summary>A function on which optimisers are compared, on a lattice of its box: its negative is the score.</summary>
/// <param name="Least">The least value in the box.</param>
/// <param name="Low">Lower end of each axis.</param>
/// <param name="High">Upper end of each axis.</param>
/// <param name="Value">The function.</param>
internal sealed record StandardFunction(double Least, double[] Low, double[] High, Func<double[], double> Value)
{
    private const int Lattice = 1001;

    private static readonly double[] Alpha = [1, 1.2, 3, 3.2];

    /// <summary>Dixon and Szegő 1978; three minima of 0.397887.</summary>
    public static StandardFunction Branin { get; } = new(0.397887, [-5, 0], [10, 15], x =>
    {
        var well = x[1] - (5.1 / (4 * Math.PI * Math.PI) * x[0] * x[0]) + (5 / Math.PI * x[0]) - 6;
        return (well * well) + (10 * (1 - (1 / (8 * Math.PI))) * Math.Cos(x[0])) + 10;
    });

    /// <summary>Hartmann 1973 in three dimensions; least −3.86278.</summary>
    public static StandardFunction Hartmann3 { get; } = Hartmann(
        -3.86278,
        [[3, 10, 30], [0.1, 10, 35], [3, 10, 30], [0.1, 10, 35]],
        [[3689, 1170, 2673], [4699, 4387, 7470], [1091, 8732, 5547], [381, 5743, 8828]]);

    /// <summary>Hartmann 1973 in six dimensions; least −3.32237.</summary>
    public static StandardFunction Hartmann6 { get; } = Hartmann(
        -3.32237,
        [[10, 3, 17, 3.5, 1.7, 8], [0.05, 10, 17, 0.1, 8, 14], [3, 3.5, 1.7, 10, 17, 8], [17, 8, 0.05, 10, 0.1, 14]],
        [[1312, 1696, 5569, 124, 8283, 5886], [2329, 4135, 8307, 3736, 1004, 9991], [2348, 1451, 3522, 2883, 3047, 6650], [4047, 8828, 8732, 5743, 1091, 381]]);

    /// <summary>Σx² over −5 … 5 in each of some dimensions.</summary>
    public static StandardFunction Sphere(int dimensions) =>
        new(0, [.. Enumerable.Repeat(-5.0, dimensions)], [.. Enumerable.Repeat(5.0, dimensions)], x => x.Sum(v => v * v));

    /// <summary>Mean over seeds 0, 1, … of the least value that a search finds.</summary>
    public double MeanOfBest(string method, int trials, int seeds, int batch)
    {
        var best = new double[seeds];
        Parallel.For(0, seeds, seed => best[seed] = Best(method, trials, seed, batch));
        return best.Average();
    }

    /// <summary>The least value that a search finds.</summary>
    public double Best(string method, int trials, long seed, int batch)
    {
        var space = new SearchSpace([.. Low.Select((_, i) => new ParameterAxis($"x{i}", Axis(i)))], new Dictionary<string, double>());
        var search = SearchMethods.Create(space, new SearchSettings { Method = method, Trials = trials, Batch = batch }, seed, barsPerSet: 1000);
        var done = new List<Trial>();
        while (search.Propose(done) is { Count: > 0 } points)
        {
            done.AddRange(points.Select((p, i) => new Trial(done.Count + i, p, new Dictionary<string, double>()) { Score = -Value([.. p.Select((index, axis) => space.Axes[axis].Values[index])]) }).ToList());
        }

        return -done.Max(t => t.Score);
    }

    private double[] Axis(int axis) => [.. Enumerable.Range(0, Lattice).Select(i => Low[axis] + ((High[axis] - Low[axis]) * i / (Lattice - 1)))];

    private static StandardFunction Hartmann(double least, double[][] a, double[][] p)
    {
        var axes = a[0].Length;
        return new StandardFunction(least, new double[axes], [.. Enumerable.Repeat(1.0, axes)], x => -Enumerable.Range(0, 4).Sum(i =>
            Alpha[i] * Math.Exp(-Enumerable.Range(0, axes).Sum(j => a[i][j] * (x[j] - (p[i][j] / 10000)) * (x[j] - (p[i][j] / 10000))))));
    }
}
