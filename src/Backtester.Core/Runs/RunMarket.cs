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

    private RunMarket(ICandleCatalog catalog) => _catalog = catalog;

    /// <summary>The candles as stored, in the order of the spec's symbols.</summary>
    public required IReadOnlyList<CandleSeries> Recorded { get; init; }

    /// <summary>The candles that are walked: the same, with holes filled where the spec says so.</summary>
    public required IReadOnlyList<CandleSeries> Candles { get; init; }

    /// <summary>What strategies read: the candles that are walked and, with `warmup: auto`, earlier ones before them.</summary>
    public required IReadOnlyList<CandleSeries> Seen { get; init; }

    /// <summary>Finer candles of each symbol, which ambiguous bars are looked into with; empty where the spec does not ask for them.</summary>
    public required IReadOnlyList<CandleSeries> Finer { get; init; }

    /// <summary>Candles of other instruments that formulas name.</summary>
    public required IOtherCandles Others { get; init; }

    /// <summary>Reads the candles of a plan.</summary>
    public static RunMarket Load(RunPlan plan, ICandleCatalog catalog, CancellationToken cancellation = default)
    {
        var fills = plan.Spec.Data.Gaps == "fill";
        var read = plan.Series.Select(key => WarmUpCandles.Load(catalog, key, plan.Range, plan.Spec.WarmupCandles, cancellation)).ToList();
        var recorded = read.Select(s => s.Slice(plan.Range)).ToList();
        var candles = Filled(recorded);
        return new RunMarket(catalog)
        {
            Recorded = recorded,
            Candles = candles,
            Seen = plan.Spec.WarmupCandles == 0 ? candles : Filled(read),
            Finer = FinerCandles.Load(plan.Spec, plan.Series, catalog, plan.Range, cancellation),
            Others = new SpecStrategy.Others(plan.Spec, catalog, WarmUpCandles.RangeOfOthers(plan.Range, read)),
        };

        List<CandleSeries> Filled(List<CandleSeries> series) => fills ? [.. series.Select(GapFill.Fill)] : series;
    }

    /// <summary>What a strategy reads of a series that is walked, and the row in it of the first bar that is.</summary>
    public (CandleSeries Series, int Start) SeenOf(CandleSeries walked)
    {
        var seen = Seen.First(s => s.Key == walked.Key);
        return (seen, seen.LowerBound(walked.OpenTimeMs[0]));
    }

    /// <summary>The engine's input for a spec on these candles.</summary>
    public BacktestInput Input(RunSpec spec) => Input(spec, (part, series) => SpecStrategy.Of(part).Decide(series, part.StrategyParams, Others));

    /// <summary>The same with decisions that the caller makes, of each strategy on each of the series that it <see cref="Seen">sees</see>.</summary>
    public BacktestInput Input(RunSpec spec, Func<StrategySpec, CandleSeries, Decisions> decide)
    {
        return Complete(EngineSetup.Build(spec, Candles, DecideOnSeen, _catalog.Funding));

        Decisions DecideOnSeen(StrategySpec part, CandleSeries walked)
        {
            var (seen, start) = SeenOf(walked);
            return decide(part, seen).From(start);
        }
    }

    /// <summary>The engine's input for one set of a search, with its decisions as they are: on the one series that is walked.</summary>
    public BacktestInput InputOf(RunSpec spec, Decisions decisions) => Complete(EngineSetup.Build(spec, Candles, (_, _) => decisions, _catalog.Funding));

    private BacktestInput Complete(BacktestInput input) => input with { Symbols = [.. input.Symbols.Select(s => s with { Finer = FinerOf(s.Candles.Key), Delisted = IsDelisted(s.Candles) })] };

    private CandleSeries? FinerOf(SeriesKey key) => Finer.FirstOrDefault(f => f.Key.Symbol == key.Symbol);

    /// <summary>True where the last candle lies in the run and is the last that there will ever be.</summary>
    private bool IsDelisted(CandleSeries candles) =>
        _catalog.Find(candles.Key) is { Delisted: true } info && info.LastOpenMs == candles.OpenTimeMs[^1];
}
