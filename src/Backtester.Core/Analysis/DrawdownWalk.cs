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

    /// <summary>Its first bar.</summary>
    public int TroughBar { get; private set; }

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

        var (trough, troughBar) = (equity[bar], bar);
        for (bar++; bar < equity.Length && !(equity[bar] >= peak); bar++)
        {
            if (equity[bar] < trough)
            {
                (trough, troughBar) = (equity[bar], bar);
            }
        }

        (Trough, TroughBar, EndBar, Recovered, _next) = (trough, troughBar, bar, bar < equity.Length, bar);
        return true;
    }
}
