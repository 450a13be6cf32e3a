using Backtester.Core.Formulas.Compilation;
using Backtester.Core.Market;

namespace Backtester.Core.Formulas.Execution;

/// <summary>Where a program finds the candles of other instruments that its <c>symbol</c> blocks read.</summary>
public interface IOtherCandles
{
    /// <summary>
    /// The candles of an instrument at the run's timeframe. Those before the run's first bar may be there or not; a bar
    /// sees only candles that ended no later than itself.
    /// </summary>
    CandleSeries Load(SymbolInput symbol, Timeframe timeframe);
}
