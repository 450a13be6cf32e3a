using System.Text.Json.Nodes;
using Backtester.Core.Formulas;
using Backtester.Core.Market;
using Backtester.Core.Strategies;
using Backtester.Core.Strategies.Definitions;

namespace Backtester.Core.Runs.Reading;

/// <summary>Reads strategy (an id of the catalogue or a definition) and strategy_params against the strategy's own schema.</summary>
internal static class StrategyFields
{
    /// <summary>The strategy (null where unknown) and its parameters with defaults filled in.</summary>
    public static (CatalogStrategy? Strategy, IReadOnlyDictionary<string, double> Parameters) Read(
        FieldReader fields,
        ObjectNode root,
        Timeframe? timeframe,
        IStrategyLibrary strategies,
        ICollection<SpecProblem> problems)
    {
        var section = fields.Object("strategy_params") ?? new ObjectNode([]);
        var strategy = root["strategy"] is ObjectNode inline ? ReadInline(fields, inline, problems) : FindByName(fields, strategies, problems);
        return strategy is null
            ? (null, new Dictionary<string, double>())
            : (strategy, ReadParameters(fields.Section("strategy_params"), section, strategy, timeframe));
    }

    /// <summary>True for a strategy whose definition the spec need not hold, because every copy of the program has it.</summary>
    public static bool IsBuiltIn(CatalogStrategy strategy) => ReferenceEquals(StrategyCatalog.Find(strategy.Info.Id), strategy);

    /// <summary>The definition that a spec must hold to mean the same everywhere; null where none is needed, or the strategy is a C# class.</summary>
    public static StrategyDefinition? DefinitionOf(CatalogStrategy strategy) => IsBuiltIn(strategy) ? null : (strategy as DefinedStrategy)?.Definition;

    /// <summary>The strategy of a document, without a word on what is wrong with it; null where it is unknown or broken.</summary>
    public static CatalogStrategy? Find(ObjectNode root, IStrategyLibrary strategies)
    {
        var problems = new List<SpecProblem>();
        var fields = new FieldReader(root, "", problems);
        return root["strategy"] is ObjectNode inline ? ReadInline(fields, inline, problems) : FindByName(fields, strategies, problems);
    }

    private static CatalogStrategy? FindByName(FieldReader fields, IStrategyLibrary strategies, ICollection<SpecProblem> problems)
    {
        var id = fields.Text("strategy") ?? StrategyCatalog.DefaultId;
        var found = new List<Diagnostic>();
        if (strategies.Find(id, found) is { } strategy)
        {
            return strategy;
        }

        foreach (var problem in found)
        {
            problems.Add(Convert(problem, "strategy"));
        }

        if (found.Count == 0)
        {
            var ids = strategies.All.Select(s => s.Info.Id).ToList();
            fields.Wrong("strategy", "is not a strategy of the catalogue", new ScalarNode(ScalarKind.Text, id), string.Join(", ", ids), NearestName.Of(id, ids));
        }

        return null;
    }

    private static DefinedStrategy? ReadInline(FieldReader fields, ObjectNode inline, ICollection<SpecProblem> problems)
    {
        fields.Has("strategy");
        var reading = DefinitionReader.Read(ToJson(inline)!.ToJsonString());
        foreach (var problem in reading.Problems)
        {
            problems.Add(Convert(problem, fields.PathOf("strategy")));
        }

        return reading.Definition is { } definition ? new DefinedStrategy(definition) : null;
    }

    private static Dictionary<string, double> ReadParameters(FieldReader fields, ObjectNode section, CatalogStrategy strategy, Timeframe? timeframe)
    {
        var values = new Dictionary<string, double>(StringComparer.Ordinal);
        var complete = true;
        foreach (var parameter in strategy.Info.Parameters)
        {
            var written = parameter.Kind switch
            {
                ParameterKind.Integer => fields.Whole(parameter.Name, (long)parameter.Min, (long)parameter.Max),
                ParameterKind.Boolean => ReadBoolean(fields, section, parameter.Name),
                _ => fields.Number(parameter.Name, parameter.Min, parameter.Max),
            };
            complete &= written is not null || !fields.Has(parameter.Name);
            values.Add(parameter.Name, written ?? parameter.Default);
        }

        fields.Finish();
        if (complete && timeframe is not null)
        {
            foreach (var problem in strategy.Check(values, timeframe))
            {
                fields.Add(Convert(problem, fields.Path));
            }
        }

        return values;
    }

    private static SpecProblem Convert(Diagnostic problem, string path)
    {
        var field = problem.Path.Length == 0 ? path : $"{path}.{problem.Path}";
        var place = problem.DocumentLine is null && problem.Column > 1 ? $" (column {problem.Column})" : "";
        return new SpecProblem(field, problem.Message + place, problem.Got, problem.Allowed, problem.Suggestion);
    }

    private static double? ReadBoolean(FieldReader fields, ObjectNode section, string name)
    {
        if (!fields.Has(name))
        {
            return null;
        }

        if (section[name] is ScalarNode { Kind: ScalarKind.Boolean } scalar)
        {
            return scalar.Text == "true" ? 1 : 0;
        }

        fields.Wrong(name, "is neither true nor false", section[name], "true, false");
        return null;
    }

    /// <summary>The part of the document as JSON again, for the definition's own reader.</summary>
    private static JsonNode? ToJson(DocumentNode node) => node switch
    {
        ObjectNode o => new JsonObject(o.Properties.Select(p => KeyValuePair.Create(p.Key, ToJson(p.Value)))),
        ListNode l => new JsonArray([.. l.Items.Select(ToJson)]),
        ScalarNode { Kind: ScalarKind.Null } => null,
        ScalarNode { Kind: ScalarKind.Text } s => JsonValue.Create(s.Text),
        ScalarNode s => JsonNode.Parse(s.Text),
        _ => null,
    };
}
