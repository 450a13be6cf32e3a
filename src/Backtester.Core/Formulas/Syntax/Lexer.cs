using System.Globalization;

namespace Backtester.Core.Formulas.Syntax;

/// <summary>
/// Cuts a formula into tokens. Line breaks count as blanks; a comment runs from # to the end of its line.
/// A percent sign right after a number makes it a percentage; anywhere else it is the remainder operator.
/// </summary>
internal sealed class Lexer(string text)
{
    private static readonly Dictionary<string, string> Foreign = new()
    {
        ["&&"] = "and",
        ["||"] = "or",
        ["!"] = "not",
        ["&"] = "and",
        ["|"] = "or",
        ["^"] = "x * x, or exp(y * log(x))",
        ["**"] = "x * x, or exp(y * log(x))",
        ["<>"] = "!=",
        [":="] = "=",
        ["'"] = "\"",
        [";"] = "a new line",
    };

    private readonly List<Token> _tokens = [];
    private int _at;
    private int _line = 1;
    private int _lineStart;

    /// <summary>All tokens with an end token last.</summary>
    /// <exception cref="SyntaxException">A character does not belong to the language.</exception>
    public List<Token> Read()
    {
        if (text.Length > FormulaLimits.TextLength)
        {
            throw new SyntaxException(new(1, 1), "the formula is too long", $"{text.Length} characters", $"at most {FormulaLimits.TextLength}");
        }

        while (SkipBlanks())
        {
            _tokens.Add(Next());
        }

        _tokens.Add(new Token(TokenKind.End, "", 0, Here(0)));
        return _tokens;
    }

    private TextSpan Here(int length) => new(_line, _at - _lineStart + 1, length);

    private char Peek(int ahead = 0) => _at + ahead < text.Length ? text[_at + ahead] : '\0';

    private bool SkipBlanks()
    {
        for (; _at < text.Length; _at++)
        {
            var c = text[_at];
            if (c == '#')
            {
                while (_at + 1 < text.Length && text[_at + 1] != '\n')
                {
                    _at++;
                }
            }
            else if (c == '\n')
            {
                _line++;
                _lineStart = _at + 1;
            }
            else if (c is not (' ' or '\t' or '\r'))
            {
                return true;
            }
        }

        return false;
    }

    private Token Next()
    {
        var c = Peek();
        if (char.IsAsciiDigit(c) || (c == '.' && char.IsAsciiDigit(Peek(1))))
        {
            return Number();
        }

        if (char.IsAsciiLetter(c) || c == '_')
        {
            var length = 1;
            while (char.IsAsciiLetterOrDigit(Peek(length)) || Peek(length) == '_')
            {
                length++;
            }

            return Take(TokenKind.Name, length);
        }

        return c == '"' ? Text() : Symbol(c);
    }

    private Token Number()
    {
        var length = 0;
        while (char.IsAsciiDigit(Peek(length)))
        {
            length++;
        }

        if (Peek(length) == '.' && char.IsAsciiDigit(Peek(length + 1)))
        {
            length++;
            while (char.IsAsciiDigit(Peek(length)))
            {
                length++;
            }
        }

        if (Peek(length) is 'e' or 'E')
        {
            var digits = Peek(length + 1) is '+' or '-' ? length + 2 : length + 1;
            if (char.IsAsciiDigit(Peek(digits)))
            {
                length = digits;
                while (char.IsAsciiDigit(Peek(length)))
                {
                    length++;
                }
            }
        }

        if (char.IsAsciiLetter(Peek(length)) || Peek(length) is '_' or '.')
        {
            throw new SyntaxException(
                Here(length + 1),
                "a number ends in a letter or a second point",
                $"'{text.Substring(_at, length + 1)}'",
                "a number such as 14, 0.5, 2% or 1e-3; a timeframe is a text such as \"4h\"");
        }

        var value = double.Parse(text.AsSpan(_at, length), NumberStyles.Float, CultureInfo.InvariantCulture);
        if (!double.IsFinite(value))
        {
            throw new SyntaxException(Here(length), "the number is too large", $"'{text.Substring(_at, Math.Min(length, 40))}'", "at most 1.79e308");
        }

        return Peek(length) == '%'
            ? Take(TokenKind.Percent, length + 1) with { Value = value }
            : Take(TokenKind.Number, length) with { Value = value };
    }

    private Token Text()
    {
        var length = 1;
        while (Peek(length) is not ('"' or '\n' or '\0') && length <= 100)
        {
            length++;
        }

        if (Peek(length) != '"')
        {
            throw new SyntaxException(Here(1), "the text does not end", null, "a closing \" on the same line, after at most 100 characters");
        }

        var token = Take(TokenKind.Text, length + 1);
        return token with { Text = token.Text[1..^1] };
    }

    private Token Symbol(char c)
    {
        var two = _at + 1 < text.Length ? text.Substring(_at, 2) : "";
        if (two is "<=" or ">=" or "==" or "!=")
        {
            return Take(TokenKind.Symbol, 2);
        }

        if (Foreign.TryGetValue(two, out var meant))
        {
            throw new SyntaxException(Here(2), "this operator is not part of the language", $"'{two}'", null, meant);
        }

        if ("+-*/%<>=?:()[],".Contains(c))
        {
            return Take(TokenKind.Symbol, 1);
        }

        throw new SyntaxException(
            Here(1),
            "this character is not part of the language",
            char.IsControl(c) || char.IsSurrogate(c) ? $"U+{(int)c:X4}" : $"'{c}'",
            null,
            Foreign.GetValueOrDefault(c.ToString()));
    }

    private Token Take(TokenKind kind, int length)
    {
        var token = new Token(kind, text.Substring(_at, length), 0, Here(length));
        _at += length;
        return token;
    }
}
