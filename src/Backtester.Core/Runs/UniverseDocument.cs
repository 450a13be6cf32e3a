using System.Text.Json.Nodes;
using Backtester.Core.Market.Universes;
using Backtester.Core.Runs.Reading;

namespace Backtester.Core.Runs;

/// <summary>Universes as documents (docs/universes.md): files in YAML or JSON, bodies of requests, parts of a run spec.</summary>
public static class UniverseDocument
{
    /// <summary>True for a name that a universe may have: 1 to 64 small letters, digits, hyphens and underscores.</summary>
    public static bool IsName(string name) => UniverseFields.IsName(name);

    /// <summary>Reads a universe.</summary>
    /// <param name="text">YAML, or JSON where it begins with a brace.</param>
    /// <param name="name">Its name, which a name in the document must equal.</param>
    /// <exception cref="SpecException">It cannot be taken; all problems are inside.</exception>
    public static Universe Read(string text, string name)
    {
        ArgumentNullException.ThrowIfNull(text);
        var problems = new List<SpecProblem>();
        var format = text.AsSpan().TrimStart().StartsWith("{") ? SpecFormat.Json : SpecFormat.Yaml;
        var document = RunPlanner.Parse(text, format, problems);
        if (document is not ObjectNode root)
        {
            throw new SpecException(problems.Count > 0 ? problems : [new SpecProblem("document", "is not an object", document?.Describe(), "symbols, or a rule")]);
        }

        var universe = UniverseFields.Read(new FieldReader(root, "", problems), name, problems);
        if (universe is not null && universe.Name != name)
        {
            problems.Add(new SpecProblem("name", "is another than that of the universe", $"\"{universe.Name}\"", name));
        }

        return problems.Count > 0 ? throw new SpecException(problems) : universe!;
    }

    /// <summary>Writes a universe, every default of its rule spelled out; it reads back as the same.</summary>
    public static JsonObject Write(Universe universe)
    {
        ArgumentNullException.ThrowIfNull(universe);
        var document = new JsonObject { ["name"] = universe.Name };
        if (universe.Exchange.Length > 0)
        {
            document["exchange"] = universe.Exchange;
        }

        if (universe.Rule is not { } rule)
        {
            document["symbols"] = Texts(universe.Symbols);
            return document;
        }

        var written = new JsonObject();
        if (rule.Quote.Length > 0)
        {
            written["quote"] = rule.Quote;
        }

        if (rule.Top is { } top)
        {
            written["top"] = (double)top;
        }

        written["by"] = UniverseFields.ByQuoteVolume;
        written["days"] = (double)rule.Days;
        written["listed_days"] = (double)rule.ListedDays;
        written["minimum_quote_volume"] = rule.MinimumQuoteVolume;
        written["every"] = UniverseFields.Word(rule.Every);
        written["exclude"] = Texts(rule.Exclude);
        document["rule"] = written;
        return document;
    }

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(t => JsonValue.Create(t))]);
}
