using Backtester.Core.Analysis;
using Backtester.Core.Optimization.Robustness;
using Xunit;

namespace Backtester.Core.Tests.Optimization.Robustness;

public sealed class ParameterImportanceTests
{
    /// <summary>
    /// f = a + 2b over a in {0, 1, 2} and b in {0, 1}: Var(a) = 2/3, Var(2b) = 4 · 1/4 = 1, so the shares are 2/5 and 3/5
    /// with nothing in between.
    /// </summary>
    [Fact]
    public void Additive_function_has_the_shares_of_its_terms()
    {
        var found = ParameterImportance.Measure(ScoredTable.Grid(p => p[0] + (2 * p[1]), ("a", [0, 1, 2]), ("b", [0, 1]), ("fixed", [7])), seed: 1)!;

        Assert.True(found.IsExact);
        Assert.Equal(["a", "b"], found.Parameters.Select(p => p.Name));
        Close([0.4, 0.6], found.Parameters.Select(p => p.FirstOrder));
        Close([0.4, 0.6], found.Parameters.Select(p => p.Total));
        Close([0], found.Interactions.Select(i => i.Share));
    }

    /// <summary>
    /// f = ab over {−1, 1}² is interaction alone. f = ab + c over {−1, 1}³: Var = 1 + 1, so S(c) = 1/2, S(ab) = 1/2,
    /// T(a) = T(b) = 1/2.
    /// </summary>
    [Fact]
    public void Product_is_interaction_and_counts_in_the_totals_of_both()
    {
        var found = ParameterImportance.Measure(ScoredTable.Grid(p => (p[0] * p[1]) + p[2], ("a", [-1, 1]), ("b", [-1, 1]), ("c", [-1, 1])), seed: 1)!;

        Close([0, 0, 0.5], found.Parameters.Select(p => p.FirstOrder));
        Close([0.5, 0.5, 0.5], found.Parameters.Select(p => p.Total));
        Assert.Equal([("a", "b"), ("a", "c"), ("b", "c")], found.Interactions.Select(i => (i.First, i.Second)));
        Close([0.5, 0, 0], found.Interactions.Select(i => i.Share));
    }

    /// <summary>
    /// Ishigami and Homma (1990), a = 7, b = 0.1, over [−π, π]³: S = 0.3139, 0.4424, 0 and S13 = 0.2437 (Saltelli et al.
    /// 2008). On a grid of 40 midpoints an axis the sums of sin², sin⁴ and x⁸ are near the integrals: 0.003.
    /// </summary>
    [Fact]
    public void Ishigami_function_on_a_fine_grid_has_its_known_indices()
    {
        var values = Enumerable.Range(0, 40).Select(i => -Math.PI + (2 * Math.PI * (i + 0.5) / 40)).ToArray();
        var found = ParameterImportance.Measure(ScoredTable.Grid(p => Ishigami(p), ("x1", values), ("x2", values), ("x3", values)), seed: 1)!;

        Assert.True(found.IsExact);
        Close([0.3139, 0.4424, 0], found.Parameters.Select(p => p.FirstOrder), 0.003);
        Close([0.5576, 0.4424, 0.2437], found.Parameters.Select(p => p.Total), 0.003);
        Close([0, 0.2437, 0], found.Interactions.Select(i => i.Share), 0.003);
    }

    /// <summary>The same from 4,000 random sets: the forest's shares lie within 0.05 of the function's.</summary>
    [Fact]
    public void Ishigami_function_from_scattered_sets_has_its_indices_within_the_forests_error()
    {
        var random = new CounterRandom(3, 0);
        var points = Enumerable.Range(0, 4000).Select(_ => (double[])[Draw(ref random), Draw(ref random), Draw(ref random)]).ToArray();
        var found = ParameterImportance.Measure(ScoredTable.Of(["x1", "x2", "x3"], points, p => Ishigami(p)), seed: 1, workers: 2)!;

        Assert.False(found.IsExact);
        Assert.InRange(found.Fit, 0.9, 1);
        Close([0.3139, 0.4424, 0], found.Parameters.Select(p => p.FirstOrder), 0.05);
        Close([0, 0.2437, 0], found.Interactions.Select(i => i.Share), 0.05);
    }

    /// <summary>A parameter without any part in the score, and noise: the forest says that it foretells nothing.</summary>
    [Fact]
    public void Forest_of_noise_says_that_it_foretells_nothing()
    {
        var random = new CounterRandom(5, 0);
        var points = Enumerable.Range(0, 300).Select(_ => (double[])[Draw(ref random), Draw(ref random)]).ToArray();
        var noise = points.ToDictionary(p => p, _ => random.NextNormal());
        var found = ParameterImportance.Measure(ScoredTable.Of(["x1", "x2"], points, p => noise[p]), seed: 1)!;

        Assert.True(found.Fit < 0.1, $"R² {found.Fit}");
    }

    [Fact]
    public void Grid_with_holes_is_measured_by_a_forest_and_is_the_same_for_any_number_of_workers()
    {
        var table = ScoredTable.Grid(p => p[0] < p[1] ? (3 * p[0]) + p[1] : null, ("fast", ScoredTable.Steps(8)), ("slow", ScoredTable.Steps(8)));
        var one = ParameterImportance.Measure(table, seed: 9)!;
        var many = ParameterImportance.Measure(table, seed: 9, workers: 4)!;

        Assert.False(one.IsExact);
        Assert.Equal(28, one.Sets);
        Assert.True(one.Parameters[0].FirstOrder > one.Parameters[1].FirstOrder);
        Assert.Equal(one.Parameters, many.Parameters);
        Assert.Equal(one.Interactions, many.Interactions);
        Assert.Equal(one.Fit, many.Fit);
        Assert.NotEqual(one.Parameters, ParameterImportance.Measure(table, seed: 10)!.Parameters);
    }

    [Fact]
    public void Nothing_is_said_where_no_parameter_or_no_score_varies()
    {
        Assert.Null(ParameterImportance.Measure(ScoredTable.Grid(_ => 1.5, ("a", [0, 1, 2])), seed: 1));
        Assert.Null(ParameterImportance.Measure(ScoredTable.Grid(_ => null, ("a", [0, 1, 2])), seed: 1));
        Assert.Null(ParameterImportance.Measure(ScoredTable.Grid(p => p[0], ("a", [5])), seed: 1));
    }

    private static double Ishigami(double[] x) => Math.Sin(x[0]) + (7 * Math.Pow(Math.Sin(x[1]), 2)) + (0.1 * Math.Pow(x[2], 4) * Math.Sin(x[0]));

    private static double Draw(ref CounterRandom random) => Math.PI * ((2 * random.NextDouble()) - 1);

    private static void Close(double[] expected, IEnumerable<double> actual, double tolerance = 1e-12) =>
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, tolerance));
}
