using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Backtester.Core.Market;
using Backtester.Core.Runs.Reading;
using Backtester.Core.Strategies;

namespace Backtester.Core.Runs;

/// <summary>The spelling of a spec's text.</summary>
public enum SpecFormat
{
    /// <summary>JSON; comments and trailing commas are taken.</summary>
    Json,

    /// <summary>YAML without anchors, aliases and tags.</summary>
    Yaml,
}

/// <summary>Turns a spec's text into a plan, or says everything that is wrong with it.</summary>
public static class RunPlanner
{
    /// <summary>Reads, checks, fills in and fingerprints a spec.</summary>
    /// <param name="specText">The document.</param>
    /// <param name="format">How it is spelled.</param>
    /// <param name="catalog">What candles there are; those of the plan are read for its dataset hash.</param>
    /// <param name="cancellation">Ends reading of candles.</param>
    /// <exception cref="SpecException">The spec has problems; all of them are inside.</exception>
    public static RunPlan Plan(string specText, SpecFormat format, ICandleCatalog catalog, CancellationToken cancellation = default) =>
        Plan(specText, format, catalog, StrategyLibrary.BuiltIn, cancellation);

    /// <summary>The same with strategies of one's own.</summary>
    /// <param name="specText">The document.</param>
    /// <param name="format">How it is spelled.</param>
    /// <param name="catalog">What candles there are; those of the plan are read for its dataset hash.</param>
    /// <param name="strategies">Where a strategy that the spec names is found.</param>
    /// <param name="cancellation">Ends reading of candles.</param>
    /// <exception cref="SpecException">The spec has problems; all of them are inside.</exception>
    public static RunPlan Plan(string specText, SpecFormat format, ICandleCatalog catalog, IStrategyLibrary strategies, CancellationToken cancellation = default)
    {
        var problems = new List<SpecProblem>();
        var document = Parse(specText, format, problems);
        return Plan(document, specText, catalog, strategies, problems, cancellation);
    }

    /// <summary>The tree of a document; null after a problem.</summary>
    internal static DocumentNode? Parse(string specText, SpecFormat format, ICollection<SpecProblem> problems) =>
        format == SpecFormat.Json ? JsonSpec.Read(specText, problems) : YamlSpec.Read(specText, problems);

    /// <summary>The same for a document that was read already, with the problems found so far.</summary>
    /// <remarks><paramref name="warmUp"/> says how many earlier candles the strategy reads; null for what its own rules need.</remarks>
    internal static RunPlan Plan(
        DocumentNode? document,
        string specText,
        ICandleCatalog catalog,
        IStrategyLibrary strategies,
        List<SpecProblem> problems,
        CancellationToken cancellation,
        Func<RunSpec, int>? warmUp = null)
    {
        RunUniverse? universe = null;
        if (document is ObjectNode root && root["universe"] is not null and not ScalarNode { Kind: ScalarKind.Null })
        {
            (document, universe) = new UniverseResolver(root, catalog, problems).Resolve(cancellation);
        }

        var draft = document is null ? null : RunSpecReader.Read(document, strategies, problems, universe);
        var resolved = draft is null || problems.Any(p => p.Field.StartsWith("symbols", StringComparison.Ordinal))
            ? null
            : new SpecResolver(catalog, problems).Resolve(draft);
        var rounded = resolved is { } found ? ExchangeRounding.Resolve(found.Spec, [.. found.Series.Select(s => s.Key)], catalog, problems) : null;
        if (problems.Count > 0 || resolved is not { } known)
        {
            throw new SpecException(problems);
        }

        var spec = rounded! with { WarmupCandles = (warmUp ?? WarmUpCandles.Needed)(known.Spec) };
        var range = new TimeRange(spec.StartMs!.Value, spec.EndMs!.Value);
        var series = known.Series.Select(s => s.Key).ToList();
        var seen = series.Select(key => WarmUpCandles.Load(catalog, key, range, spec.WarmupCandles, cancellation)).ToList();
        var candles = seen.Select(s => s.Slice(range)).ToList();
        RequireCandles(candles, range);
        if (spec.Data.Gaps == "refuse")
        {
            RefuseGaps(candles);
        }

        var finer = FinerCandles.Load(spec, series, catalog, range, cancellation);
        var dataset = DatasetHash.Of([.. seen, .. LoadOthers(spec, catalog, WarmUpCandles.RangeOfOthers(range, seen), cancellation), .. finer, .. Benchmark.Load(spec, catalog, range, cancellation)]);
        var manifest = new JsonObject
        {
            ["engine_version"] = (double)EngineVersion.Current,
            ["strategy_hash"] = StrategyHash(spec),
            ["dataset_hash"] = dataset,
            ["synthetic"] = known.Series.Any(s => s.Synthetic),
            ["spec"] = SpecDocument.Write(spec),
        };
        if (spec.Benchmark.Strategy is { } benchmark)
        {
            manifest["benchmark_hash"] = SpecStrategy.Of(benchmark).Hash;
        }

        if (spec.Universe is { } chosen)
        {
            manifest["universe_members"] = MembersOf(chosen);
        }

        if (spec.Warmup != "none")
        {
            manifest["warmup"] = new JsonObject
            {
                ["candles"] = (double)spec.WarmupCandles,
                ["read"] = new JsonArray([.. seen.Select((s, i) => JsonValue.Create((double)(s.Count - candles[i].Count)))]),
            };
        }

        if (FundingHash.Of(spec, catalog.Funding, candles) is { } funding)
        {
            manifest["funding_hash"] = funding;
        }

        return new RunPlan
        {
            Spec = spec,
            Series = series,
            Range = range,
            Synthetic = known.Series.Any(s => s.Synthetic),
            SpecText = specText,
            Manifest = CanonicalJson.Write(manifest),
            Fingerprint = Fingerprint(manifest),
        };
    }

    /// <summary>The candles of instruments that the strategy's formulas name: they decide the result too.</summary>
    private static List<CandleSeries> LoadOthers(RunSpec spec, ICandleCatalog catalog, TimeRange range, CancellationToken cancellation)
    {
        var keys = SpecStrategy.OtherSeries(spec);
        var missing = keys.Where(k => catalog.Find(k) is null).ToList();
        if (missing.Count > 0)
        {
            var stored = string.Join(", ", catalog.List().Select(s => s.Key.ToString()).Distinct());
            throw new SpecException([.. missing.Select(k => new SpecProblem("strategy", $"reads {k}, of which there are no candles", k.ToString(), stored))]);
        }

        return [.. keys.Select(k => catalog.Load(k, range, cancellation))];
    }

    /// <summary>Whom the universe chose when: it decides the result beside the candles.</summary>
    private static JsonArray MembersOf(RunUniverse universe) => new([.. universe.Members.Select(period => new JsonObject
    {
        ["from"] = IsoTime.Format(period.FromMs),
        ["symbols"] = new JsonArray([.. period.Symbols.Select(s => JsonValue.Create(s))]),
    })]);

    /// <summary>What the rules hash to: one hash, or one for each of several strategies.</summary>
    private static JsonNode StrategyHash(RunSpec spec)
    {
        var hashes = SpecStrategy.Parts(spec).Select(p => JsonValue.Create(SpecStrategy.Of(p).Hash)).ToArray();
        return spec.Strategies.Count == 0 ? hashes[0] : new JsonArray(hashes);
    }

    /// <summary>A range may lie inside a hole of the stored series.</summary>
    private static void RequireCandles(List<CandleSeries> candles, TimeRange range)
    {
        var problems = candles.Where(c => c.Count == 0).Select(c => new SpecProblem(
            "start_date",
            $"{c.Key} has no candles in the range",
            $"{IsoTime.Format(range.StartMs)} to {IsoTime.Format(range.EndMs)}",
            "a range with at least one stored candle")).ToList();
        if (problems.Count > 0)
        {
            throw new SpecException(problems);
        }
    }

    private static void RefuseGaps(List<CandleSeries> candles)
    {
        var problems = new List<SpecProblem>();
        foreach (var series in candles)
        {
            var step = series.Key.Timeframe.Milliseconds;
            var holes = new List<string>();
            for (var row = 1; row < series.Count; row++)
            {
                if (series.OpenTimeMs[row] - series.OpenTimeMs[row - 1] > step)
                {
                    holes.Add($"{IsoTime.Format(series.OpenTimeMs[row - 1] + step)} to {IsoTime.Format(series.OpenTimeMs[row])}");
                }
            }

            if (holes.Count > 0)
            {
                var more = holes.Count > 5 ? $" and {holes.Count - 5} more" : "";
                problems.Add(new SpecProblem(
                    "data.gaps", $"{series.Key} has holes inside the range, and the spec refuses them", string.Join(", ", holes.Take(5)) + more, "a range without holes, or mark or fill in place of refuse"));
            }
        }

        if (problems.Count > 0)
        {
            throw new SpecException(problems);
        }
    }

    /// <summary>What decides a result: the manifest without the name that people give it.</summary>
    private static string Fingerprint(JsonObject manifest)
    {
        var decisive = (JsonObject)manifest.DeepClone();
        var spec = (JsonObject)decisive["spec"]!;
        spec.Remove("name");
        if ((string?)spec["data"]!["gaps"] == new DataSpec().Gaps)
        {
            // The result is that of a spec from before the field; its fingerprint is too.
            spec.Remove("data");
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(CanonicalJson.Write(decisive))));
    }
}
