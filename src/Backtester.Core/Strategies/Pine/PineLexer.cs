using System.Globalization;
using Backtester.Core.Formulas.Syntax;

namespace Backtester.Core.Strategies.Pine;

/// <summary>
/// Cuts a Pine script into tokens. A line begins a statement unless it continues the one before: inside brackets, after
/// an operator, before one, or where its indentation is no multiple of four (Pine's own rule).
/// </summary>
internal sealed class PineLexer(string text)
{
    private const int Tab = 4;

    private static readonly string[] Symbols = ["=>", ":=", "==", "!=", "<=", ">=", "+=", "-=", "*=", "/=", "%="];

    private static readonly string[] Joining = ["and", "or", "not"];

    private readonly List<PineToken> _tokens = [];
    private int _at;
    private int _line = 1;
    private int _lineStart;
    private int _open;

    /// <summary>The version that the script names in //@version=5; null where it names none.</summary>
    public int? Version { get; private set; }

    /// <summary>All tokens, with an end token last.</summary>
    /// <exception cref="PineException">The script is too large, or a character does not belong to Pine.</exception>
    public List<PineToken> Read()
    {
        while (_at < text.Length)
        {
            ReadLine();
        }

        Add(PineTokenKind.Line, "", 0, 0);
        Add(PineTokenKind.End, "", 0, 0);
        return _tokens;
    }

    private void ReadLine()
    {
        var indent = 0;
        for (; _at < text.Length && text[_at] is ' ' or '\t' or '\r' or '\u00a0'; _at++)
        {
            indent += text[_at] == '\t' ? Tab - (indent % Tab) : 1;
        }

        if (_at < text.Length && text[_at] != '\n' && !IsComment())
        {
            if (!Continues(indent))
            {
                Add(PineTokenKind.Line, "", indent, 0);
            }

            while (_at < text.Length && text[_at] != '\n' && !IsComment())
            {
                Next();
                while (_at < text.Length && text[_at] is ' ' or '\t' or '\r' or '\u00a0')
                {
                    _at++;
                }
            }
        }

        SkipRestOfLine();
    }

    private char Peek(int ahead = 0) => _at + ahead < text.Length ? text[_at + ahead] : '\0';

    private bool IsComment() => Peek() == '/' && Peek(1) == '/';

    private void SkipRestOfLine()
    {
        var end = text.IndexOf('\n', _at);
        end = end < 0 ? text.Length : end;
        var rest = text.AsSpan(_at, end - _at).Trim();
        if (rest.StartsWith("//") && rest[2..].TrimStart().StartsWith("@version=") && int.TryParse(rest[(rest.IndexOf('=') + 1)..].Trim(), out var version))
        {
            Version ??= version;
        }

        _at = Math.Min(end + 1, text.Length);
        if (end < text.Length)
        {
            _line++;
            _lineStart = _at;
        }
    }

    private bool Continues(int indent)
    {
        if (_open > 0 && (indent > 0 || Peek() is ')' or ']'))
        {
            return true;
        }

        // At the margin a new statement begins, even where the brackets of the last one were left open.
        _open = 0;

        if (_tokens.Count == 0)
        {
            return false;
        }

        var last = _tokens[^1];
        if (indent % Tab != 0)
        {
            return true;
        }

        var joins = (last.Kind == PineTokenKind.Symbol && last.Text is not (")" or "]" or "=>")) || (last.Kind == PineTokenKind.Name && Joining.Contains(last.Text));
        return (joins && last.Text != "=" && last.Text != ":=") || (indent > 0 && BeginsWithOperator());
    }

    // A statement may begin with [ (a tuple) or with a minus, never with these.
    private bool BeginsWithOperator() =>
        Peek() is '?' or ':' or '*' or '%' or '<' or '>' or ',' or '+' || StartsWithWord("and") || StartsWithWord("or");

    private bool StartsWithWord(string word) =>
        string.CompareOrdinal(text, _at, word, 0, word.Length) == 0 && !IsNamePart(Peek(word.Length));

    private void Next()
    {
        var c = Peek();
        if (char.IsAsciiDigit(c) || (c == '.' && char.IsAsciiDigit(Peek(1))))
        {
            Number();
        }
        else if (char.IsAsciiLetter(c) || c == '_')
        {
            Name();
        }
        else if (c is '"' or '\'')
        {
            Text(c);
        }
        else if (c == '#')
        {
            var length = 1;
            while (char.IsAsciiLetterOrDigit(Peek(length)))
            {
                length++;
            }

            Take(PineTokenKind.Text, length);
        }
        else
        {
            Symbol(c);
        }
    }

    private void Number()
    {
        var length = 0;
        while (char.IsAsciiDigit(Peek(length)) || Peek(length) == '.')
        {
            length++;
        }

        if (Peek(length) is 'e' or 'E')
        {
            var digits = Peek(length + 1) is '+' or '-' ? length + 2 : length + 1;
            for (; char.IsAsciiDigit(Peek(digits)); digits++)
            {
                length = digits + 1;
            }
        }

        if (!double.TryParse(text.AsSpan(_at, length), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !double.IsFinite(value))
        {
            throw new PineException(Here(length), $"this is not a number: '{text.Substring(_at, Math.Min(length, 40))}'");
        }

        Take(PineTokenKind.Number, length, value);
    }

    private void Name()
    {
        var length = 1;
        while (IsNamePart(Peek(length)) || (Peek(length) == '.' && (char.IsAsciiLetter(Peek(length + 1)) || Peek(length + 1) == '_')))
        {
            length++;
        }

        Take(PineTokenKind.Name, length);
    }

    private void Text(char quote)
    {
        var length = 1;
        while (Peek(length) != quote && Peek(length) is not ('\n' or '\0'))
        {
            length += Peek(length) == '\\' && Peek(length + 1) is not ('\n' or '\0') ? 2 : 1;
        }

        if (Peek(length) != quote)
        {
            throw new PineException(Here(1), "the text does not end on its line");
        }

        var at = Here(length + 1);
        _tokens.Add(new PineToken(PineTokenKind.Text, text.Substring(_at + 1, length - 1), 0, at));
        _at += length + 1;
    }

    private void Symbol(char c)
    {
        var two = _at + 1 < text.Length ? text.Substring(_at, 2) : "";
        if (Symbols.Contains(two))
        {
            Take(PineTokenKind.Symbol, 2);
            return;
        }

        if (!"+-*/%<>=?:()[],".Contains(c))
        {
            throw new PineException(Here(1), $"this character is not part of Pine: {(char.IsControl(c) || char.IsSurrogate(c) ? $"U+{(int)c:X4}" : $"'{c}'")}");
        }

        _open = Math.Max(0, _open + (c is '(' or '[' ? 1 : c is ')' or ']' ? -1 : 0));
        Take(PineTokenKind.Symbol, 1);
    }

    private void Take(PineTokenKind kind, int length, double value = 0)
    {
        Add(kind, text.Substring(_at, length), value, length);
        _at += length;
    }

    private void Add(PineTokenKind kind, string written, double value, int length)
    {
        if (_tokens.Count > PineLimits.Tokens)
        {
            throw new PineException(Here(length), $"the script is too large: at most {PineLimits.Tokens:N0} names, numbers, operators and brackets");
        }

        _tokens.Add(new PineToken(kind, written, value, Here(length)));
    }

    private TextSpan Here(int length) => new(_line, _at - _lineStart + 1, length);

    private static bool IsNamePart(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';
}
