using Backtester.Core.Indicators;
using Backtester.Core.Indicators.Volatility;
using Backtester.Core.Market;

namespace Backtester.Core.Engine.Models;

/// <summary>A fraction of the average true range at the last finished bar, by order type.</summary>
/// <param name="Fractions">Fractions of the range, ≥ 0.</param>
/// <param name="Length">Length of Wilder's average.</param>
public sealed record AtrSlippage(ByOrderType Fractions, int Length) : ISlippageModel
{
    /// <inheritdoc/>
    public ISlippage For(CandleSeries candles, Instrument instrument) => new OnCandles(Fractions, Ranges(candles, Length));

    /// <summary>The average true range of each bar; NaN until it is warm.</summary>
    internal static double[] Ranges(CandleSeries candles, int length)
    {
        var ranges = new double[candles.Count];
        new AverageTrueRange(length).Update(new IndicatorTile { High = candles.High, Low = candles.Low, Close = candles.Close, Output = ranges });
        return ranges;
    }

    private sealed class OnCandles(ByOrderType fractions, double[] ranges) : ISlippage
    {
        public double Distance(in SlippageInput order)
        {
            var fraction = fractions.Of(order.Type);
            return fraction == 0 ? 0 : fraction * ranges[order.KnownBar];
        }
    }
}
