using Backtester.Core.Analysis;
using Backtester.Core.Recommendations;
using Backtester.Core.Recommendations.Evidence;
using Backtester.Core.Recommendations.Forecasts;

namespace Backtester.Core.Tests.Recommendations;

/// <summary>
/// Daily returns of settings on a grid of two parameters with known true means. A day's return is a part that all share, a
/// part that neighbours share, and a part of its own; days are fat-tailed, and some stretches are wilder than others.
/// </summary>
internal sealed class SimulatedReturns
{
    /// <summary>Deviation of a day.</summary>
    public const double Deviation = 0.01;

    private const int Anchors = 6;

    private readonly int _side;
    private readonly CounterRandom _start;
    private readonly double[][] _nearness;
    private readonly Func<int, int, double> _edge;

    /// <summary>A market.</summary>
    /// <param name="seed">Decides every number.</param>
    /// <param name="side">Values of each parameter.</param>
    /// <param name="edge">True mean of set i on day t.</param>
    public SimulatedReturns(long seed, int side, Func<int, int, double> edge)
    {
        (_side, _edge) = (side, edge);
        var random = new CounterRandom(seed, 0);
        var anchors = Enumerable.Range(0, Anchors).Select(_ => (X: random.NextDouble(), Y: random.NextDouble())).ToArray();
        _nearness = [.. Enumerable.Range(0, side * side).Select(set => anchors.Select(a => Math.Exp(-Distance(PlaceOf(set), [a.X, a.Y]) / 0.1)).ToArray())];
        _start = random;
    }

    /// <summary>Number of sets.</summary>
    public int Sets => _side * _side;

    /// <summary>Place of a set, each coordinate from 0 to 1.</summary>
    public double[] PlaceOf(int set) => [(double)(set / _side) / (_side - 1), (double)(set % _side) / (_side - 1)];

    /// <summary>Squared distance.</summary>
    public static double Distance(double[] a, double[] b) => ((a[0] - b[0]) * (a[0] - b[0])) + ((a[1] - b[1]) * (a[1] - b[1]));

    /// <summary>Daily returns of every set.</summary>
    public double[][] Draw(int days)
    {
        var random = _start;
        var returns = Enumerable.Range(0, Sets).Select(_ => new double[days]).ToArray();
        var wildness = 1.0;
        for (var day = 0; day < days; day++)
        {
            wildness = (0.97 * wildness) + (0.03 * (random.NextDouble() < 0.1 ? 5 : 0.55));
            var common = Fat(ref random);
            var local = new double[Anchors];
            for (var a = 0; a < Anchors; a++)
            {
                local[a] = Fat(ref random);
            }

            for (var set = 0; set < Sets; set++)
            {
                var (shared, weight) = (0.0, 0.0);
                for (var a = 0; a < Anchors; a++)
                {
                    shared += _nearness[set][a] * local[a];
                    weight += _nearness[set][a] * _nearness[set][a];
                }

                var noise = (0.6 * common) + (0.6 * shared / Math.Sqrt(Math.Max(weight, 1e-9))) + (0.53 * Fat(ref random));
                returns[set][day] = _edge(set, day) + (Deviation * wildness * noise);
            }
        }

        return returns;
    }

    /// <summary>The comparison of all sets with one of them, over a stretch of days.</summary>
    public (ComparedFamily Family, double[] Current, int[] Sets) Compare(double[][] returns, int current, int from, int to)
    {
        var sets = Enumerable.Range(0, Sets).Where(s => s != current).ToArray();
        var family = new ComparedFamily(RecommendationType.Parameters, [.. sets.Select(s => new Candidate([], [], [], returns[s][from..to], 100, 50))])
        {
            Points = [.. sets.Select(PlaceOf)],
            Place = PlaceOf(current),
        };
        return (family, returns[current][from..to], sets);
    }

    /// <summary>A normal number whose deviation is 2 on one day of ten and 0.82 else, of variance 1 and kurtosis 5.5.</summary>
    private static double Fat(ref CounterRandom random) => random.NextNormal() * (random.NextDouble() < 0.1 ? 2 : Math.Sqrt(0.6 / 0.9));
}
