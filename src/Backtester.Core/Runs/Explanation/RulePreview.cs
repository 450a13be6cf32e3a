using System.Text.Json.Nodes;
using Backtester.Core.Market;
using Backtester.Core.Runs.Reading;
using Backtester.Core.Strategies;
using Backtester.Core.Strategies.Definitions;

namespace Backtester.Core.Runs.Explanation;

/// <summary>Where the rules of a definition fire on the last candles of a series, without account, orders or costs.</summary>
/// <param name="Candles">The candles that are shown.</param>
/// <param name="Signals">What the rules say at the close of each of them.</param>
/// <param name="WarmUp">Bars that the rules need before they can say anything; that many earlier candles were read where they are stored.</param>
public sealed record RulePreview(CandleSeries Candles, ReadOnlyMemory<Signals> Signals, int WarmUp)
{
    /// <summary>Most bars that are shown.</summary>
    public const int MostBars = 2_000;

    /// <summary>Most earlier bars that are read so that averages are warm.</summary>
    private const int MostWarmUp = 50_000;

    /// <summary>Decides with the defaults of the parameters.</summary>
    /// <param name="definition">The rules.</param>
    /// <param name="key">The series.</param>
    /// <param name="catalog">Where the candles are.</param>
    /// <param name="bars">How many of the last candles, 1 to <see cref="MostBars"/>.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <exception cref="SpecException">There are no such candles, or the rules do not fit their timeframe.</exception>
    public static RulePreview Of(StrategyDefinition definition, SeriesKey key, ICandleCatalog catalog, int bars, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(key);
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentOutOfRangeException.ThrowIfLessThan(bars, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bars, MostBars);
        var info = catalog.Find(key) ?? throw new SpecException([new("symbols", "no candles are stored", key.ToString(), "a stored series")]);
        var strategy = new DefinedStrategy(definition);
        if (strategy.Check(strategy.Defaults, key.Timeframe) is [var problem, ..])
        {
            throw new SpecException([new(problem.Path, problem.Message, problem.Got, problem.Allowed, problem.Suggestion)]);
        }

        var warmUp = strategy.Traced(strategy.Defaults, key.Timeframe).WarmUp(key.Timeframe)?.Bars ?? 0;
        var start = info.LastOpenMs - ((bars + Math.Min(warmUp, MostWarmUp) - 1L) * key.Timeframe.Milliseconds);
        var plan = RunPlanner.Plan(SpecOf(definition, key, Math.Max(start, info.FirstOpenMs)), SpecFormat.Json, catalog, cancellation);
        var market = RunMarket.Load(plan, catalog, cancellation);
        var candles = market.Candles[0];
        var decisions = strategy.Decide(candles, plan.Spec.StrategyParams, market.Others);
        var shown = Math.Min(bars, candles.Count);
        return new RulePreview(candles.SliceRows(candles.Count - shown, shown), decisions.Signals.From(candles.Count - shown).ToArray(), warmUp);
    }

    /// <summary>Bars on which a signal is given.</summary>
    public int Count(Signals signal)
    {
        var count = 0;
        foreach (var bar in Signals.Span)
        {
            count += (bar & signal) == signal ? 1 : 0;
        }

        return count;
    }

    private static string SpecOf(StrategyDefinition definition, SeriesKey key, long startMs) => new JsonObject
    {
        ["exchange"] = key.Exchange,
        ["symbols"] = new JsonArray(key.Symbol),
        ["timeframe"] = key.Timeframe.Name,
        ["start_date"] = IsoTime.Format(startMs),
        ["strategy"] = JsonNode.Parse(DefinitionWriter.ToJson(definition)),
    }.ToJsonString();
}
