using Backtester.Core.Optimization.Methods.GaussianProcesses;

namespace Backtester.Core.Recommendations.Forecasts;

/// <summary>
/// How the true advantages of alternatives over the settings in use are thought to go together before any candle is seen.
/// Where alternatives have a place (values of parameters), neighbours do alike, and what lies near the settings in use does
/// as these: the covariance of f(a) − f(current) for a smooth f. Where they have none (symbols, timeframes), each has an
/// own true mean around a common one.
/// </summary>
internal static class EdgeKernel
{
    /// <summary>Lengths over which neighbours do alike, in parts of an axis.</summary>
    private static readonly double[] Lengths = [0.3, 0.8];

    /// <summary>Each way in which alternatives may go together: lower triangles in units of a variance.</summary>
    /// <param name="points">Place of each alternative, coordinates from 0 to 1; null where they have none.</param>
    /// <param name="current">Place of the settings in use.</param>
    /// <param name="relative">Deviation of each alternative's daily difference, in parts of the median one.</param>
    public static IReadOnlyList<double[][]> Of(double[][]? points, double[]? current, double[] relative)
    {
        if (points is null || current is null)
        {
            return [Triangle(relative.Length, (j, k) => relative[j] * relative[k] * (j == k ? 1 : 0.5))];
        }

        return [.. Lengths.Select(length =>
        {
            var kernel = new MaternKernel([.. current.Select(_ => length)]);
            var near = points.Select(p => kernel.Of(p, current)).ToArray();
            return Triangle(points.Length, (j, k) => (j == k ? 1 : kernel.Of(points[j], points[k])) - near[j] - near[k] + 1);
        })];
    }

    private static double[][] Triangle(int count, Func<int, int, double> value)
    {
        var rows = new double[count][];
        for (var j = 0; j < count; j++)
        {
            rows[j] = new double[j + 1];
            for (var k = 0; k <= j; k++)
            {
                rows[j][k] = value(j, k);
            }
        }

        return rows;
    }
}
