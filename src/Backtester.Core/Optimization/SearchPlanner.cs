using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Backtester.Core.Market;
using Backtester.Core.Optimization.Across;
using Backtester.Core.Optimization.Space;
using Backtester.Core.Runs;
using Backtester.Core.Runs.Reading;
using Backtester.Core.Strategies;

namespace Backtester.Core.Optimization;

/// <summary>
/// Turns the text of a search into a plan, or says everything that is wrong with it. The document is a run spec with
/// `parameter_ranges` (lists, or min, max and step) and, where wanted, `search`.
/// </summary>
public static class SearchPlanner
{
    private const string Ranges = "parameter_ranges";
    private const string Search = "search";

    /// <summary>Looked through for a set that breaks no constraint; a space whose first so many all do is refused.</summary>
    private const int MostLookedThrough = 100_000;

    /// <summary>Reads, checks, fills in and fingerprints a search.</summary>
    /// <param name="specText">The document.</param>
    /// <param name="format">How it is spelled.</param>
    /// <param name="catalog">What candles there are; those of the run are read for its dataset hash.</param>
    /// <param name="strategies">Where a strategy that the spec names is found; null for those of the catalogue alone.</param>
    /// <param name="cancellation">Ends reading of candles.</param>
    /// <exception cref="SpecException">The spec has problems; all of them are inside.</exception>
    public static SearchPlan Plan(
        string specText, SpecFormat format, ICandleCatalog catalog, IStrategyLibrary? strategies = null, CancellationToken cancellation = default)
    {
        var problems = new List<SpecProblem>();
        return Plan(Parse(specText, format, problems), specText, catalog, strategies, problems, cancellation, takesMarkets: true);
    }

    /// <summary>The document of a search.</summary>
    /// <exception cref="SpecException">It cannot be read, or is no object.</exception>
    internal static ObjectNode Parse(string specText, SpecFormat format, List<SpecProblem> problems) =>
        RunPlanner.Parse(specText, format, problems) as ObjectNode
        ?? throw new SpecException(problems.Count > 0 ? problems : [new("document", "is not an object", Allowed: "one object with the properties of a run spec, parameter_ranges and search")]);

    /// <summary>The same for a document that was read already, with the problems found so far.</summary>
    /// <remarks>What looks at the days of one account, as walk-forward and cross-validation do, <paramref name="takesMarkets"/> not: its sets have one market.</remarks>
    internal static SearchPlan Plan(
        ObjectNode root, string specText, ICandleCatalog catalog, IStrategyLibrary? strategies, List<SpecProblem> problems, CancellationToken cancellation, bool takesMarkets = false)
    {
        var library = strategies ?? StrategyLibrary.BuiltIn;
        var rest = new ObjectNode([.. root.Properties.Where(p => p.Key is not Ranges and not Search)]);
        var settings = SearchFields.Read(new FieldReader(root, "", problems).Section(Search));
        if (settings.Across is not null && !takesMarkets)
        {
            problems.Add(new SpecProblem("search.across", "does not go with walk_forward or cross_validation", null, "one account: the symbols of the spec as a portfolio"));
        }

        var markets = AcrossMarkets.Of(rest, settings.Across, problems);
        var strategy = rest["strategies"] is null ? StrategyFields.Find(rest, library) : null;
        if (rest["strategies"] is { } several)
        {
            problems.Add(new SpecProblem("strategies", "cannot be searched", several.Describe(), "one strategy, whose parameters are searched"));
        }

        var axes = RangeFields.Read(root[Ranges], strategy?.Info.Parameters ?? [], problems);
        var fixedNames = (rest["strategy_params"] as ObjectNode)?.Properties.Select(p => p.Key).ToHashSet() ?? [];
        problems.AddRange(axes.Where(a => fixedNames.Contains(a.Name)).Select(a =>
            new SpecProblem($"{Ranges}.{a.Name}", "is fixed in strategy_params too", Allowed: "each parameter in one of the two")));
        var space = new SearchSpace(axes, Fixed(rest));
        var first = strategy is null || problems.Count > 0 ? null : FirstPossible(space, new SetCheck(strategy, TimeframeOf(markets[0])), problems);

        // Without a possible set the rest is still planned, with the defaults, so that all problems come at once.
        var plans = new List<RunPlan>(markets.Count);
        foreach (var market in markets)
        {
            // All on the market that the first was found on.
            var spec = plans.Count > 0 ? AcrossMarkets.With(market, "exchange", new ScalarNode(ScalarKind.Text, plans[0].Spec.Exchange)) : market;
            if (PlanBase(spec, first, space, specText, catalog, library, problems, cancellation) is { } planned)
            {
                plans.Add(planned);
            }
        }

        if (plans.Count < markets.Count || problems.Count > 0)
        {
            throw new SpecException([.. problems.Distinct()]);
        }

        var plan = settings.Across is not null && rest["name"] is null ? Named(plans[0], AcrossMarkets.NameOf(plans[0].Spec.Strategy, plans)) : plans[0];

        space = new SearchSpace(axes, plan.Spec.StrategyParams);
        var sizedByStrategy = SizesItself(rest, plan);
        var manifest = ManifestOf(plan, space, settings, sizedByStrategy);
        if (settings.Across is not null)
        {
            AcrossMarkets.Describe(manifest, rest, plans);
        }

        return new SearchPlan
        {
            Base = plan,
            AcrossMarkets = settings.Across is null ? [] : plans,
            Space = space,
            FirstPoint = first!,
            Settings = settings,
            SizedByStrategy = sizedByStrategy,
            SpecText = specText,
            Manifest = CanonicalJson.Write(manifest),
            Fingerprint = Fingerprint(manifest),
        };
    }

    private static RunPlan Named(RunPlan plan, string name) => plan with { Spec = plan.Spec with { Name = name } };

    private static Timeframe? TimeframeOf(ObjectNode rest) =>
        rest["timeframe"] is ScalarNode scalar && Timeframe.TryParse(scalar.Text, out var timeframe) ? timeframe : null;

    private static Dictionary<string, double> Fixed(ObjectNode rest)
    {
        var values = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var (name, node) in (rest["strategy_params"] as ObjectNode)?.Properties ?? [])
        {
            if (node is ScalarNode scalar && RangeFields.Value(scalar) is { } value)
            {
                values[name] = value;
            }
        }

        return values;
    }

    private static int[]? FirstPossible(SearchSpace space, SetCheck check, List<SpecProblem> problems)
    {
        string? reason = null;
        for (var number = 0L; number < Math.Min(space.Total, MostLookedThrough); number++)
        {
            var point = space.PointAt(number);
            if (check.ProblemWith(space.ParametersAt(point)) is not { } problem)
            {
                return point;
            }

            reason ??= problem;
        }

        problems.Add(new SpecProblem(Ranges, $"no set is possible: {reason}", $"{Math.Min(space.Total, MostLookedThrough)} sets", "ranges with at least one set that the strategy allows"));
        return null;
    }

    private static RunPlan? PlanBase(
        ObjectNode rest, int[]? first, SearchSpace space, string specText, ICandleCatalog catalog, IStrategyLibrary strategies, List<SpecProblem> problems, CancellationToken cancellation)
    {
        var document = first is null ? rest : WithParameters(rest, space, first);
        try
        {
            return RunPlanner.Plan(document, specText, catalog, strategies, [], cancellation, spec => SearchWarmUp.Largest(spec, new SearchSpace(space.Axes, spec.StrategyParams)));
        }
        catch (SpecException error)
        {
            problems.AddRange(error.Problems);
            return null;
        }
    }

    private static ObjectNode WithParameters(ObjectNode rest, SearchSpace space, int[] point)
    {
        var written = (rest["strategy_params"] as ObjectNode)?.Properties ?? [];
        var set = space.Axes.Select((axis, i) => KeyValuePair.Create<string, DocumentNode>(axis.Name, RangeFields.Node(axis, point[i])));
        return new ObjectNode([.. rest.Properties.Where(p => p.Key != "strategy_params"), new("strategy_params", new ObjectNode([.. written, .. set]))]);
    }

    private static bool SizesItself(ObjectNode rest, RunPlan plan) =>
        plan.Spec.Execution.Preset == "house"
        && rest["position_size"] is null
        && (rest["sizing"] as ObjectNode)?["model"] is null
        && SpecStrategy.Of(plan.Spec).Sizing(plan.Spec.StrategyParams, plan.Spec.Timeframe) is not null;

    private static JsonObject ManifestOf(RunPlan plan, SearchSpace space, SearchSettings settings, bool sizedByStrategy)
    {
        var manifest = (JsonObject)JsonNode.Parse(plan.Manifest)!;
        var spec = (JsonObject)manifest["spec"]!;
        foreach (var axis in space.Axes)
        {
            ((JsonObject)spec["strategy_params"]!).Remove(axis.Name);
        }

        if (sizedByStrategy)
        {
            // Each set has its own: what is not written is asked of the strategy again.
            spec.Remove("position_size");
            (spec["sizing"] as JsonObject)?.Remove("model");
        }

        spec[Ranges] = new JsonObject(space.Axes.Select(a => KeyValuePair.Create<string, JsonNode?>(a.Name, new JsonArray([.. a.Values.Select(v => JsonValue.Create(v))]))));
        spec[Search] = SearchFields.Write(settings);
        return manifest;
    }

    private static string Fingerprint(JsonObject manifest)
    {
        var decisive = (JsonObject)manifest.DeepClone();
        var spec = (JsonObject)decisive["spec"]!;
        spec.Remove("name");
        ((JsonObject)spec[Search]!).Remove("workers");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(CanonicalJson.Write(decisive))));
    }
}
