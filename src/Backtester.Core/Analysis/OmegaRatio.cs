namespace Backtester.Core.Analysis;

/// <summary>Gains over losses at threshold 0.</summary>
public static class OmegaRatio
{
    /// <summary>Σmax(r,0)/Σmax(−r,0); NaN without a negative return, or where a return is unknown.</summary>
    public static double Of(ReadOnlySpan<double> returns)
    {
        var (gains, losses) = (0.0, 0.0);
        foreach (var value in returns)
        {
            if (value > 0)
            {
                gains += value;
            }
            else
            {
                losses -= value;
            }
        }

        return losses > 0 ? gains / losses : double.NaN;
    }
}
