using Backtester.Core.Engine.Models.Spreads;
using Backtester.Core.Market;
using Backtester.Core.Orders;

namespace Backtester.Core.Engine.Models;

/// <summary>
/// A share of the bid-ask spread, estimated from candles up to the last finished one: half of it is what an order that
/// crosses the spread pays against the middle. Limit orders pay nothing.
/// </summary>
/// <param name="Estimator">How the spread is estimated.</param>
/// <param name="Length">Pairs of bars in an estimate.</param>
/// <param name="Share">Share of the spread, 0.5 for half of it.</param>
public sealed record SpreadSlippage(ISpreadEstimator Estimator, int Length, double Share) : ISlippageModel
{
    /// <inheritdoc/>
    public ISlippage For(CandleSeries candles, Instrument instrument) => new OnCandles(Share, Estimator.Estimate(candles, Length));

    private sealed class OnCandles(double share, double[] spreads) : ISlippage
    {
        public double Distance(in SlippageInput order) => order.Type == OrderType.Limit ? 0 : order.Price * share * spreads[order.KnownBar];
    }
}
