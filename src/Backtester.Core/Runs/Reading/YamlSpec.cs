using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Backtester.Core.Runs.Reading;

/// <summary>
/// Reads YAML text into a <see cref="DocumentNode"/> tree. Anchors, aliases and tags are refused: a spec has no use for
/// them, and a few lines of aliases can expand to gigabytes.
/// </summary>
internal static class YamlSpec
{
    private const int MostNodes = 100_000;
    private const int Deepest = 64;

    /// <summary>The tree; null after a problem.</summary>
    public static DocumentNode? Read(string text, ICollection<SpecProblem> problems)
    {
        try
        {
            var parser = new Parser(new StringReader(text));
            parser.Consume<StreamStart>();
            if (parser.Accept<StreamEnd>(out _))
            {
                problems.Add(new SpecProblem("document", "is empty", "an empty document", "one YAML mapping"));
                return null;
            }

            parser.Consume<DocumentStart>();
            var nodes = 0;
            var root = ReadNode(parser, "", 0, ref nodes, problems);
            parser.Consume<DocumentEnd>();
            return root;
        }
        catch (YamlException e)
        {
            problems.Add(new SpecProblem("document", $"is not YAML: line {e.Start.Line}, column {e.Start.Column}: {e.Message}", Allowed: "one YAML mapping"));
            return null;
        }
    }

    private static DocumentNode ReadNode(Parser parser, string path, int depth, ref int nodes, ICollection<SpecProblem> problems)
    {
        var start = parser.Current!.Start;
        if (depth > Deepest || ++nodes > MostNodes)
        {
            throw new YamlException(start, start, $"at most {Deepest} levels and {MostNodes} values are allowed");
        }

        if (parser.Current is NodeEvent { Anchor.IsEmpty: false } or NodeEvent { Tag.IsEmpty: false } or AnchorAlias)
        {
            throw new YamlException(start, start, "anchors, aliases and tags are not allowed");
        }

        if (parser.TryConsume<Scalar>(out var scalar))
        {
            return new ScalarNode(KindOf(scalar), scalar.Value);
        }

        return parser.TryConsume<SequenceStart>(out _)
            ? ReadList(parser, path, depth, ref nodes, problems)
            : ReadObject(parser, path, depth, ref nodes, problems);
    }

    private static ListNode ReadList(Parser parser, string path, int depth, ref int nodes, ICollection<SpecProblem> problems)
    {
        var items = new List<DocumentNode>();
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(ReadNode(parser, $"{path}[{items.Count}]", depth + 1, ref nodes, problems));
        }

        return new ListNode(items);
    }

    private static ObjectNode ReadObject(Parser parser, string path, int depth, ref int nodes, ICollection<SpecProblem> problems)
    {
        parser.Consume<MappingStart>();
        var properties = new List<KeyValuePair<string, DocumentNode>>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = parser.Consume<Scalar>().Value;
            var field = path.Length == 0 ? key : $"{path}.{key}";
            var value = ReadNode(parser, field, depth + 1, ref nodes, problems);
            if (seen.Add(key))
            {
                properties.Add(new(key, value));
            }
            else
            {
                problems.Add(new SpecProblem(field, "is written twice", Allowed: "each property once"));
            }
        }

        return new ObjectNode(properties);
    }

    private static ScalarKind KindOf(Scalar scalar)
    {
        if (scalar.Style != ScalarStyle.Plain)
        {
            return ScalarKind.Text;
        }

        return scalar.Value switch
        {
            "" or "~" or "null" => ScalarKind.Null,
            "true" or "false" => ScalarKind.Boolean,
            var text when double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) => ScalarKind.Number,
            _ => ScalarKind.Text,
        };
    }
}
