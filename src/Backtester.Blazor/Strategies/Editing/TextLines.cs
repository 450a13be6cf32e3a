using System.Text.RegularExpressions;

namespace Backtester.Blazor.Strategies.Editing;

/// <summary>Lines and offsets of a text: problems come with lines and columns, editors work with offsets.</summary>
internal sealed class TextLines
{
    private readonly string _text;
    private readonly List<int> _starts = [0];

    public TextLines(string text)
    {
        _text = text;
        for (var i = text.IndexOf('\n', StringComparison.Ordinal); i >= 0; i = text.IndexOf('\n', i + 1))
        {
            _starts.Add(i + 1);
        }
    }

    /// <summary>
    /// The offset of a line and a column, both 1-based. A column beyond the line's end means a text that goes on in the
    /// next line, where YAML reads the line's end and the indentation as one space.
    /// </summary>
    public int Offset(int line, int column)
    {
        var (row, rest) = (Math.Clamp(line, 1, _starts.Count) - 1, Math.Max(column, 1) - 1);
        var at = _starts[row];
        while (rest > Length(at) && row + 1 < _starts.Count)
        {
            rest -= Length(at) + 1;
            at = _starts[++row];
            while (at < _text.Length && _text[at] == ' ')
            {
                at++;
            }
        }

        return at + Math.Min(rest, Length(at));
    }

    /// <summary>The offset of a top-level field's value, behind a quote; null where the text has no such field.</summary>
    public int? OffsetOfField(string field)
    {
        var match = Regex.Match(_text, $@"^[ {{]*""?{Regex.Escape(field.Split('.', '[')[0])}""?:[ \t]*[""']?", RegexOptions.Multiline, TimeSpan.FromSeconds(1));
        return field.Length > 0 && match.Success ? match.Index + match.Length : null;
    }

    /// <summary>Line and column of an offset, 1-based.</summary>
    public (int Line, int Column) Place(int offset)
    {
        var row = _starts.BinarySearch(offset);
        row = row < 0 ? ~row - 1 : row;
        return (row + 1, offset - _starts[row] + 1);
    }

    /// <summary>Whether a text stands at an offset.</summary>
    public bool StartsWith(int offset, string text) => string.CompareOrdinal(_text, offset, text, 0, text.Length) == 0;

    /// <summary>The end of a stretch, inside its line; one character at least where the line has one.</summary>
    public int End(int offset, int length) => offset + Math.Min(Math.Max(length, 1), Length(offset));

    /// <summary>Characters from an offset to the end of its line.</summary>
    private int Length(int offset)
    {
        var end = _text.IndexOf('\n', offset);
        end = end < 0 ? _text.Length : end;
        return end - offset - (end > offset && _text[end - 1] == '\r' ? 1 : 0);
    }
}
