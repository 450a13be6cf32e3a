using Backtester.Core.Analysis;
using Backtester.Core.Market;
using Backtester.Core.Optimization.Space;

namespace Backtester.Core.Optimization.Methods;

/// <summary>
/// Tree-structured Parzen estimator (Bergstra, Bardenet, Bengio and Kégl 2011): the trials so far are split into a good
/// quarter-root and the rest, the values of each group are smoothed axis by axis over the axis' indices, and of some
/// candidates drawn from the good density the one with the largest ratio good/rest is tried next.
/// The first batches are random.
/// </summary>
internal sealed class TpeSearch(SearchSpace space, long budget, int batch, long seed) : ISearchMethod
{
    private const int Startup = 10;
    private const int Candidates = 24;
    private const int MostGood = 25;
    private const double NarrowestShare = 0.08;

    private readonly RandomSearch _random = new(space, budget, batch, seed);

    /// <inheritdoc/>
    public IReadOnlyList<int[]> Propose(IReadOnlyList<Trial> done)
    {
        // Refused and failed sets teach as the worst ones do.
        var ranked = done.OrderByDescending(t => double.IsNaN(t.Score) ? double.NegativeInfinity : t.Score).ThenBy(t => t.Number).ToList();
        if (done.Count < Math.Min(Startup, budget / 4) || ranked.Count == 0 || double.IsNaN(ranked[0].Score))
        {
            return _random.Propose(done);
        }

        var good = Math.Min(MostGood, (int)Math.Ceiling(0.25 * Math.Sqrt(done.Count)));
        var axes = space.Axes.Select((axis, i) => new AxisDensities(axis.Values.Count, [.. ranked.Take(good).Select(t => t.Point[i])], [.. ranked.Skip(good).Select(t => t.Point[i])])).ToArray();
        var tried = done.Select(t => space.NumberOf(t.Point)).ToHashSet();
        var points = new List<int[]>();
        while (points.Count < batch && done.Count + points.Count < Math.Min(budget, space.Total))
        {
            points.Add(Best(axes, new CounterRandom(seed, done.Count + points.Count), tried));
        }

        return points;
    }

    private int[] Best(AxisDensities[] axes, CounterRandom random, HashSet<long> tried)
    {
        int[]? best = null;
        var bestRatio = double.NegativeInfinity;
        for (var c = 0; c < Candidates; c++)
        {
            var (point, ratio) = (new int[axes.Length], 0.0);
            for (var axis = 0; axis < axes.Length; axis++)
            {
                point[axis] = axes[axis].Draw(ref random);
                ratio += axes[axis].LogRatio(point[axis]);
            }

            if (ratio > bestRatio && !tried.Contains(space.NumberOf(point)))
            {
                (best, bestRatio) = (point, ratio);
            }
        }

        // All candidates were tried before: look elsewhere.
        if (best is null)
        {
            return RandomSearch.Draw(space, random, tried);
        }

        tried.Add(space.NumberOf(best));
        return best;
    }

    /// <summary>Smoothed shares of the good and of the other trials at each index of an axis.</summary>
    private sealed class AxisDensities
    {
        private readonly double[] _good;
        private readonly double[] _other;

        public AxisDensities(int count, int[] good, int[] other)
        {
            _good = Density(count, good);
            _other = Density(count, other);
        }

        public double LogRatio(int index) => PortableMath.Log(_good[index] / _other[index]);

        public int Draw(ref CounterRandom random)
        {
            var rest = random.NextDouble();
            for (var i = 0; i < _good.Length; i++)
            {
                rest -= _good[i];
                if (rest < 0)
                {
                    return i;
                }
            }

            return _good.Length - 1;
        }

        // Scott's rule (1992), which narrows as the observed agree; never under a twelfth of the axis, so that it goes on looking around.
        private static double Width(int count, int[] observed)
        {
            var mean = 0.0;
            foreach (var index in observed)
            {
                mean += (double)index / observed.Length;
            }

            var square = 0.0;
            foreach (var index in observed)
            {
                square += (index - mean) * (index - mean);
            }

            var deviation = observed.Length > 1 ? Math.Sqrt(square / (observed.Length - 1)) : count / 4.0;
            return Math.Max(Math.Max(0.5, count * NarrowestShare), 1.06 * deviation * PortableMath.Exp(-0.2 * PortableMath.Log(Math.Max(1, observed.Length))));
        }

        // Normal kernels at the observed indices, and one uniform kernel as the prior.
        private static double[] Density(int count, int[] observed)
        {
            var density = new double[count];
            Array.Fill(density, 1.0 / count);
            var width = Width(count, observed);
            var kernel = new double[count];
            foreach (var centre in observed)
            {
                var sum = 0.0;
                for (var i = 0; i < count; i++)
                {
                    var z = (i - centre) / width;
                    kernel[i] = PortableMath.Exp(-0.5 * z * z);
                    sum += kernel[i];
                }

                for (var i = 0; i < count; i++)
                {
                    density[i] += kernel[i] / sum;
                }
            }

            for (var i = 0; i < count; i++)
            {
                density[i] /= observed.Length + 1;
            }

            return density;
        }
    }
}
