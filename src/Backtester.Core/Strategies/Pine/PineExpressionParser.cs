using Backtester.Core.Formulas;

namespace Backtester.Core.Strategies.Pine;

/// <summary>Reads the values of a Pine script by precedence climbing, over tokens that it shares with <see cref="PineParser"/>.</summary>
internal class PineExpressionParser(List<PineToken> tokens)
{
    private const int ConditionalPrecedence = 1;
    private const int UnaryPrecedence = 8;

    private int _depth;
    private int _nodes;

    /// <summary>Index of the next token.</summary>
    protected int Position { get; set; }

    protected PineToken Current => tokens[Math.Min(Position, tokens.Count - 1)];

    protected PineToken Ahead(int count) => tokens[Math.Min(Position + count, tokens.Count - 1)];

    protected IReadOnlyList<PineToken> Tokens => tokens;

    protected PineExpression Expression(int minimum = 0)
    {
        Enter();
        var left = Prefix();
        while (true)
        {
            var token = Current;
            if (++_nodes > FormulaLimits.Nodes)
            {
                throw new PineException(token.At, $"the statement is too large: at most {FormulaLimits.Nodes:N0} names, numbers, operators and calls");
            }

            if (token.Is("["))
            {
                Position++;
                var offset = Expression();
                Expect("]");
                left = new PineHistory(token.At, left, offset);
            }
            else if (token.Is("?") && minimum <= ConditionalPrecedence)
            {
                Position++;
                var whenTrue = Expression(ConditionalPrecedence);
                Expect(":");
                left = new PineConditional(token.At, left, whenTrue, Expression(ConditionalPrecedence));
            }
            else if (Precedence(token) is var precedence and > 0 && precedence >= minimum)
            {
                Position++;
                left = new PineBinary(token.At, token.Text, left, Expression(precedence + 1));
            }
            else
            {
                Leave();
                return left;
            }
        }
    }

    /// <summary>One level deeper; the reader's own stack is never the limit.</summary>
    protected void Enter()
    {
        if (++_depth > PineLimits.Depth)
        {
            throw new PineException(Current.At, $"the script is nested too deeply: at most {PineLimits.Depth} levels");
        }
    }

    protected void Leave() => _depth--;

    /// <summary>Levels of nesting, to be set back after a statement that was given up.</summary>
    protected int Depth
    {
        get => _depth;
        set => (_depth, _nodes) = (value, 0);
    }

    protected void Expect(string symbol)
    {
        if (!Current.Is(symbol))
        {
            throw Unexpected($"'{symbol}'");
        }

        Position++;
    }

    protected PineException Unexpected(string expected) => new(Current.At, $"{Current.Shown} does not fit here: {expected} was expected");

    private PineExpression Prefix()
    {
        var token = Current;
        Position++;
        switch (token.Kind)
        {
            case PineTokenKind.Number:
                return new PineNumber(token.At, token.Value, token.Text.All(char.IsAsciiDigit));
            case PineTokenKind.Text:
                return new PineText(token.At, token.Text);
            case PineTokenKind.Name when token.Text == "not":
                return new PineUnary(token.At, "not", Expression(UnaryPrecedence));
            case PineTokenKind.Name when token.Text is "true" or "false":
                return new PineBoolean(token.At, token.Text == "true");
            case PineTokenKind.Name when token.Text is "and" or "or":
                break;
            case PineTokenKind.Name when Current.Is("("):
                return Call(token);
            case PineTokenKind.Name:
                return new PineName(token.At, token.Text);
            case PineTokenKind.Symbol when token.Text is "-" or "+":
                return new PineUnary(token.At, token.Text, Expression(UnaryPrecedence));
            case PineTokenKind.Symbol when token.Text == "(":
                var inner = Expression();
                Expect(")");
                return inner;
            case PineTokenKind.Symbol when token.Text == "[":
                return new PineList(token.At, Items("]"));
            default:
                break;
        }

        Position--;
        throw Unexpected("a value");
    }

    private List<PineExpression> Items(string end)
    {
        var items = new List<PineExpression>();
        while (!Current.Is(end))
        {
            if (items.Count > 0)
            {
                Expect(",");
            }

            items.Add(Expression());
        }

        Position++;
        return items;
    }

    private PineCall Call(PineToken name)
    {
        Position++;
        var arguments = new List<PineExpression>();
        var named = new Dictionary<string, PineExpression>(StringComparer.Ordinal);
        while (!Current.Is(")"))
        {
            if (arguments.Count + named.Count > 0)
            {
                Expect(",");
            }

            if (Current.Kind == PineTokenKind.Name && Ahead(1).Is("="))
            {
                var argument = Current.Text;
                Position += 2;
                named[argument] = Expression();
            }
            else
            {
                arguments.Add(Expression());
            }
        }

        Position++;
        return new PineCall(name.At, name.Text, arguments, named);
    }

    private static int Precedence(PineToken token) => token.Kind is PineTokenKind.Symbol or PineTokenKind.Name
        ? token.Text switch
        {
            "or" => 2,
            "and" => 3,
            "==" or "!=" => 4,
            "<" or "<=" or ">" or ">=" => 5,
            "+" or "-" => 6,
            "*" or "/" or "%" => 7,
            _ => 0,
        }
        : 0;
}
