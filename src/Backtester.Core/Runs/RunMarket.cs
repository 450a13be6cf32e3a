using Backtester.Core.Engine;
using Backtester.Core.Formulas.Execution;
using Backtester.Core.Market;
using Backtester.Core.Market.Quality;
using Backtester.Core.Strategies;

namespace Backtester.Core.Runs;

/// <summary>What a plan runs on: its candles as recorded and as walked, finer ones, those of other instruments, funding, delistings.</summary>
internal sealed class RunMarket
{
    private readonly ICandleCatalog _catalog;

    private RunMarket(ICandleCatalog catalog, IReadOnlyList<CandleSeries> recorded, IReadOnlyList<CandleSeries> candles, IReadOnlyList<CandleSeries> finer, IOtherCandles others) =>
        (_catalog, Recorded, Candles, Finer, Others) = (catalog, recorded, candles, finer, others);

    /// <summary>The candles as stored, in the order of the spec's symbols.</summary>
    public IReadOnlyList<CandleSeries> Recorded { get; }

    /// <summary>The candles that are walked: the same, with holes filled where the spec says so.</summary>
    public IReadOnlyList<CandleSeries> Candles { get; }

    /// <summary>Finer candles of each symbol, which ambiguous bars are looked into with; empty where the spec does not ask for them.</summary>
    public IReadOnlyList<CandleSeries> Finer { get; }

    /// <summary>Candles of other instruments that formulas name.</summary>
    public IOtherCandles Others { get; }

    /// <summary>Reads the candles of a plan.</summary>
    public static RunMarket Load(RunPlan plan, ICandleCatalog catalog, CancellationToken cancellation = default)
    {
        var recorded = plan.Series.Select(key => catalog.Load(key, plan.Range, cancellation)).ToList();
        var candles = plan.Spec.Data.Gaps == "fill" ? [.. recorded.Select(GapFill.Fill)] : recorded;
        var finer = FinerCandles.Load(plan.Spec, plan.Series, catalog, plan.Range, cancellation);
        return new RunMarket(catalog, recorded, candles, finer, new SpecStrategy.Others(plan.Spec, catalog, plan.Range));
    }

    /// <summary>The engine's input for a spec on these candles.</summary>
    public BacktestInput Input(RunSpec spec) => Complete(EngineSetup.Build(spec, Candles, Others, _catalog.Funding));

    /// <summary>The same with decisions that the caller makes, of each strategy on each of its series.</summary>
    public BacktestInput Input(RunSpec spec, Func<StrategySpec, CandleSeries, Decisions> decide) => Complete(EngineSetup.Build(spec, Candles, decide, _catalog.Funding));

    private BacktestInput Complete(BacktestInput input) => input with { Symbols = [.. input.Symbols.Select(s => s with { Finer = FinerOf(s.Candles.Key), Delisted = IsDelisted(s.Candles) })] };

    private CandleSeries? FinerOf(SeriesKey key) => Finer.FirstOrDefault(f => f.Key.Symbol == key.Symbol);

    /// <summary>True where the last candle lies in the run and is the last that there will ever be.</summary>
    private bool IsDelisted(CandleSeries candles) =>
        _catalog.Find(candles.Key) is { Delisted: true } info && info.LastOpenMs == candles.OpenTimeMs[^1];
}
