using Backtester.Core.Analysis;
using Backtester.Core.Engine;
using Backtester.Core.Market;
using Backtester.Core.Portfolio;
using Backtester.Core.Runs.Reading;

namespace Backtester.Core.Runs;

/// <summary>What a run is compared with.</summary>
/// <param name="Name">How people call it.</param>
/// <param name="GrowthAt">
/// What one unit of capital is worth at the close of the last bar that opened at or before a time (Unix ms); NaN where the
/// candles are gone.
/// </param>
public sealed record Benchmark(string Name, Func<long, double> GrowthAt)
{
    /// <summary>The name of the default.</summary>
    public const string BuyAndHoldName = "Buy and hold";

    /// <summary>The benchmark of a plan; a strategy is run for it.</summary>
    /// <param name="plan">The run.</param>
    /// <param name="catalog">Where the candles are.</param>
    /// <param name="series">Candles of the run's symbols, cut to its range; those of a symbol may be missing by now.</param>
    /// <param name="cancellation">Ends the reading or the run.</param>
    public static Benchmark Of(RunPlan plan, ICandleCatalog catalog, IReadOnlyList<CandleSeries> series, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(catalog);
        if (KeyOf(plan.Spec) is { } key)
        {
            IReadOnlyList<CandleSeries> held = catalog.Find(key) is null ? [] : [catalog.Load(key, plan.Range, cancellation)];
            return new Benchmark($"{key.Symbol} held", new BuyAndHold(held).GrowthAt);
        }

        return plan.Spec.Benchmark.Strategy is { } strategy
            ? new Benchmark($"Strategy {strategy.Name}", GrowthOf(plan, strategy, catalog, cancellation))
            : new Benchmark(BuyAndHoldName, new BuyAndHold(series).GrowthAt);
    }

    /// <summary>Simple daily returns over the days of a run; empty where the candles are gone.</summary>
    /// <param name="dayMs">Start of each UTC day, rising.</param>
    public double[] DailyReturns(ReadOnlySpan<long> dayMs) => BuyAndHold.DailyReturns(GrowthAt, dayMs);

    /// <summary>The series that is held; null where the benchmark is none.</summary>
    internal static SeriesKey? KeyOf(RunSpec spec) =>
        spec.Benchmark.Symbol is { } symbol ? new SeriesKey(spec.Benchmark.Exchange ?? spec.Exchange, symbol, spec.Timeframe) : null;

    /// <summary>Candles that only the benchmark reads.</summary>
    /// <exception cref="SpecException">There are none in the range.</exception>
    internal static IReadOnlyList<CandleSeries> Load(RunSpec spec, ICandleCatalog catalog, TimeRange range, CancellationToken cancellation)
    {
        if (KeyOf(spec) is not { } key)
        {
            return [];
        }

        var candles = catalog.Find(key) is null ? null : catalog.Load(key, range, cancellation);
        if (candles is { Count: > 0 })
        {
            return [candles];
        }

        var stored = string.Join(", ", catalog.List().Select(s => $"{s.Key.Exchange} {s.Key.Symbol}").Distinct());
        var message = candles is null ? $"has no candles of {spec.Timeframe} on {key.Exchange}" : $"has no candles from {IsoTime.Format(range.StartMs)} to {IsoTime.Format(range.EndMs)}";
        throw new SpecException([new SpecProblem("benchmark", message, $"\"{key.Symbol}\"", $"buy_and_hold, a strategy, or one of: {stored}")]);
    }

    private static Func<long, double> GrowthOf(RunPlan plan, StrategySpec strategy, ICandleCatalog catalog, CancellationToken cancellation)
    {
        if (plan.Series.Concat(SpecStrategy.OtherSeries(plan.Spec)).Any(key => catalog.Find(key) is null))
        {
            return _ => double.NaN;
        }

        var curve = Backtest.Run(RunMarket.Load(plan, catalog, cancellation).Input(AsRun(plan.Spec, strategy)), progress: null, cancellation).Curve;
        return timeMs => GrowthAt(curve, timeMs);

        static double GrowthAt(EquityCurve curve, long timeMs)
        {
            var next = Array.BinarySearch(curve.TimeMs, timeMs);
            next = next < 0 ? ~next : next + 1;
            return next == 0 ? 1 : curve.Equity[next - 1] / curve.InitialEquity;
        }
    }

    /// <summary>The run with the benchmark's strategy in place of its own.</summary>
    private static RunSpec AsRun(RunSpec spec, StrategySpec strategy) => spec with
    {
        Strategy = strategy.Strategy,
        Definition = strategy.Definition,
        Code = strategy.Code,
        StrategyParams = strategy.StrategyParams,
        Strategies = [],
    };
}
