using Backtester.Core.Formulas.Compilation;
using Backtester.Core.Formulas.Execution;
using Backtester.Core.Market;
using Backtester.Core.Strategies;

namespace Backtester.Core.Runs;

/// <summary>The strategy of a spec and the other instruments that it reads.</summary>
internal static class SpecStrategy
{
    /// <summary>The strategy: the spec's own definition, or that of the catalogue.</summary>
    public static CatalogStrategy Of(RunSpec spec) => spec.Definition is { } definition
        ? new CatalogStrategy(definition)
        : StrategyCatalog.Find(spec.Strategy) ?? throw new InvalidOperationException($"strategy: '{spec.Strategy}' is not in the catalogue");

    /// <summary>The series of an instrument that a formula names, at the run's timeframe.</summary>
    public static SeriesKey KeyOf(SymbolInput symbol, RunSpec spec) =>
        new(symbol.Exchange ?? spec.Exchange, SymbolName.Normalize(symbol.Symbol), spec.Timeframe);

    /// <summary>Candles of other instruments, read from the catalogue inside the run's range.</summary>
    public sealed class Others(RunSpec spec, ICandleCatalog catalog, TimeRange range) : IOtherCandles
    {
        /// <inheritdoc/>
        public CandleSeries Load(SymbolInput symbol, Timeframe timeframe) => catalog.Load(KeyOf(symbol, spec), range);
    }
}
