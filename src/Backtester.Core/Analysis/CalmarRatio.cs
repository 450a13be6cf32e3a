namespace Backtester.Core.Analysis;

/// <summary>Annual growth over the deepest drawdown.</summary>
public static class CalmarRatio
{
    /// <summary>CAGR/|max drawdown|; NaN without drawdown or where the growth is unknown.</summary>
    public static double Of(double cagr, double maxDrawdown) => maxDrawdown < 0 ? cagr / -maxDrawdown : double.NaN;
}
