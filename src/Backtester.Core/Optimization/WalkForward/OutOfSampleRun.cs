using Backtester.Core.Engine;
using Backtester.Core.Market;
using Backtester.Core.Runs;

namespace Backtester.Core.Optimization.WalkForward;

/// <summary>
/// Runs a window's best set on its out-of-sample stretch. Indicators are warmed up from the candles before the stretch,
/// which were known when it began; the account starts flat, and what is open at the last close is closed there under every
/// preset.
/// </summary>
internal static class OutOfSampleRun
{
    /// <summary>Runs to the end of the stretch.</summary>
    /// <param name="search">The search that the set is of.</param>
    /// <param name="parameters">The set.</param>
    /// <param name="range">The stretch.</param>
    /// <param name="capital">Equity before its first bar, above 0.</param>
    /// <param name="catalog">Where the candles are.</param>
    /// <param name="cancellation">Ends the run.</param>
    public static BacktestOutcome Run(
        SearchPlan search, IReadOnlyDictionary<string, double> parameters, TimeRange range, double capital, ICandleCatalog catalog, CancellationToken cancellation)
    {
        var spec = search.SpecOf(parameters) with { InitialCapital = capital, StartMs = range.StartMs, EndMs = range.EndMs, Warmup = "auto" };
        spec = spec with { WarmupCandles = Math.Max(search.Base.Spec.WarmupCandles, WarmUpCandles.Needed(spec)) };
        var input = RunMarket.Load(search.Base with { Spec = spec, Range = range }, catalog, cancellation).Input(spec);
        var closed = input.Conventions.EndOfData == EndOfData.LeaveOpen
            ? input with { Conventions = input.Conventions with { EndOfData = EndOfData.CloseAtLastClose } }
            : input;
        return Backtest.Run(closed, progress: null, cancellation);
    }
}
