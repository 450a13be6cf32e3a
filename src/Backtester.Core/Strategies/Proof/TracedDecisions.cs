using Backtester.Core.Formulas.Execution;
using Backtester.Core.Market;

namespace Backtester.Core.Strategies.Proof;

/// <summary>A strategy of which only its decisions and named lines are in sight.</summary>
/// <param name="name">Name in reports.</param>
/// <param name="decide">Decides on a series.</param>
public sealed class TracedDecisions(string name, Func<CandleSeries, IOtherCandles?, Decisions> decide) : ITracedStrategy
{
    /// <inheritdoc/>
    public string Name => name;

    /// <summary>Null: code declares no warm-up, so that what was measured is all that can be said.</summary>
    public ProgramWarmUp? WarmUp(Timeframe timeframe) => null;

    /// <inheritdoc/>
    public DecisionTrace Trace(CandleSeries candles, IOtherCandles? others) => DecisionTrace.Of(decide(candles, others), candles);
}
