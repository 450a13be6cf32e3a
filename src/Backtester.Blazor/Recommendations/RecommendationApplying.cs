using System.Text.Json.Nodes;
using Backtester.Blazor.Downloads;
using Backtester.Blazor.Optimizations;
using Backtester.Core.Market;
using Backtester.Core.Optimization;
using Backtester.Core.Recommendations;
using Backtester.Core.Runs;
using Backtester.Core.Strategies;
using Backtester.Data.Exchanges;
using Backtester.Persistence.Jobs;
using Backtester.Persistence.Recommendations;

namespace Backtester.Blazor.Recommendations;

/// <summary>
/// Does what an accepted recommendation advises. Any number of times and by anybody: what is made and the mark that it is
/// made are one transaction.
/// </summary>
internal sealed class RecommendationApplying(
    RecommendationStore store, RecommendationDecisions decisions, ICandleCatalog candles, IStrategyLibrary strategies)
{
    /// <summary>Applies all that were accepted and not applied, as after a kill in between.</summary>
    public async Task<IReadOnlyList<Decision>> ApplyLeftAsync(CancellationToken cancellation = default)
    {
        var applied = new List<Decision>();
        foreach (var row in await store.AcceptedAsync(cancellation))
        {
            applied.Add(await ApplyAsync(row, cancellation));
        }

        return applied;
    }

    /// <summary>Applies one that is ACCEPTED.</summary>
    public async Task<Decision> ApplyAsync(StrategyRecommendation row, CancellationToken cancellation = default)
    {
        switch (RecommendationMapping.TypeOf(row))
        {
            case RecommendationType.Reoptimize:
                return await SearchAsync(row, cancellation);
            case RecommendationType.RepairData:
                return await RepairAsync(row, cancellation);
            case RecommendationType.LeaveAsItIs:
                return await decisions.ApplyNothingAsync(row.Id, "nothing was to be changed", cancellation);
            default:
                return await decisions.ApplySettingsAsync(row.Id, cancellation);
        }
    }

    private async Task<Decision> SearchAsync(StrategyRecommendation row, CancellationToken cancellation)
    {
        try
        {
            var text = SearchSpecOf(row);
            var plan = await Task.Run(() => SearchPlanner.Plan(text, SpecFormat.Json, candles, strategies, cancellation), cancellation);
            return await decisions.ApplySearchAsync(row.Id, plan, new NewJob(OptimizationJob.Kind), cancellation);
        }
        catch (SpecException error)
        {
            return await decisions.ApplyNothingAsync(row.Id, $"no search could be started: {string.Join("; ", error.Problems)}", cancellation);
        }
    }

    /// <summary>The settings with ranges in place of values: those of the evidence, else around the strategy's defaults.</summary>
    private string SearchSpecOf(StrategyRecommendation row)
    {
        var spec = SettingsText.Parse(row.CurrentSpec);
        var ranges = SettingsText.Parse(row.EvidenceJson)["ranges"] is JsonObject { Count: > 0 } known
            ? (JsonObject)known.DeepClone()
            : new JsonObject(SuggestedRanges
                .Of(strategies.Find(SettingsText.StrategyOf(spec), [])?.Info.Parameters ?? [])
                .Select(a => KeyValuePair.Create<string, JsonNode?>(a.Name, new JsonArray([.. a.Values.Select(v => JsonValue.Create(v))]))));
        foreach (var (name, _) in ranges)
        {
            (spec["strategy_params"] as JsonObject)?.Remove(name);
        }

        spec["parameter_ranges"] = ranges;
        return spec.ToJsonString();
    }

    /// <summary>Fetches the series that the evidence names, from the earliest candle that is missing.</summary>
    private async Task<Decision> RepairAsync(StrategyRecommendation row, CancellationToken cancellation)
    {
        var series = (SettingsText.Parse(row.EvidenceJson)["series"] as JsonArray ?? []).OfType<JsonObject>().ToList();
        var exchange = series.Select(s => (string?)s["exchange"]).FirstOrDefault() ?? "";
        var symbols = series.Select(s => (string?)s["symbol"] ?? "").Distinct().ToList();
        var timeframes = series.Select(s => (string?)s["timeframe"] ?? "").Distinct().ToList();
        var from = series.Select(s => (string?)s["from"]).Order(StringComparer.Ordinal).FirstOrDefault();
        return series.Count > 0 && ExchangeCatalog.Names.Contains(exchange)
            ? await decisions.ApplyJobAsync(row.Id, new NewJob(FetchJob.Kind, new FetchPayload(exchange, symbols, timeframes, from).ToJson()), cancellation)
            : await decisions.ApplyNothingAsync(
                row.Id,
                $"{exchange} is no exchange that candles are fetched from: import {string.Join(", ", symbols)} {string.Join(", ", timeframes)} from {from} on, on the page Data or with `candles import`",
                cancellation);
    }
}
