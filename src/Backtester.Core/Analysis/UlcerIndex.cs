namespace Backtester.Core.Analysis;

/// <summary>Depth and length of drawdowns in one number (Martin 1987).</summary>
public static class UlcerIndex
{
    /// <summary>√mean(dd²) over the n day ends, the peak starting at the initial equity, which is itself no term; a fraction. NaN for no days.</summary>
    /// <param name="dayEnds">Equity at day ends.</param>
    /// <param name="initial">Equity before the first day.</param>
    public static double Of(ReadOnlySpan<double> dayEnds, double initial)
    {
        var (peak, squares) = (initial, 0.0);
        foreach (var equity in dayEnds)
        {
            peak = Math.Max(peak, equity);
            var drawdown = (equity / peak) - 1;
            squares += drawdown * drawdown;
        }

        return Math.Sqrt(squares / dayEnds.Length);
    }
}
