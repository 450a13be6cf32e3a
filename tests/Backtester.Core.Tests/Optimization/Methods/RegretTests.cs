using Xunit;

namespace Backtester.Core.Tests.Optimization.Methods;

/// <summary>
/// What the methods find of standard functions, against what others publish for the same number of evaluations: means over
/// seeds 0 to 9, on a lattice of 1,001 values an axis, in batches of 16 (the others look after every evaluation).
/// </summary>
public sealed class RegretTests
{
    /// <summary>
    /// scikit-optimize's benchmarks (benchmarks/RESULTS.md, 200 evaluations, 10 runs): gp_minimize 0.398 ± 0.000 on Branin
    /// and −3.299 ± 0.048 on Hartmann-6, random 0.911 ± 0.294 and −2.374 ± 0.327.
    /// </summary>
    [Fact]
    public void Gaussian_process_finds_what_scikit_optimize_does()
    {
        Assert.InRange(StandardFunction.Branin.MeanOfBest("gp", 200, 5, 16), 0.397887, 0.3985);
        Assert.InRange(StandardFunction.Hartmann6.MeanOfBest("gp", 200, 5, 16), -3.32237, -3.299 + 0.048);
        Assert.InRange(StandardFunction.Hartmann3.MeanOfBest("gp", 100, 10, 16), -3.86278, -3.86);
    }

    /// <summary>
    /// Optuna issue 2871 (TPE of Optuna 2.8.0, 10-dimensional sphere over −5 … 5, 100 evaluations of which 10 are random, 10
    /// runs): TPE 10.84 ± 2.69, random 27.09 ± 8.18.
    /// </summary>
    [Fact]
    public void Sphere_in_ten_dimensions_is_searched_no_worse_than_by_Optuna()
    {
        var sphere = StandardFunction.Sphere(10);

        Assert.InRange(sphere.MeanOfBest("random", 100, 10, 16), 27.09 - 8.18, 27.09 + 8.18);
        Assert.InRange(sphere.MeanOfBest("tpe", 100, 10, 16), 0, 10.84);
        Assert.InRange(sphere.MeanOfBest("gp", 100, 10, 16), 0, 10.84 / 2);
    }

    [Fact]
    public void Tree_of_Parzen_estimators_leaves_at_most_half_of_the_regret_of_random_search()
    {
        foreach (var (function, trials) in new[] { (StandardFunction.Branin, 200), (StandardFunction.Hartmann3, 100), (StandardFunction.Hartmann6, 200) })
        {
            var (tpe, random) = (function.MeanOfBest("tpe", trials, 10, 16) - function.Least, function.MeanOfBest("random", trials, 10, 16) - function.Least);
            Assert.True(tpe < random / 2, $"{tpe} against {random}");
        }
    }
}
