using Backtester.Core.Formulas;

namespace Backtester.Core.Strategies.Definitions;

/// <summary>
/// Reads the parameters of a definition. The kind is the written <c>type</c>; without one it is boolean for true and
/// false, integer where every number written is whole, else number. <c>min</c> and <c>max</c> are hard bounds and must be
/// written for numbers; the step defaults to 1 for integers and to a twentieth of the range for numbers.
/// </summary>
internal static class ParameterReader
{
    private static readonly string[] Fields = ["type", "default", "min", "max", "step", "help"];

    private static readonly string[] NumberFields = ["default", "min", "max", "step"];

    private static readonly string[] Kinds = ["integer", "number", "boolean"];

    public static IReadOnlyList<ParameterSchema> Read(FieldReader definition, DiagnosticBag problems)
    {
        if (definition.Node("parameters") is not { } node)
        {
            return [];
        }

        if (node is not DocumentMap map)
        {
            definition.Report("parameters", node, "this is not a map", FieldReader.Shown(node), "name: {default: 10, min: 5, max: 50, step: 5}");
            return [];
        }

        var parameters = new List<ParameterSchema>();
        foreach (var entry in map.Entries)
        {
            var path = $"parameters.{entry.Key}";
            if (!LanguageNames.IsWellFormed(entry.Key) || LanguageNames.IsTaken(entry.Key))
            {
                definition.Report(path, entry.Line, entry.Column, LanguageNames.IsTaken(entry.Key) ? "the name belongs to the language" : "this is not a name", entry.Key, "small letters, digits and _, a letter first, no word of the language");
            }
            else if (entry.Value is not DocumentMap fields)
            {
                definition.Report(path, entry.Value, "this is not a map", FieldReader.Shown(entry.Value), "{default: 10, min: 5, max: 50, step: 5}");
            }
            else if (ReadOne(entry.Key, new FieldReader(fields, path, Fields, problems)) is { } parameter)
            {
                parameters.Add(parameter);
            }
        }

        return parameters;
    }

    private static ParameterSchema? ReadOne(string name, FieldReader fields)
    {
        if (fields.Text("default") is not { } text)
        {
            fields.Missing("default", "the value where none is given");
            return null;
        }

        var kind = KindOf(fields, text);
        var help = fields.Text("help") ?? "";
        if (kind == ParameterKind.Boolean)
        {
            if (text is not ("true" or "false"))
            {
                fields.Report(fields.PathOf("default"), fields.Node("default")!, "this is not a truth value", text, "true or false");
                return null;
            }

            return new ParameterSchema(name, kind, text == "true" ? 1 : 0, 0, 1, 1, help);
        }

        if (fields.Number("default") is not { } value || Bound(fields, "min") is not { } min || Bound(fields, "max") is not { } max)
        {
            return null;
        }

        var step = fields.Number("step") ?? (kind == ParameterKind.Integer ? 1 : Math.Max((max - min) / 20, double.Epsilon));
        var fits = Require(fields, "max", max >= min, max, $"at least min, {min}")
            && Require(fields, "default", value >= min && value <= max, value, $"{min} to {max}")
            && Require(fields, "step", step > 0, step, "above 0");
        if (kind == ParameterKind.Integer)
        {
            foreach (var (field, number) in new[] { ("default", value), ("min", min), ("max", max), ("step", step) })
            {
                fits &= Require(fields, field, number == Math.Floor(number), number, "a whole number, or type: number");
            }
        }

        return fits ? new ParameterSchema(name, kind, value, min, max, step, help) : null;
    }

    private static ParameterKind KindOf(FieldReader fields, string byDefault)
    {
        if (fields.Node("type") is not null)
        {
            return fields.Word("type", Kinds) switch
            {
                "number" => ParameterKind.Number,
                "boolean" => ParameterKind.Boolean,
                _ => ParameterKind.Integer,
            };
        }

        if (byDefault is "true" or "false")
        {
            return ParameterKind.Boolean;
        }

        var written = NumberFields.Select(f => fields.Node(f)).OfType<DocumentScalar>();
        return written.All(s => s.Text!.All(c => char.IsAsciiDigit(c) || c == '-')) ? ParameterKind.Integer : ParameterKind.Number;
    }

    private static double? Bound(FieldReader fields, string field)
    {
        if (fields.Node(field) is null)
        {
            fields.Missing(field, "a number: bounds say what forms and searches may try");
        }

        return fields.Number(field);
    }

    private static bool Require(FieldReader fields, string field, bool fits, double got, string allowed)
    {
        if (!fits && fields.Node(field) is { } node)
        {
            fields.Report(fields.PathOf(field), node, "the value does not fit", $"{got}", allowed);
        }

        return fits;
    }
}
