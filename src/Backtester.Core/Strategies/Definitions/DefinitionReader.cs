using System.Diagnostics.CodeAnalysis;
using Backtester.Core.Formulas;
using Backtester.Core.Formulas.Syntax;

namespace Backtester.Core.Strategies.Definitions;

/// <summary>What came of reading a document.</summary>
/// <param name="Definition">The definition; null where something is wrong.</param>
/// <param name="Problems">Everything that is wrong, in the order of the document.</param>
public sealed record DefinitionReading(StrategyDefinition? Definition, IReadOnlyList<Diagnostic> Problems)
{
    /// <summary>True where nothing is wrong.</summary>
    [MemberNotNullWhen(true, nameof(Definition))]
    public bool IsGood => Definition is not null;
}

/// <summary>
/// Reads a strategy definition from YAML or JSON (a text that begins with an opening brace is JSON). The text is not
/// trusted: it cannot name files or types, and its size is limited (<see cref="FormulaLimits"/>).
/// </summary>
public static class DefinitionReader
{
    private static readonly string[] Fields =
    [
        "id", "version", "title", "description", "category", "parameters", "constraint", "lines", "long_entry", "long_exit",
        "short_entry", "short_exit", "entry_order", "stop_loss", "take_profit", "trailing_stop", "break_even", "time_exit", "trim",
        "signals", "min_confidence", "opposite_entry", "max_entries", "cooldown", "session", "sizing",
    ];

    private static readonly string[] Categories = ["", "classic", "modern", "experimental"];

    private static readonly string[] Opposites = ["reverse", "close", "ignore"];

    private static readonly string[] Sides = ["both", "long", "short"];

    private static readonly string[] SizingModels =
        ["fixed_notional", "fixed_quantity", "percent_equity", "all_in", "risk_per_trade", "volatility_target", "kelly"];

    /// <summary>Reads and checks a document.</summary>
    /// <exception cref="FormulaException">Something is wrong; holds all problems.</exception>
    public static StrategyDefinition Parse(string text)
    {
        var reading = Read(text);
        return reading.Definition ?? throw new FormulaException(reading.Problems);
    }

    /// <summary>Reads and checks a document; all problems are found at once.</summary>
    public static DefinitionReading Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        text = text.TrimStart('\uFEFF');
        DocumentNode root;
        try
        {
            root = text.AsSpan().TrimStart().StartsWith("{") ? JsonDocumentReader.Read(text) : YamlDocumentReader.Read(text);
        }
        catch (DocumentException e)
        {
            return new DefinitionReading(null, [e.Problem]);
        }

        var problems = new DiagnosticBag();
        if (root is not DocumentMap map)
        {
            return new DefinitionReading(null, [new Diagnostic("", root.Line, root.Column, "this is not a definition", FieldReader.Shown(root), "a map with id, long_entry, ...") { DocumentLine = root.Line, DocumentColumn = root.Column }]);
        }

        var definition = ReadFields(new FieldReader(map, "", Fields, problems), problems);
        if (text.AsSpan().TrimStart().StartsWith("{"))
        {
            // The names of a JSON object have no order: a run's manifest sorts them.
            definition = definition with { Lines = LineOrder.ByUse(definition.Lines) };
        }

        DefinitionChecker.Check(definition, problems);
        var ordered = problems.Problems.OrderBy(p => p.DocumentLine ?? int.MaxValue).ToArray();
        return new DefinitionReading(ordered.Length == 0 ? definition : null, ordered);
    }

    private static StrategyDefinition ReadFields(FieldReader fields, DiagnosticBag problems) => new()
    {
        Id = ReadId(fields),
        Version = ReadVersion(fields),
        Title = fields.Text("title", 200) ?? "",
        Description = fields.Text("description") ?? "",
        Category = fields.Word("category", Categories),
        Parameters = ParameterReader.Read(fields, problems),
        Constraint = fields.Formula("constraint"),
        Lines = ReadLines(fields, problems),
        LongEntry = fields.Formula("long_entry"),
        LongExit = fields.Formula("long_exit"),
        ShortEntry = fields.Formula("short_entry"),
        ShortExit = fields.Formula("short_exit"),
        EntryOrder = EntryOrderReader.Read(fields, problems),
        StopLoss = fields.Formula("stop_loss"),
        TakeProfit = fields.Formula("take_profit"),
        TrailingStop = fields.Formula("trailing_stop"),
        BreakEven = fields.Formula("break_even"),
        TimeExit = fields.Formula("time_exit"),
        Trim = [.. fields.Maps("trim", ["at", "fraction"]).Select(ReadTrim).OfType<TrimRule>()],
        Signals = [.. fields.Maps("signals", ["name", "rule", "weight", "requires", "side"]).Select(ReadSignal).OfType<SignalRule>()],
        MinConfidence = fields.Formula("min_confidence"),
        OppositeEntry = (OppositeEntry)Array.IndexOf(Opposites, fields.Word("opposite_entry", Opposites)),
        MaxEntries = fields.Formula("max_entries"),
        Cooldown = fields.Formula("cooldown"),
        Session = SessionReader.Read(fields, problems),
        Sizing = ReadSizing(fields, problems),
    };

    private static string ReadId(FieldReader fields)
    {
        var id = fields.Text("id") ?? "inline";
        if (!LanguageNames.IsWellFormed(id))
        {
            fields.Report("id", fields.Node("id")!, "this is not an id", id, "small letters, digits and _, a letter first, at most 64");
        }

        return id;
    }

    private static string ReadVersion(FieldReader fields)
    {
        var version = fields.Text("version") ?? "1.0.0";
        if (version.Length is 0 or > 32 || !version.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '+'))
        {
            fields.Report("version", fields.Node("version")!, "this is not a version", version, "digits, letters, points and hyphens, such as 1.0.0");
        }

        return version;
    }

    private static List<DefinitionLine> ReadLines(FieldReader fields, DiagnosticBag problems)
    {
        var lines = new List<DefinitionLine>();
        switch (fields.Node("lines"))
        {
            case null:
                break;
            case DocumentMap map:
                foreach (var entry in map.Entries)
                {
                    if (fields.Formula(entry.Value, $"lines.{entry.Key}") is { } formula)
                    {
                        lines.Add(new DefinitionLine(entry.Key, formula));
                    }
                    else
                    {
                        // Its name stays known, so that its uses are not reported as well.
                        lines.Add(new DefinitionLine(entry.Key, DefinitionChecker.Broken));
                    }
                }

                break;
            case DocumentScalar scalar:
                (problems.Path, problems.DocumentLine, problems.DocumentColumn) = ("lines", scalar.TextLine, scalar.TextColumn);
                lines.AddRange((FormulaParser.ParseLines(scalar.Text!, problems) ?? [])
                    .Select(l => new DefinitionLine(l.Name, new Formula(l.Value, $"lines.{l.Name}", scalar.TextLine, scalar.TextColumn))));
                break;
            case var other:
                fields.Report("lines", other, "this is not a map of lines", FieldReader.Shown(other), "trend: ema(close, 200)");
                break;
        }

        return lines;
    }

    private static TrimRule? ReadTrim(FieldReader fields)
    {
        Require(fields, "at", "a distance such as 1 * atr(14) or 2%");
        Require(fields, "fraction", "a number between 0 and 1");
        return fields.Formula("at") is { } at && fields.Formula("fraction") is { } fraction ? new TrimRule(at, fraction) : null;
    }

    private static SignalRule? ReadSignal(FieldReader fields)
    {
        Require(fields, "name", "a name that other signals may require");
        Require(fields, "rule", "a condition such as close > ema(close, 200)");
        Require(fields, "weight", "a number from 0 on");
        var name = fields.Text("name");
        var (rule, weight) = (fields.Formula("rule"), fields.Formula("weight"));
        var side = (SignalSide)Array.IndexOf(Sides, fields.Word("side", Sides));
        if (name is not null && !LanguageNames.IsWellFormed(name))
        {
            fields.Report(fields.PathOf("name"), fields.Node("name")!, "this is not a name", name, "small letters, digits and _, a letter first");
            return null;
        }

        return name is not null && rule is not null && weight is not null ? new SignalRule(name, rule, weight, fields.Text("requires"), side) : null;
    }

    private static SizingHint? ReadSizing(FieldReader fields, DiagnosticBag problems)
    {
        switch (fields.Node("sizing"))
        {
            case null:
                return null;
            case DocumentMap map:
                var sizing = new FieldReader(map, "sizing", ["model", "value"], problems);
                Require(sizing, "model", string.Join(", ", SizingModels));
                return new SizingHint(sizing.Word("model", SizingModels), sizing.Formula("value"));
            case var other:
                fields.Report("sizing", other, "this is not a map", FieldReader.Shown(other), "{model: risk_per_trade, value: 1%}");
                return null;
        }
    }

    internal static void Require(FieldReader fields, string field, string allowed)
    {
        if (fields.Node(field) is null)
        {
            fields.Missing(field, allowed);
        }
    }
}
