using System.Text.Json.Nodes;
using Backtester.Core.Market;
using Backtester.Core.Recommendations.Forecasts;
using Backtester.Core.Runs;
using Backtester.Core.Strategies;

namespace Backtester.Core.Recommendations.Evidence;

/// <summary>Alternatives other than parameters, each a run of its own over the days of the evidence: timeframes, symbols, limits of risk, cash.</summary>
/// <param name="spec">The settings in use, complete.</param>
/// <param name="range">The days of the evidence.</param>
/// <param name="settings">Limits.</param>
/// <param name="catalog">Where the candles are.</param>
/// <param name="strategies">Where strategies are found.</param>
internal sealed class OtherFamilies(JsonObject spec, TimeRange range, RecommenderSettings settings, ICandleCatalog catalog, IStrategyLibrary strategies)
{
    /// <summary>How much longer or shorter another timeframe is at most: rules made for hours are others on weeks.</summary>
    private const int FarthestTimeframe = 6;

    private const int MostSymbols = 12;

    private static readonly string[] Directions = ["long_only", "short_only", "long_short"];

    private static readonly double?[] DailyLosses = [null, 0.01, 0.02, 0.05];

    /// <summary>The same rules on other timeframes; null where none can be made from the stored candles.</summary>
    public ComparedFamily? Timeframes(CancellationToken cancellation)
    {
        var now = Timeframe.Parse((string)spec["timeframe"]!);
        var others = Timeframe.All.Where(t => t != now && t.Milliseconds <= now.Milliseconds * FarthestTimeframe && t.Milliseconds >= now.Milliseconds / FarthestTimeframe);
        return Family(RecommendationType.Timeframe, others.Select(t => ("timeframe", (JsonNode?)t.Name)), cancellation);
    }

    /// <summary>Each other stored symbol of the exchange beside or in place of those in use, and each of several left out.</summary>
    public ComparedFamily? Symbols(CancellationToken cancellation)
    {
        if (spec["universe"] is not null || spec["strategies"] is not null)
        {
            return null;
        }

        var used = ((JsonArray)spec["symbols"]!).Select(s => (string)s!).ToList();
        var exchange = (string)spec["exchange"]!;
        var others = catalog.List().Where(s => s.Key.Exchange == exchange && !s.Delisted).Select(s => s.Key.Symbol).Distinct()
            .Where(s => !used.Contains(s)).Order(StringComparer.Ordinal).Take(MostSymbols);
        var choices = used.Count > 1
            ? used.Select(left => used.Where(s => s != left).ToList()).Concat(others.Select(s => used.Append(s).ToList()))
            : others.Select(s => new List<string> { s });
        return Family(RecommendationType.Symbols, choices.Select(c => ("symbols", (JsonNode?)new JsonArray([.. c.Select(s => JsonValue.Create(s))]))), cancellation);
    }

    /// <summary>Other directions, and other limits of a day's loss.</summary>
    public ComparedFamily? Risk(CancellationToken cancellation) => Family(
        RecommendationType.Risk,
        Directions.Select(d => ("risk.direction", (JsonNode?)d)).Concat(DailyLosses.Select(l => ("risk.max_daily_loss", (JsonNode?)l))),
        cancellation);

    /// <summary>No trades at all.</summary>
    public ComparedFamily Cash() => new(
        RecommendationType.Retire,
        [new Candidate(null, new JsonObject { ["active"] = true }, new JsonObject { ["active"] = false }, SettingReturns.Cash(range).Returns, 0, double.NaN)]);

    private ComparedFamily? Family(RecommendationType type, IEnumerable<(string Path, JsonNode? Value)> changes, CancellationToken cancellation)
    {
        var candidates = changes.Where(c => !JsonNode.DeepEquals(SettingsDocument.ValueOf(spec, c.Path), c.Value))
            .Select(c => Try(c.Path, c.Value, cancellation)).OfType<Candidate>().ToList();
        return candidates.Count == 0 ? null : new ComparedFamily(type, candidates);
    }

    /// <summary>Null where the settings cannot run on these candles, or trade too little to tell anything.</summary>
    private Candidate? Try(string path, JsonNode? value, CancellationToken cancellation)
    {
        var changed = SettingsDocument.With(spec, path, value);
        if (EvidenceRange.Of(changed, range.EndMs, settings.EvidenceDays, catalog) is not { } own || own.StartMs > range.StartMs || own.EndMs < range.EndMs)
        {
            return null;
        }

        try
        {
            var run = SettingReturns.Of(changed, range, catalog, strategies, cancellation);
            return run.Trades < settings.MinimumTrades ? null : new Candidate(
                changed,
                new JsonObject { [path] = SettingsDocument.ValueOf(spec, path)?.DeepClone() },
                new JsonObject { [path] = value?.DeepClone() },
                run.Returns,
                run.Trades,
                run.WinRate);
        }
        catch (SpecException)
        {
            // A strategy may refuse a timeframe, a preset a direction: then it is no alternative.
            return null;
        }
    }
}
