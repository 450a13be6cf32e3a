using System.Numerics;

namespace Backtester.Core.Analysis;

/// <summary>
/// Goes through equity from one stretch under water to the next. Within a stretch the peak is fixed and E/peak − 1
/// never rises when E falls, rounding included, so the quotient at the lowest bar is the minimum over the bars:
/// one division a stretch gives the same bytes as one a bar.
/// </summary>
internal struct DrawdownWalk(double initial)
{
    private int _next;

    /// <summary>The last peak before the stretch.</summary>
    public double Peak { get; private set; } = initial;

    /// <summary>Last bar at the peak; -1 for the initial equity.</summary>
    public int PeakBar { get; private set; } = -1;

    /// <summary>Lowest equity of the stretch.</summary>
    public double Trough { get; private set; }

    /// <summary>First bar at or above the peak again; the number of bars where there is none.</summary>
    public int EndBar { get; private set; }

    /// <summary>False where the values ended under water.</summary>
    public bool Recovered { get; private set; }

    /// <summary>Trough/peak − 1.</summary>
    public readonly double Depth => (Trough / Peak) - 1;

    /// <summary>Finds the next stretch under water; false at the end.</summary>
    public bool Next(ReadOnlySpan<double> equity)
    {
        var (bar, peak) = (_next, Peak);
        while (bar < equity.Length && equity[bar] >= peak)
        {
            peak = equity[bar];
            bar++;
        }

        if (bar > _next)
        {
            (Peak, PeakBar) = (peak, bar - 1);
        }

        if (bar >= equity.Length)
        {
            return false;
        }

        (Trough, EndBar) = Fall(equity, bar, peak);
        (Recovered, _next) = (EndBar < equity.Length, EndBar);
        return true;
    }

    /// <summary>First bar at <see cref="Trough"/>.</summary>
    public readonly int TroughBar(ReadOnlySpan<double> equity) => PeakBar + 1 + equity[(PeakBar + 1)..EndBar].IndexOf(Trough);

    /// <summary>
    /// The lowest value from <paramref name="bar"/> until the peak is reached, and where it is. A minimum is exact, so
    /// the width of the vectors does not show in it; unknown values are passed over.
    /// </summary>
    private static (double Trough, int EndBar) Fall(ReadOnlySpan<double> equity, int bar, double peak)
    {
        var trough = equity[bar++];
        var (lanes, peaks) = (new Vector<double>(trough), new Vector<double>(peak));
        for (; bar + Vector<double>.Count <= equity.Length; bar += Vector<double>.Count)
        {
            var values = new Vector<double>(equity[bar..]);
            if (Vector.GreaterThanOrEqualAny(values, peaks))
            {
                break;
            }

            lanes = Vector.ConditionalSelect(Vector.LessThan(values, lanes), values, lanes);
        }

        for (var lane = 0; lane < Vector<double>.Count; lane++)
        {
            trough = lanes[lane] < trough ? lanes[lane] : trough;
        }

        for (; bar < equity.Length && !(equity[bar] >= peak); bar++)
        {
            trough = equity[bar] < trough ? equity[bar] : trough;
        }

        return (trough, bar);
    }
}
