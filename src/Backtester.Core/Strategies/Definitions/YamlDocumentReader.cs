using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Backtester.Core.Strategies.Definitions;

/// <summary>
/// Reads the plain part of YAML: maps, lists, texts. Anchors, aliases, tags and further documents are refused, so a
/// document never grows while it is read. Inside { } and [ ] YAML ends a bare text at each comma; a formula with an open
/// bracket is put together again from the source, so that <c>{rule: rsi(close, 14) &lt; 40}</c> reads as it looks.
/// </summary>
internal sealed class YamlDocumentReader
{
    private readonly string _source;
    private readonly Parser _parser;
    private readonly DocumentBudget _budget = new();

    private YamlDocumentReader(string source)
    {
        _source = source;
        _parser = new Parser(new StringReader(source));
    }

    /// <summary>Reads a whole document.</summary>
    /// <exception cref="DocumentException">The text is not such a document.</exception>
    public static DocumentNode Read(string source)
    {
        DocumentBudget.Length(source);
        var reader = new YamlDocumentReader(source);
        try
        {
            return reader.ReadDocument();
        }
        catch (YamlException e)
        {
            throw new DocumentException(
                (int)e.Start.Line,
                (int)e.Start.Column,
                $"this is not YAML: {e.Message}",
                null,
                "key: value; a formula with c ? a : b, or with [n] inside { }, stands between quotes");
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or IndexOutOfRangeException or NullReferenceException)
        {
            // The parser stumbles over some broken texts instead of refusing them.
            var at = reader._parser.Current?.End ?? Mark.Empty;
            throw new DocumentException(Math.Max(1, (int)at.Line), Math.Max(1, (int)at.Column), "this is not YAML", null, "key: value");
        }
    }

    private DocumentNode ReadDocument()
    {
        Next();
        Next();
        if (_parser.Current is not DocumentStart)
        {
            throw new DocumentException(1, 1, "the document is empty", null, "a strategy definition");
        }

        Next();
        var (root, _) = ReadNode(flow: false);
        Next();
        if (_parser.Current is DocumentStart start)
        {
            throw new DocumentException((int)start.Start.Line, 1, "a second document begins", "---", "one definition");
        }

        return root;
    }

    private void Next()
    {
        if (!_parser.MoveNext())
        {
            throw new DocumentException(1, 1, "the document ends too early");
        }
    }

    /// <summary>Reads the current node and moves behind it. The end is an index of the source.</summary>
    private (DocumentNode Node, int End) ReadNode(bool flow)
    {
        var (line, column) = ((int)_parser.Current!.Start.Line, (int)_parser.Current.Start.Column);
        switch (_parser.Current)
        {
            case AnchorAlias:
                throw new DocumentException(line, column, "references are not allowed", "*", "the value itself");
            case NodeEvent node when !node.Anchor.IsEmpty || !node.Tag.IsEmpty:
                throw new DocumentException(line, column, "anchors and tags are not allowed", node.Anchor.IsEmpty ? node.Tag.ToString() : "&" + node.Anchor, "plain values");
            case Scalar scalar:
                _budget.Count(line, column);
                var isNull = scalar.Style == ScalarStyle.Plain && scalar.Value is "" or "~" or "null";
                var block = scalar.Style is ScalarStyle.Literal or ScalarStyle.Folded ? 1 : 0;
                var end = (int)scalar.End.Index;
                Next();
                return (new DocumentScalar(isNull && scalar.Style == ScalarStyle.Plain ? null : scalar.Value, line, column, line + block, TextColumn(scalar)), end);
            case SequenceStart sequence:
                _budget.Enter(line, column);
                return (ReadList(sequence.Style == SequenceStyle.Flow, line, column), 0);
            case MappingStart mapping:
                _budget.Enter(line, column);
                return (ReadMap(mapping.Style == MappingStyle.Flow, line, column), 0);
            default:
                throw new DocumentException(line, column, "this part of YAML is not understood", _parser.Current.GetType().Name);
        }
    }

    private DocumentList ReadList(bool flow, int line, int column)
    {
        var items = new List<DocumentNode>();
        var begin = 0;
        for (Next(); _parser.Current is not SequenceEnd;)
        {
            var start = Begin();
            var (item, end) = ReadNode(flow);
            if (flow && items.Count > 0 && items[^1] is DocumentScalar open && IsOpen(open) && item is DocumentScalar)
            {
                items[^1] = open with { Text = _source[begin..end].Trim() };
            }
            else
            {
                items.Add(item);
                begin = start;
            }
        }

        _budget.Leave();
        Next();
        return new DocumentList(items, line, column);
    }

    private DocumentMap ReadMap(bool flow, int line, int column)
    {
        var entries = new List<DocumentEntry>();
        var begin = 0;
        for (Next(); _parser.Current is not MappingEnd;)
        {
            var (keyLine, keyColumn) = ((int)_parser.Current!.Start.Line, (int)_parser.Current.Start.Column);
            var (key, keyEnd) = ReadNode(flow);
            if (key is not DocumentScalar { Text: { } name })
            {
                throw new DocumentException(keyLine, keyColumn, "a key is not a name", null, "name: value");
            }

            var start = Begin();
            var (value, valueEnd) = ReadNode(flow);
            if (flow && entries.Count > 0 && entries[^1].Value is DocumentScalar open && IsOpen(open) && value is DocumentScalar rest)
            {
                var end = rest.Text is null ? keyEnd : valueEnd;
                entries[^1] = entries[^1] with { Value = open with { Text = _source[begin..end].Trim() } };
                continue;
            }

            if (entries.Exists(e => e.Key == name))
            {
                throw new DocumentException(keyLine, keyColumn, "the key is there twice", name, "each key once");
            }

            entries.Add(new DocumentEntry(name, keyLine, keyColumn, value));
            begin = start;
        }

        _budget.Leave();
        Next();
        return new DocumentMap(entries, line, column);
    }

    /// <summary>Column of the first character of a text, 1-based: behind the quote, or where the lines of a block stand.</summary>
    private int TextColumn(Scalar scalar)
    {
        var column = (int)scalar.Start.Column;
        if (scalar.Style is ScalarStyle.Plain)
        {
            return column;
        }

        if (scalar.Style is ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted)
        {
            return column + 1;
        }

        var start = Math.Min(_source.Length, (int)scalar.Start.Index);
        var lineEnd = _source.IndexOf('\n', start);
        var text = lineEnd < 0 ? "" : _source[(lineEnd + 1)..].TrimStart('\r', '\n');
        return 1 + text.Length - text.TrimStart(' ').Length;
    }

    private int Begin() => (int)_parser.Current!.Start.Index;

    /// <summary>True where a text has an opening bracket without its closing one.</summary>
    private static bool IsOpen(DocumentScalar scalar) =>
        scalar.Text is { } text && text.Count(c => c == '(') > text.Count(c => c == ')');
}
