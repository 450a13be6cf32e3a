using Backtester.Core.Market;
using Backtester.Core.Orders;

namespace Backtester.Core.Engine.Models;

/// <summary>
/// The square-root law of market impact: impact · volatility · √(size / volume), with size and volume of the bar in
/// which the order fills and the average true range of the last finished bar as its volatility (the form that Almgren
/// et al. 2005 and Tóth et al. 2011 fit to real orders, where the factor is near 1). Limit orders have no impact.
/// </summary>
/// <param name="Impact">The factor, ≥ 0.</param>
/// <param name="Length">Length of Wilder's average.</param>
public sealed record VolumeShareSlippage(double Impact, int Length) : ISlippageModel
{
    /// <inheritdoc/>
    public ISlippage For(CandleSeries candles, Instrument instrument) =>
        new OnCandles(Impact, AtrSlippage.Ranges(candles, Length), candles.Columns.Volume);

    private sealed class OnCandles(double impact, double[] ranges, ReadOnlyMemory<double> volume) : ISlippage
    {
        public bool DependsOnSize => true;

        public double Distance(in SlippageInput order)
        {
            if (order.Type == OrderType.Limit)
            {
                return 0;
            }

            // A bar without volume is taken as one that the order makes up whole; so is a bar that is smaller than the order.
            var share = order.Quantity == 0 ? 0 : Math.Min(1, order.Quantity / volume.Span[order.Bar]);
            return impact * ranges[order.KnownBar] * Math.Sqrt(share);
        }
    }
}
