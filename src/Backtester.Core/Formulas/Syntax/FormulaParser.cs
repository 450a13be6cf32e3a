namespace Backtester.Core.Formulas.Syntax;

/// <summary>
/// Reads a formula by precedence climbing (Pratt): conditional, or, and, not, comparison, + −, × ÷ %, minus, [n].
/// A syntax error ends the formula; errors of meaning are found by the type checker, all of them.
/// </summary>
public sealed class FormulaParser
{
    private readonly List<Token> _tokens;
    private int _at;
    private int _depth;
    private int _nodes;

    private FormulaParser(string text) => _tokens = new Lexer(text).Read();

    private Token Current => _tokens[_at];

    /// <summary>Reads one expression; null where it has a syntax error, which is then in <paramref name="problems"/>.</summary>
    public static Expression? Parse(string text, DiagnosticBag problems)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Guarded<Expression>(problems, () =>
        {
            var parser = new FormulaParser(text);
            var expression = parser.Operand(0);
            parser.ExpectEnd();
            return expression;
        });
    }

    /// <summary>Reads lines of the form <c>name = expression</c>; null where one has a syntax error.</summary>
    public static IReadOnlyList<FormulaLine>? ParseLines(string text, DiagnosticBag problems)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Guarded<List<FormulaLine>>(problems, () =>
        {
            var parser = new FormulaParser(text);
            var lines = new List<FormulaLine>();
            while (parser.Current.Kind != TokenKind.End)
            {
                var name = parser.Current;
                if (name.Kind != TokenKind.Name || Words.IsReserved(name.Text))
                {
                    throw parser.Unexpected("a name, as in trend = ema(close, 200)");
                }

                parser._at++;
                parser.Expect("=");
                lines.Add(new FormulaLine(name.Text, name.At, parser.Operand(0)));
            }

            return lines;
        });
    }

    private static T? Guarded<T>(DiagnosticBag problems, Func<T> read)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(problems);
        try
        {
            return read();
        }
        catch (SyntaxException e)
        {
            problems.Add(e.At, e.Message, e.Got, e.Allowed, e.Suggestion);
            return null;
        }
    }

    private Expression Operand(int minimum)
    {
        if (++_depth > FormulaLimits.Depth)
        {
            throw new SyntaxException(Current.At, "the formula is nested too deeply", null, $"at most {FormulaLimits.Depth} levels");
        }

        var left = Prefix();
        while (true)
        {
            var token = Current;
            if (token.Kind == TokenKind.Symbol && token.Text == "[")
            {
                _at++;
                var offset = Operand(0);
                Expect("]");
                left = Count(new HistoryExpression(token.At, left, offset));
            }
            else if (token.Kind == TokenKind.Symbol && token.Text == "?" && minimum <= OperatorTable.Conditional)
            {
                _at++;
                var whenTrue = Operand(OperatorTable.Conditional);
                Expect(":");
                left = Count(new ConditionalExpression(token.At, left, whenTrue, Operand(OperatorTable.Conditional)));
            }
            else if (token.Kind is TokenKind.Symbol or TokenKind.Name
                && OperatorTable.Find(token.Text) is { } op
                && OperatorTable.Precedence(op) >= minimum)
            {
                left = Binary(left, op, token);
            }
            else
            {
                _depth--;
                return left;
            }
        }
    }

    private BinaryExpression Binary(Expression left, BinaryOperator op, Token token)
    {
        _at++;
        var precedence = OperatorTable.Precedence(op);
        var right = Operand(precedence + 1);
        if (precedence == OperatorTable.Comparison
            && Current.Kind == TokenKind.Symbol
            && OperatorTable.Find(Current.Text) is { } next
            && OperatorTable.Precedence(next) == OperatorTable.Comparison)
        {
            throw new SyntaxException(Current.At, "comparisons cannot be chained", Current.Shown, "two comparisons joined by and: a < b and b < c");
        }

        return Count(new BinaryExpression(token.At, op, left, right));
    }

    private Expression Prefix()
    {
        var token = Current;
        _at++;
        switch (token.Kind)
        {
            case TokenKind.Number:
                return Count(new NumberExpression(token.At, token.Value));
            case TokenKind.Percent when Current.Kind is TokenKind.Number or TokenKind.Name or TokenKind.Percent && OperatorTable.Find(Current.Text) is null
                && !Words.IsReserved(Current.Text):
                throw new SyntaxException(token.At, "a percentage is followed by a value", Current.Shown, "a blank before % for the remainder of a division, an operator otherwise");
            case TokenKind.Percent:
                return Count(new PercentExpression(token.At, token.Value));
            case TokenKind.Text:
                return Count(new TextExpression(token.At, token.Text));
            case TokenKind.Symbol when token.Text == "(":
                var inner = Operand(0);
                Expect(")");
                return inner;
            case TokenKind.Symbol when token.Text == "-":
                return Count(new UnaryExpression(token.At, UnaryOperator.Negate, Operand(OperatorTable.Negate)));
            case TokenKind.Name when token.Text == "not":
                return Count(new UnaryExpression(token.At, UnaryOperator.Not, Operand(OperatorTable.Not)));
            case TokenKind.Name when token.Text == "if":
                return If(token);
            case TokenKind.Name when token.Text is "true" or "false":
                return Count(new BooleanExpression(token.At, token.Text == "true"));
            case TokenKind.Name when !Words.IsReserved(token.Text):
                return Current is { Kind: TokenKind.Symbol, Text: "(" } ? Call(token) : Count(new NameExpression(token.At, token.Text));
            default:
                _at--;
                throw Unexpected("a value: a number, a name, a call or an opening bracket");
        }
    }

    private ConditionalExpression If(Token token)
    {
        var condition = Operand(0);
        ExpectWord("then");
        var whenTrue = Operand(0);
        ExpectWord("else");
        return Count(new ConditionalExpression(token.At, condition, whenTrue, Operand(OperatorTable.Conditional)));
    }

    private CallExpression Call(Token name)
    {
        _at++;
        var arguments = new List<Expression>();
        if (Current is not { Kind: TokenKind.Symbol, Text: ")" })
        {
            arguments.Add(Operand(0));
            while (Current is { Kind: TokenKind.Symbol, Text: "," })
            {
                _at++;
                arguments.Add(Operand(0));
            }
        }

        if (Current is not { Kind: TokenKind.Symbol, Text: ")" })
        {
            throw Unexpected($"a comma or the closing bracket of {name.Text}(");
        }

        _at++;
        return Count(new CallExpression(name.At, name.Text, arguments));
    }

    private T Count<T>(T node)
        where T : Expression
    {
        if (++_nodes > FormulaLimits.Nodes)
        {
            throw new SyntaxException(node.At, "the formula is too large", null, $"at most {FormulaLimits.Nodes} names, numbers, operators and calls");
        }

        return node;
    }

    private void Expect(string symbol)
    {
        if (Current.Kind != TokenKind.Symbol || Current.Text != symbol)
        {
            throw Unexpected($"'{symbol}'");
        }

        _at++;
    }

    private void ExpectWord(string word)
    {
        if (Current.Kind != TokenKind.Name || Current.Text != word)
        {
            throw Unexpected($"'{word}', as in if c then a else b");
        }

        _at++;
    }

    private void ExpectEnd()
    {
        if (Current.Kind != TokenKind.End)
        {
            throw Unexpected("an operator or the end of the formula");
        }
    }

    private SyntaxException Unexpected(string expected)
    {
        var token = Current;
        if (token is { Kind: TokenKind.Symbol, Text: "=" })
        {
            return new SyntaxException(token.At, "a single = does not compare", token.Shown, expected, "==");
        }

        return token.Kind == TokenKind.End
            ? new SyntaxException(token.At, "the formula ends too early", null, expected)
            : new SyntaxException(token.At, $"{token.Shown} does not fit here", token.Shown, expected, Words.Nearest(token));
    }
}
