using Backtester.Core.Strategies;
using Backtester.Core.Strategies.Definitions;

namespace Backtester.Blazor.Strategies;

/// <summary>Makes a set of parameters the defaults of a new version of a strategy of the user's own.</summary>
public static class NewDefaults
{
    /// <summary>
    /// Stores the next version: the same rules, in their canonical spelling, with these defaults. The version before stays
    /// among the kept ones. Null where the strategy is none of the folder's, or is broken.
    /// </summary>
    /// <param name="folder">The user's strategies.</param>
    /// <param name="id">The strategy.</param>
    /// <param name="values">Values by name; parameters that are not among them keep their default.</param>
    /// <exception cref="Core.Formulas.FormulaException">The rules do not allow these defaults.</exception>
    public static DefinedStrategy? Save(StrategyFolder folder, string id, IReadOnlyDictionary<string, double> values)
    {
        if (folder.FileOf(id)?.Strategy?.Definition is not { } definition)
        {
            return null;
        }

        var changed = definition with
        {
            Version = VersionNumber.Next(definition.Version, [.. folder.Versions(id).Select(v => v.Version)]),
            Parameters = [.. definition.Parameters.Select(p => values.TryGetValue(p.Name, out var value) ? p with { Default = value } : p)],
        };
        return folder.Save(DefinitionWriter.ToYaml(changed));
    }
}
