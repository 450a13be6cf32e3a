using Backtester.Core.Formulas;
using System.Globalization;
using Backtester.Core.Strategies;

namespace Backtester.Core.Runs.Reading;

/// <summary>Reads strategy and strategy_params against the strategy's own schema.</summary>
internal static class StrategyFields
{
    /// <summary>The strategy (null where unknown) and its parameters with defaults filled in.</summary>
    public static (CatalogStrategy? Strategy, IReadOnlyDictionary<string, double> Parameters) Read(FieldReader fields)
    {
        var id = fields.Text("strategy") ?? StrategyCatalog.DefaultId;
        var strategy = StrategyCatalog.Find(id);
        var section = fields.Object("strategy_params") ?? new ObjectNode([]);
        if (strategy is null)
        {
            var ids = StrategyCatalog.All.Select(s => s.Info.Id).ToList();
            fields.Wrong("strategy", "is not a strategy of the catalogue", new ScalarNode(ScalarKind.Text, id), string.Join(", ", ids), NearestName.Of(id, ids));
            return (null, new Dictionary<string, double>());
        }

        return (strategy, ReadParameters(fields.Section("strategy_params"), section, strategy.Info));
    }

    private static Dictionary<string, double> ReadParameters(FieldReader fields, ObjectNode section, StrategyInfo info)
    {
        var values = new Dictionary<string, double>(StringComparer.Ordinal);
        var complete = true;
        foreach (var parameter in info.Parameters)
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
        if (complete && info.Constraint is { } constraint && !ParameterConstraint.Holds(constraint, values))
        {
            var got = string.Join(", ", values.Where(v => constraint.Split(' ').Contains(v.Key)).Select(v => string.Create(CultureInfo.InvariantCulture, $"{v.Key} = {v.Value}")));
            fields.Wrong(constraint.Split(' ')[0], $"breaks the strategy's constraint {constraint}", new ScalarNode(ScalarKind.Number, got), constraint);
        }

        return values;
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
}
