using Backtester.Core.Formulas.Compilation;
using Backtester.Core.Formulas.Execution;
using Backtester.Core.Market;
using Backtester.Core.Strategies;

namespace Backtester.Core.Runs;

/// <summary>The strategies of a spec and the other instruments that it reads.</summary>
internal static class SpecStrategy
{
    /// <summary>The strategies of a spec: those that it lists, or its one over all symbols with the whole capital.</summary>
    public static IReadOnlyList<StrategySpec> Parts(RunSpec spec) => spec.Strategies.Count > 0
        ? spec.Strategies
        :
        [
            new StrategySpec
            {
                Name = spec.Strategy,
                Strategy = spec.Strategy,
                Definition = spec.Definition,
                Code = spec.Code,
                StrategyParams = spec.StrategyParams,
                Symbols = spec.Symbols,
                Weight = 1,
            },
        ];

    /// <summary>The same, and the strategy that the run is compared with.</summary>
    public static IEnumerable<StrategySpec> PartsAndBenchmark(RunSpec spec) => spec.Benchmark.Strategy is { } benchmark ? Parts(spec).Append(benchmark) : Parts(spec);

    /// <summary>The strategy: the spec's own definition, its C# class, or that of the catalogue.</summary>
    public static CatalogStrategy Of(StrategySpec spec) => spec.Definition is { } definition
        ? new DefinedStrategy(definition)
        : spec.Code ?? StrategyCatalog.Find(spec.Strategy) ?? throw new InvalidOperationException($"strategy: '{spec.Strategy}' is not in the catalogue");

    /// <summary>The first strategy of a spec, which is its only one unless it lists several.</summary>
    public static CatalogStrategy Of(RunSpec spec) => Of(Parts(spec)[0]);

    /// <summary>Other instruments that the strategies of a spec read, each once.</summary>
    public static IReadOnlyList<SeriesKey> OtherSeries(RunSpec spec) =>
        [.. PartsAndBenchmark(spec).SelectMany(p => Of(p).OtherSymbols(p.StrategyParams, spec.Timeframe)).Select(s => KeyOf(s, spec)).Distinct()];

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
