using System.Globalization;
using Backtester.Core.Formulas;
using Backtester.Core.Formulas.Syntax;

namespace Backtester.Core.Strategies.Definitions;

/// <summary>Reads the fields of a map by name and reports those that do not belong there.</summary>
internal sealed class FieldReader
{
    private readonly DiagnosticBag _problems;
    private readonly Dictionary<string, DocumentEntry> _fields;
    private readonly DocumentMap _map;
    private readonly string _path;

    public FieldReader(DocumentMap map, string path, IReadOnlyList<string> known, DiagnosticBag problems)
    {
        (_map, _path, _problems) = (map, path, problems);
        _fields = map.Entries.ToDictionary(e => e.Key);
        foreach (var entry in map.Entries.Where(e => !known.Contains(e.Key)))
        {
            Report(PathOf(entry.Key), entry.Line, entry.Column, "unknown field", entry.Key, string.Join(", ", known), NearestName.Of(entry.Key, known));
        }
    }

    public int Line => _map.Line;

    public string PathOf(string field) => _path.Length == 0 ? field : $"{_path}.{field}";

    /// <summary>The value of a field; null where it is absent or null.</summary>
    public DocumentNode? Node(string field) =>
        _fields.TryGetValue(field, out var entry) && entry.Value is not DocumentScalar { Text: null } ? entry.Value : null;

    /// <summary>A text; null where it is absent, or is no text, which is then reported.</summary>
    public string? Text(string field, int most = 2_000)
    {
        switch (Node(field))
        {
            case null:
                return null;
            case DocumentScalar { Text: { } text } scalar:
                if (text.Length > most)
                {
                    Report(PathOf(field), scalar, "the text is too long", $"{text.Length} characters", $"at most {most}");
                    return null;
                }

                return text;
            case var other:
                Report(PathOf(field), other, "this is not a text", Shown(other), "a text");
                return null;
        }
    }

    /// <summary>A number; null where it is absent, or is no number, which is then reported.</summary>
    public double? Number(string field)
    {
        if (Text(field) is not { } text)
        {
            return null;
        }

        if (TryNumber(text, out var value))
        {
            return value;
        }

        Report(PathOf(field), Node(field)!, "this is not a number", text, "a number such as 14 or 0.5");
        return null;
    }

    /// <summary>One of some words; the first where the field is absent.</summary>
    public string Word(string field, IReadOnlyList<string> words)
    {
        if (Text(field) is not { } text || words.Contains(text))
        {
            return Text(field) ?? words[0];
        }

        Report(PathOf(field), Node(field)!, "unknown word", text, string.Join(", ", words), NearestName.Of(text, words));
        return words[0];
    }

    /// <summary>A formula; null where the field is absent or the text has a syntax error, which is then reported.</summary>
    public Formula? Formula(string field) => Formula(Node(field), PathOf(field));

    public Formula? Formula(DocumentNode? node, string path)
    {
        switch (node)
        {
            case null:
                return null;
            case DocumentScalar scalar:
                (_problems.Path, _problems.DocumentLine, _problems.DocumentColumn) = (path, scalar.TextLine, scalar.TextColumn);
                return FormulaParser.Parse(scalar.Text ?? "", _problems) is { } expression ? new Formula(expression, path, scalar.TextLine, scalar.TextColumn) : null;
            default:
                Report(path, node, "this is not a formula", Shown(node), "a formula; one that begins with [ or { stands between quotes");
                return null;
        }
    }

    /// <summary>The items of a list; none where the field is absent or is no list, which is then reported.</summary>
    public IReadOnlyList<DocumentNode> Items(string field)
    {
        switch (Node(field))
        {
            case null:
                return [];
            case DocumentList list:
                return list.Items;
            case var other:
                Report(PathOf(field), other, "this is not a list", Shown(other), "a list");
                return [];
        }
    }

    /// <summary>The items of a list that are maps, each with its own reader.</summary>
    public IEnumerable<FieldReader> Maps(string field, IReadOnlyList<string> known)
    {
        var items = Items(field);
        for (var i = 0; i < items.Count; i++)
        {
            var path = $"{PathOf(field)}[{i}]";
            if (items[i] is DocumentMap map)
            {
                yield return new FieldReader(map, path, known, _problems);
            }
            else
            {
                Report(path, items[i], "this item is not a map", Shown(items[i]), $"fields: {string.Join(", ", known)}");
            }
        }
    }

    public static bool TryNumber(string text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && double.IsFinite(value);

    public void Missing(string field, string allowed) =>
        Report(PathOf(field), _map, "the field is missing", null, allowed);

    public void Report(string path, DocumentNode at, string message, string? got = null, string? allowed = null, string? suggestion = null) =>
        Report(path, at.Line, at.Column, message, got, allowed, suggestion);

    public void Report(string path, int line, int column, string message, string? got, string? allowed, string? suggestion = null) =>
        _problems.Add(new Diagnostic(path, line, column, message, Shorten(got), allowed, suggestion) { DocumentLine = line, DocumentColumn = column });

    public static string Shown(DocumentNode node) => node switch
    {
        DocumentList => "a list",
        DocumentMap => "a map",
        DocumentScalar scalar => scalar.Text ?? "nothing",
        _ => "something else",
    };

    private static string? Shorten(string? text) => text is { Length: > 80 } ? text[..80] + "…" : text;
}
