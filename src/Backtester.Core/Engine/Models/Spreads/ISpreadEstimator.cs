using Backtester.Core.Market;

namespace Backtester.Core.Engine.Models.Spreads;

/// <summary>Estimates the bid-ask spread from candles alone.</summary>
public interface ISpreadEstimator
{
    /// <summary>
    /// The spread as a fraction of the price, for each bar from that bar and earlier ones, ≥ 0; NaN until there are
    /// <paramref name="length"/> pairs of neighbouring bars.
    /// </summary>
    /// <param name="candles">The candles.</param>
    /// <param name="length">Pairs of bars whose mean is taken, at least 1.</param>
    double[] Estimate(CandleSeries candles, int length);
}
