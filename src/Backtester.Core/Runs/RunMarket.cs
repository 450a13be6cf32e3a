using Backtester.Core.Engine;
using Backtester.Core.Formulas.Execution;
using Backtester.Core.Market;
using Backtester.Core.Market.Quality;
using Backtester.Core.Strategies;

namespace Backtester.Core.Runs;

/// <summary>What a plan runs on: its candles as recorded and as walked, those of other instruments, funding, delistings.</summary>
internal sealed class RunMarket
{
    private readonly ICandleCatalog _catalog;

    private RunMarket(ICandleCatalog catalog, IReadOnlyList<CandleSeries> recorded, IReadOnlyList<CandleSeries> candles, IOtherCandles others) =>
        (_catalog, Recorded, Candles, Others) = (catalog, recorded, candles, others);

    /// <summary>The candles as stored, in the order of the spec's symbols.</summary>
    public IReadOnlyList<CandleSeries> Recorded { get; }

    /// <summary>The candles that are walked: the same, with holes filled where the spec says so.</summary>
    public IReadOnlyList<CandleSeries> Candles { get; }

    /// <summary>Candles of other instruments that formulas name.</summary>
    public IOtherCandles Others { get; }

    /// <summary>Reads the candles of a plan.</summary>
    public static RunMarket Load(RunPlan plan, ICandleCatalog catalog, CancellationToken cancellation = default)
    {
        var recorded = plan.Series.Select(key => catalog.Load(key, plan.Range, cancellation)).ToList();
        var candles = plan.Spec.Data.Gaps == "fill" ? [.. recorded.Select(GapFill.Fill)] : recorded;
        return new RunMarket(catalog, recorded, candles, new SpecStrategy.Others(plan.Spec, catalog, plan.Range));
    }

    /// <summary>The engine's input for a spec on these candles.</summary>
    public BacktestInput Input(RunSpec spec) => WithDelistings(EngineSetup.Build(spec, Candles, Others, _catalog.Funding));

    /// <summary>The same with decisions that the caller makes, of each strategy on each of its series.</summary>
    public BacktestInput Input(RunSpec spec, Func<StrategySpec, CandleSeries, Decisions> decide) => WithDelistings(EngineSetup.Build(spec, Candles, decide, _catalog.Funding));

    /// <summary>Marks the symbols whose last candle lies in the run and is the last that there will ever be.</summary>
    private BacktestInput WithDelistings(BacktestInput input)
    {
        var symbols = input.Symbols
            .Select(s => _catalog.Find(s.Candles.Key) is { Delisted: true } info && info.LastOpenMs == s.Candles.OpenTimeMs[^1] ? s with { Delisted = true } : s)
            .ToList();
        return symbols.Any(s => s.Delisted) ? input with { Symbols = symbols } : input;
    }
}
