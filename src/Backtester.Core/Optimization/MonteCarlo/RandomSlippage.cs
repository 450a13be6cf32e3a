using Backtester.Core.Analysis;
using Backtester.Core.Engine.Models;
using Backtester.Core.Market;
using Backtester.Core.Orders;

namespace Backtester.Core.Optimization.MonteCarlo;

/// <summary>
/// Another slippage model, and on top of it a random distance: exponentially distributed with a mean in basis points of the
/// price, for market orders and stops (a limit order waits at its price). Drawn from (stream, symbol) at the number of the
/// bar and the kind of order, so orders of one kind in one bar meet the same market.
/// </summary>
/// <param name="inner">The run's own model.</param>
/// <param name="meanBps">Mean of what is added, basis points.</param>
/// <param name="seed">Seed.</param>
/// <param name="path">Number of the run.</param>
internal sealed class RandomSlippage(ISlippageModel inner, double meanBps, long seed, long path) : ISlippageModel
{
    /// <inheritdoc/>
    public ISlippage For(CandleSeries candles, Instrument instrument) =>
        new Distances(inner.For(candles, instrument), meanBps / 10_000, DisturbanceStream.Of(seed, path, candles.Key.Symbol, DisturbanceKind.Slippage));

    private sealed class Distances(ISlippage inner, double mean, long stream) : ISlippage
    {
        public bool DependsOnSize => inner.DependsOnSize;

        public bool IsAlwaysKnown => inner.IsAlwaysKnown;

        public double Distance(in SlippageInput order)
        {
            var own = inner.Distance(order);
            if (order.Type == OrderType.Limit)
            {
                return own;
            }

            // One minus a number below 1 is above 0, so the logarithm is finite.
            var uniform = new CounterRandom(stream, (2L * order.Bar) + (order.Type == OrderType.Stop ? 1 : 0)).NextDouble();
            return own + (order.Price * (mean * -PortableMath.Log(1 - uniform)));
        }
    }
}
