using Backtester.Core.Market;

namespace Backtester.Core.Engine.Models.Spreads;

/// <summary>
/// Abdi and Ranaldo, "A simple estimation of bid-ask spreads from daily close, high, and low prices", Review of Financial
/// Studies 30 (2017), in its form over a stretch: with c the logarithm of a close and η the mean of the logarithms of high
/// and low, S = √max(0, 4 · mean((c₁ − η₁)(c₁ − η₂))) over pairs of neighbouring bars.
/// </summary>
public sealed record AbdiRanaldoSpread : ISpreadEstimator
{
    /// <inheritdoc/>
    public double[] Estimate(CandleSeries candles, int length)
    {
        var high = candles.High;
        var low = candles.Low;
        var close = candles.Close;
        var products = new double[candles.Count];
        var (closeBefore, middleBefore) = (double.NaN, double.NaN);
        for (var i = 0; i < products.Length; i++)
        {
            var middle = (PortableMath.Log(high[i]) + PortableMath.Log(low[i])) / 2;
            products[i] = (closeBefore - middleBefore) * (closeBefore - middle);
            (closeBefore, middleBefore) = (PortableMath.Log(close[i]), middle);
        }

        var spreads = PairMeans.Of(products, length);
        for (var i = 0; i < spreads.Length; i++)
        {
            // Math.Max keeps NaN.
            spreads[i] = Math.Sqrt(Math.Max(0, 4 * spreads[i]));
        }

        return spreads;
    }
}
