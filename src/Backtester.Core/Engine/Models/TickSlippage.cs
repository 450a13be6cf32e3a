using Backtester.Core.Market;

namespace Backtester.Core.Engine.Models;

/// <summary>A number of the instrument's price steps, by order type.</summary>
/// <param name="Ticks">Price steps, ≥ 0.</param>
public sealed record TickSlippage(ByOrderType Ticks) : ISlippageModel
{
    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The instrument has no price step.</exception>
    public ISlippage For(CandleSeries candles, Instrument instrument) => instrument.TickSize > 0
        ? new OnInstrument(Ticks, instrument.TickSize)
        : throw new ArgumentException($"tick_size: {instrument.Symbol} has none, so slippage cannot be counted in ticks", nameof(instrument));

    private sealed class OnInstrument(ByOrderType ticks, double tickSize) : ISlippage
    {
        public double Distance(in SlippageInput order) => ticks.Of(order.Type) * tickSize;
    }
}
