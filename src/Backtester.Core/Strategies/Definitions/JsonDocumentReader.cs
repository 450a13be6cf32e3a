using System.Text;
using System.Text.Json;

namespace Backtester.Core.Strategies.Definitions;

/// <summary>Reads JSON into the same tree as YAML. Numbers and true and false become their texts.</summary>
internal ref struct JsonDocumentReader
{
    private static readonly JsonReaderOptions Options = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        MaxDepth = 64,
    };

    private readonly byte[] _source;
    private readonly DocumentBudget _budget = new();
    private Utf8JsonReader _reader;
    private int _line = 1;
    private int _lineStart;
    private int _counted;

    private JsonDocumentReader(byte[] source)
    {
        _source = source;
        _reader = new Utf8JsonReader(source, Options);
    }

    /// <summary>Reads a whole document.</summary>
    /// <exception cref="DocumentException">The text is not JSON.</exception>
    public static DocumentNode Read(string source)
    {
        DocumentBudget.Length(source);
        try
        {
            var document = new JsonDocumentReader(Encoding.UTF8.GetBytes(source));
            document._reader.Read();
            var root = document.ReadNode();
            document._reader.Read();
            return root;
        }
        catch (InvalidOperationException e)
        {
            throw new DocumentException(1, 1, $"this is not JSON: {e.Message}");
        }
        catch (JsonException e)
        {
            throw new DocumentException((int)(e.LineNumber ?? 0) + 1, (int)(e.BytePositionInLine ?? 0) + 1, $"this is not JSON: {e.Message}");
        }
    }

    private (int Line, int Column) Place()
    {
        var at = (int)_reader.TokenStartIndex;
        for (; _counted < at; _counted++)
        {
            if (_source[_counted] == (byte)'\n')
            {
                _line++;
                _lineStart = _counted + 1;
            }
        }

        return (_line, at - _lineStart + 1);
    }

    private DocumentNode ReadNode()
    {
        var (line, column) = Place();
        switch (_reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return ReadMap(line, column);
            case JsonTokenType.StartArray:
                return ReadList(line, column);
            default:
                _budget.Count(line, column);
                var text = _reader.TokenType switch
                {
                    JsonTokenType.Null => null,
                    JsonTokenType.String => _reader.GetString(),
                    _ => Encoding.UTF8.GetString(_reader.ValueSpan),
                };
                return new DocumentScalar(text, line, column, line, column + (_reader.TokenType == JsonTokenType.String ? 1 : 0));
        }
    }

    private DocumentList ReadList(int line, int column)
    {
        _budget.Enter(line, column);
        var items = new List<DocumentNode>();
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(ReadNode());
        }

        _budget.Leave();
        return new DocumentList(items, line, column);
    }

    private DocumentMap ReadMap(int line, int column)
    {
        _budget.Enter(line, column);
        var entries = new List<DocumentEntry>();
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndObject)
        {
            var (keyLine, keyColumn) = Place();
            var key = _reader.GetString()!;
            if (entries.Exists(e => e.Key == key))
            {
                throw new DocumentException(keyLine, keyColumn, "the key is there twice", key, "each key once");
            }

            _reader.Read();
            entries.Add(new DocumentEntry(key, keyLine, keyColumn, ReadNode()));
        }

        _budget.Leave();
        return new DocumentMap(entries, line, column);
    }
}
