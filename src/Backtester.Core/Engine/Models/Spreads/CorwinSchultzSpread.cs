using Backtester.Core.Market;

namespace Backtester.Core.Engine.Models.Spreads;

/// <summary>
/// Corwin and Schultz, "A simple way to estimate bid-ask spreads from daily high and low prices", Journal of Finance 67
/// (2012). The range of two bars holds twice the variance of one, but the same spread, so that both can be told apart:
/// β = ln(H₁/L₁)² + ln(H₂/L₂)², γ = ln(max(H₁,H₂)/min(L₁,L₂))², α = (√(2β) − √β)/(3 − 2√2) − √(γ/(3 − 2√2)),
/// S = 2(e^α − 1)/(1 + e^α), negative estimates counted as 0, then the mean over pairs. A gap between the first close and
/// the second range is taken out of the second bar, as in the paper.
/// </summary>
public sealed record CorwinSchultzSpread : ISpreadEstimator
{
    private const double Sqrt2 = 1.4142135623730951;
    private const double K = 3 - (2 * Sqrt2);

    /// <inheritdoc/>
    public double[] Estimate(CandleSeries candles, int length)
    {
        var high = candles.High;
        var low = candles.Low;
        var close = candles.Close;
        var spreads = new double[candles.Count];
        for (var i = 1; i < spreads.Length; i++)
        {
            spreads[i] = OfPair(high[i - 1], low[i - 1], close[i - 1], high[i], low[i]);
        }

        return PairMeans.Of(spreads, length);
    }

    /// <summary>The estimate of two neighbouring bars, ≥ 0.</summary>
    public static double OfPair(double high1, double low1, double close1, double high2, double low2)
    {
        var gap = close1 < low2 ? low2 - close1 : close1 > high2 ? high2 - close1 : 0;
        (high2, low2) = (high2 - gap, low2 - gap);
        var (range1, range2) = (PortableMath.Log(high1 / low1), PortableMath.Log(high2 / low2));
        var both = PortableMath.Log(Math.Max(high1, high2) / Math.Min(low1, low2));
        var beta = (range1 * range1) + (range2 * range2);
        var alpha = ((Math.Sqrt(2 * beta) - Math.Sqrt(beta)) / K) - Math.Sqrt(both * both / K);
        var growth = PortableMath.Exp(alpha);
        return Math.Max(0, 2 * (growth - 1) / (1 + growth));
    }
}
