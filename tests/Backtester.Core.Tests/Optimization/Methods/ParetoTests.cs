using Backtester.Core.Optimization;
using Backtester.Core.Optimization.Methods.Genetic;
using Xunit;

namespace Backtester.Core.Tests.Optimization.Methods;

public sealed class ParetoTests
{
    [Fact]
    public void Fronts_are_those_sorted_by_hand()
    {
        // Higher is better in both. Nobody beats (5,1), (4,4), (1,5); without them (3,3) and (4,1) stand, each of which
        // beats (2,2) or (3,1); (2,2) and (3,1) do not beat each other. Equal sets share a front.
        double[]?[] sets = [[5, 1], [2, 2], [4, 4], [3, 3], [1, 5], [3, 1], [4, 1], [4, 4], null, [double.NaN, 9]];

        Assert.Equal([0, 2, 0, 1, 0, 2, 1, 0, 3, 3], ParetoFronts.Of(sets));
    }

    [Fact]
    public void Fronts_are_those_of_the_definition_on_random_sets()
    {
        var random = new Random(5);
        double[]?[] sets = [.. Enumerable.Range(0, 120).Select(_ => new double[] { random.Next(8), random.Next(8), random.Next(8) })];
        var fronts = ParetoFronts.Of(sets);

        // The front of a set is one more than the highest front of those that beat it.
        for (var i = 0; i < sets.Length; i++)
        {
            var above = Enumerable.Range(0, sets.Length).Where(j => ParetoFronts.Dominates(sets[j]!, sets[i]!)).Select(j => fronts[j]).DefaultIfEmpty(-1).Max();
            Assert.Equal(above + 1, fronts[i]);
        }
    }

    [Fact]
    public void Crowding_is_the_sum_of_the_neighbours_distances_in_parts_of_the_extent()
    {
        // (0,10) (2,6) (6,4) (10,0): of the second (6 − 0)/10 + (10 − 4)/10 = 1.2, of the third (10 − 2)/10 + (6 − 0)/10 = 1.4.
        var distance = CrowdingDistance.Of([[2, 6], [10, 0], [0, 10], [6, 4]]);

        Assert.Equal(1.2, distance[0], 12);
        Assert.Equal(double.PositiveInfinity, distance[1]);
        Assert.Equal(double.PositiveInfinity, distance[2]);
        Assert.Equal(1.4, distance[3], 12);
    }

    [Fact]
    public void Survivors_are_whole_fronts_and_then_the_loneliest()
    {
        var population = new Population();
        population.Take([Set(0, 0, 10), Set(1, 2, 6), Set(2, 6, 4), Set(3, 10, 0), Set(4, 1, 1), Set(5, double.NaN, 1)], size: 3);

        // Of the first front the ends and the third set, whose neighbours are farther apart; dominated and unknown sets die.
        Assert.Equal([0, 3, 2], population.Members.Select(m => m.Trial.Number));
        population.Take([Set(6, 11, 11)], size: 3);
        Assert.Equal((6, 0), (population.Members[0].Trial.Number, population.Members[0].Front));
        Assert.Equal(3, population.Members.Count);
    }

    [Fact]
    public void Crossover_and_mutation_follow_their_distributions()
    {
        // β(u) of η = 15: 1 at a half, (2u)^(1/16) below, (1/(2(1 − u)))^(1/16) above. δ(u) of η = 20: (2u)^(1/21) − 1 below a half.
        Assert.Equal(1, Variation.Spread(0.5), 12);
        Assert.Equal(Math.Pow(0.2, 1 / 16.0), Variation.Spread(0.1), 12);
        Assert.Equal(Math.Pow(5, 1 / 16.0), Variation.Spread(0.9), 12);
        Assert.Equal(Math.Pow(0.2, 1 / 21.0) - 1, Variation.Shift(0.1), 12);
        Assert.Equal(1 - Math.Pow(0.2, 1 / 21.0), Variation.Shift(0.9), 12);
        Assert.Equal(0, Variation.Shift(0.5), 12);
    }

    private static Trial Set(int number, double a, double b) => new(number, [number], new Dictionary<string, double>()) { Objectives = [a, b] };
}
