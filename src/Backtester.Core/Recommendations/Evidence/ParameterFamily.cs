using System.Text.Json.Nodes;
using Backtester.Core.Market;
using Backtester.Core.Optimization;
using Backtester.Core.Optimization.Space;
using Backtester.Core.Recommendations.Forecasts;
using Backtester.Core.Runs;
using Backtester.Core.Strategies;

namespace Backtester.Core.Recommendations.Evidence;

/// <summary>Other parameters of the strategy: a grid around the settings in use, swept over the days of the evidence.</summary>
internal static class ParameterFamily
{
    /// <summary>Simulates them; null where the strategy has none to vary, or no set trades enough.</summary>
    /// <param name="spec">The settings in use, complete.</param>
    /// <param name="range">The days of the evidence.</param>
    /// <param name="request">Ranges and limits.</param>
    /// <param name="catalog">Where the candles are.</param>
    /// <param name="strategies">Where the strategy is found.</param>
    /// <param name="workers">Threads; no number depends on it.</param>
    /// <param name="cancellation">Ends the sweep.</param>
    public static ComparedFamily? Read(
        JsonObject spec, TimeRange range, RecommendationRequest request, ICandleCatalog catalog, IStrategyLibrary strategies, int workers, CancellationToken cancellation)
    {
        if (spec["strategies"] is not null || AxesOf(spec, request, strategies) is not { Count: > 0 } axes)
        {
            return null;
        }

        var document = SettingReturns.Dated(spec, range);
        var parameters = (JsonObject)document["strategy_params"]!;
        foreach (var axis in axes)
        {
            parameters.Remove(axis.Name);
        }

        document["parameter_ranges"] = new JsonObject(axes.Select(a => KeyValuePair.Create<string, JsonNode?>(a.Name, new JsonArray([.. a.Values.Select(v => JsonValue.Create(v))]))));
        var plan = SearchPlanner.Plan(document.ToJsonString(), SpecFormat.Json, catalog, strategies, cancellation);
        var evaluator = new TrialEvaluator(plan, catalog, cancellation);
        var points = Enumerable.Range(0, (int)plan.Space.Total).Select(number => plan.Space.PointAt(number)).ToList();
        var inUse = plan.Space.Axes.ToDictionary(a => a.Name, a => (double)spec["strategy_params"]![a.Name]!);
        var trials = evaluator.Evaluate(points, 0, workers, cancellation)
            .Where(t => t.IsMeasured && t.Metrics!["total_trades"] >= request.Settings.MinimumTrades && inUse.Any(p => t.Parameters[p.Key] != p.Value)).ToList();
        var grid = new ParameterGrid(plan.Space.Axes, [.. trials.Select(t => t.Point)]);
        return trials.Count == 0 ? null : new ComparedFamily(RecommendationType.Parameters, [.. trials.Select(t => Candidate(spec, t, inUse, range, evaluator.DaysMs))])
        {
            Grid = grid,
            Points = [.. trials.Select(t => grid.PlaceOf(t.Point))],
            Place = grid.PlaceOf(inUse),
        };
    }

    private static Candidate Candidate(JsonObject spec, Trial trial, Dictionary<string, double> inUse, TimeRange range, long[] days)
    {
        var changed = inUse.Where(p => trial.Parameters[p.Key] != p.Value).OrderBy(p => p.Key, StringComparer.Ordinal).ToList();
        return new Candidate(
            SettingsDocument.WithParameters(spec, changed.Select(p => KeyValuePair.Create(p.Key, trial.Parameters[p.Key]))),
            new JsonObject(changed.Select(p => KeyValuePair.Create<string, JsonNode?>(p.Key, p.Value))),
            new JsonObject(changed.Select(p => KeyValuePair.Create<string, JsonNode?>(p.Key, trial.Parameters[p.Key]))),
            SettingReturns.OnDays(range, days, trial.DailyReturns!).Returns,
            (int)trial.Metrics!["total_trades"],
            trial.Metrics!["win_rate"]);
    }

    /// <summary>The axes asked for, else those around the strategy's defaults, values rising; thinned until their product is allowed.</summary>
    private static List<ParameterAxis> AxesOf(JsonObject spec, RecommendationRequest request, IStrategyLibrary strategies)
    {
        var known = (spec["strategy_params"] as JsonObject ?? []).Select(p => p.Key).ToHashSet();
        var asked = request.Ranges.Count > 0 ? request.Ranges : SuggestedRanges.Of(strategies.Find((string?)spec["strategy"] ?? "", [])?.Info.Parameters ?? []);
        var axes = asked.Where(a => known.Contains(a.Name) && a.Values.Count > 1).Select(a => a with { Values = [.. a.Values.Order()] }).ToList();
        while (axes.Aggregate(1L, (product, axis) => product * axis.Values.Count) > request.Settings.MostSets)
        {
            var longest = axes.MaxBy(a => a.Values.Count)!;
            axes[axes.IndexOf(longest)] = longest with { Values = Thinned(longest.Values) };
        }

        return axes;
    }

    /// <summary>Every second value, and the last.</summary>
    private static List<double> Thinned(IReadOnlyList<double> values) =>
        [.. values.Where((_, i) => i % 2 == 0 || (i == values.Count - 1 && values.Count > 2))];
}
