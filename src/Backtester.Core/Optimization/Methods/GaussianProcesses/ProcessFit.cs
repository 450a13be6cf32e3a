using Backtester.Core.Market;

namespace Backtester.Core.Optimization.Methods.GaussianProcesses;

/// <summary>
/// Chooses the length scale of each axis and the noise under which the values are most likely (Rasmussen and Williams 2006,
/// section 5.4.1), by coordinate descent over a fixed grid: no step depends on the machine. A log-normal prior around half
/// an axis keeps few points from saying that an axis means nothing, or everything.
/// </summary>
internal static class ProcessFit
{
    private const int Sweeps = 3;
    private const double PriorScale = 0.5;
    private static readonly double[] Scales = [0.05, 0.1, 0.15, 0.2, 0.3, 0.45, 0.7, 1, 1.5, 2.5, 4];
    private static readonly double[] Noises = [1e-6, 1e-4, 1e-2, 0.1];

    /// <summary>The kernel and the noise for these values.</summary>
    /// <param name="points">Coordinates, each from 0 to 1.</param>
    /// <param name="values">The value at each point.</param>
    public static (MaternKernel Kernel, double Noise) Of(double[][] points, double[] values)
    {
        var axes = points[0].Length;
        var (choice, noise) = (new int[axes], 0);
        var best = double.NegativeInfinity;
        for (var scale = 0; scale < Scales.Length; scale++)
        {
            Take([.. Enumerable.Repeat(scale, axes)], noise);
        }

        for (var (sweep, before) = (0, double.NegativeInfinity); sweep < Sweeps && best > before; sweep++)
        {
            before = best;
            for (var n = 0; n < Noises.Length; n++)
            {
                Take(choice, n);
            }

            for (var axis = 0; axis < axes; axis++)
            {
                var here = choice[axis];
                foreach (var step in (ReadOnlySpan<int>)[-2, -1, 1, 2])
                {
                    var other = (int[])choice.Clone();
                    other[axis] = Math.Clamp(here + step, 0, Scales.Length - 1);
                    Take(other, noise);
                }
            }
        }

        return (new MaternKernel(ScalesOf(choice)), Noises[noise]);

        void Take(int[] scales, int noiseIndex)
        {
            var likelihood = new GaussianProcess(points, values, new MaternKernel(ScalesOf(scales)), Noises[noiseIndex]).LogLikelihood + Prior(scales);
            if (likelihood > best)
            {
                (best, choice, noise) = (likelihood, scales, noiseIndex);
            }
        }
    }

    private static double Prior(int[] scales)
    {
        var sum = 0.0;
        foreach (var scale in scales)
        {
            var distance = PortableMath.Log(Scales[scale] / PriorScale);
            sum -= 0.5 * distance * distance;
        }

        return sum;
    }

    private static double[] ScalesOf(int[] indexes) => Array.ConvertAll(indexes, i => Scales[i]);
}
