namespace Backtester.Core.Strategies.Pine;

/// <summary>
/// Reads the statements of a Pine script. One that cannot be read is kept as skipped, with its reason and with the
/// names that it assigns, and reading goes on with the next.
/// </summary>
internal sealed class PineParser(List<PineToken> tokens) : PineExpressionParser(tokens)
{
    private static readonly string[] Types = ["int", "float", "bool", "color", "string", "series", "simple", "const", "input"];

    private static readonly string[] Assigning = ["=", ":=", "+=", "-=", "*=", "/=", "%="];

    private static readonly Dictionary<string, string> Unsupported = new()
    {
        ["for"] = "loops are not translated",
        ["while"] = "loops are not translated",
        ["import"] = "libraries are not translated",
        ["export"] = "libraries are not translated",
        ["library"] = "libraries are not translated",
        ["type"] = "types of the script's own are not translated",
        ["enum"] = "types of the script's own are not translated",
        ["method"] = "methods are not translated",
        ["break"] = "loops are not translated",
        ["continue"] = "loops are not translated",
    };

    /// <summary>All statements.</summary>
    public List<PineStatement> Script()
    {
        var statements = new List<PineStatement>();
        while (Current.Kind != PineTokenKind.End)
        {
            if (Current.Kind == PineTokenKind.Line)
            {
                Position++;
                continue;
            }

            Statement(statements, Ahead(-1).Kind == PineTokenKind.Line ? (int)Ahead(-1).Value : 0);
        }

        return statements;
    }

    private void Statement(List<PineStatement> into, int indent)
    {
        var (start, depth) = (Position, Depth);
        try
        {
            var statement = Statement(indent);
            if (Current.Is(","))
            {
                Position++;
            }
            else if (Current.Kind is not (PineTokenKind.Line or PineTokenKind.End))
            {
                throw Unexpected("the end of the line");
            }

            into.Add(statement);
        }
        catch (PineException e)
        {
            Position = start;
            into.Add(Skip(indent, e));
        }

        Depth = depth;
    }

    private PineStatement Statement(int indent)
    {
        var first = Current;
        if (first.Kind == PineTokenKind.Name && !Ahead(1).Is("=") && !Ahead(1).Is("(") && Unsupported.TryGetValue(first.Text, out var reason))
        {
            throw new PineException(first.At, reason);
        }

        if (IsFunction())
        {
            return Function(indent);
        }

        if (first.Is("[") && IsTuple())
        {
            return Tuple();
        }

        var keeps = first.Kind == PineTokenKind.Name && first.Text is "var" or "varip";
        Position += keeps ? 1 : 0;
        string? type = null;
        while (Current.Kind == PineTokenKind.Name && Types.Contains(Current.Text) && Ahead(1).Kind == PineTokenKind.Name)
        {
            type = Current.Text;
            Position++;
        }

        if (Current.Kind == PineTokenKind.Name && Ahead(1).Kind == PineTokenKind.Symbol && Assigning.Contains(Ahead(1).Text))
        {
            return Assign(indent, keeps, type);
        }

        return new PineEvaluate(first.At, Value(indent));
    }

    private PineAssign Assign(int indent, bool keeps, string? type)
    {
        var name = Current;
        var op = Ahead(1);
        Position += 2;
        var value = Value(indent);
        return op.Text is "=" or ":="
            ? new PineAssign(name.At, name.Text, value, op.Text == ":=", keeps, type)
            : new PineAssign(name.At, name.Text, new PineBinary(op.At, op.Text[..1], new PineName(name.At, name.Text), value), true, false, type);
    }

    private PineExpression Value(int indent) => Current.Kind == PineTokenKind.Name && Current.Text is "if" or "switch" ? Choice(indent) : Expression();

    private PineChoice Choice(int indent)
    {
        Enter();
        var word = Current;
        Position++;
        var branches = word.Text == "if" ? If(indent) : Switch(indent);
        Leave();
        return new PineChoice(word.At, word.Text, branches);
    }

    private List<PineBranch> If(int indent)
    {
        var branches = new List<PineBranch> { new(Expression(), Block(indent)) };
        while (Current.Kind == PineTokenKind.Line && (int)Current.Value == indent && Ahead(1).IsWord("else"))
        {
            Position += 2;
            if (!Current.IsWord("if"))
            {
                branches.Add(new PineBranch(null, Block(indent)));
                break;
            }

            Position++;
            branches.Add(new PineBranch(Expression(), Block(indent)));
        }

        return branches;
    }

    // switch x with values before =>, or switch alone with conditions; the last may be a bare =>.
    private List<PineBranch> Switch(int indent)
    {
        var subject = Current.Kind == PineTokenKind.Line ? null : Expression();
        var branches = new List<PineBranch>();
        while (Current.Kind == PineTokenKind.Line && Current.Value > indent && Ahead(1).Kind is not (PineTokenKind.Line or PineTokenKind.End))
        {
            var inner = (int)Current.Value;
            Position++;
            var condition = Current.Is("=>") ? null : Expression();
            var arrow = Current;
            Expect("=>");
            var body = Current.Kind == PineTokenKind.Line ? Block(inner) : Line(inner);
            branches.Add(new PineBranch(condition is null || subject is null ? condition : new PineBinary(arrow.At, "==", subject, condition), body));
        }

        return branches.Count > 0 ? branches : throw Unexpected("a branch of switch, indented");
    }

    private List<PineStatement> Line(int indent)
    {
        var body = new List<PineStatement>();
        do
        {
            Statement(body, indent);
        }
        while (Current.Kind is not (PineTokenKind.Line or PineTokenKind.End));
        return body;
    }

    private List<PineStatement> Block(int indent)
    {
        if (Current.Kind != PineTokenKind.Line)
        {
            throw Unexpected("a new line");
        }

        var body = new List<PineStatement>();
        var inner = (int)Current.Value;
        if (inner <= indent)
        {
            throw Unexpected("an indented line");
        }

        while (Current.Kind == PineTokenKind.Line && Current.Value > indent && Ahead(1).Kind is not (PineTokenKind.Line or PineTokenKind.End))
        {
            Position++;
            body.AddRange(Line((int)Ahead(-1).Value));
        }

        return body;
    }

    private bool IsTuple()
    {
        var at = 1;
        while (Ahead(at).Kind == PineTokenKind.Name || Ahead(at).Is(","))
        {
            at++;
        }

        return Ahead(at).Is("]") && Ahead(at + 1).Is("=");
    }

    private PineTupleAssign Tuple()
    {
        var at = Current.At;
        Position++;
        var names = new List<string>();
        for (; !Current.Is("]"); Position++)
        {
            if (Current.Kind == PineTokenKind.Name)
            {
                names.Add(Current.Text);
            }
        }

        Position += 2;
        return new PineTupleAssign(at, names, Expression());
    }

    private bool IsFunction()
    {
        if (Current.Kind != PineTokenKind.Name || !Ahead(1).Is("("))
        {
            return false;
        }

        var at = 2;
        while (Ahead(at).Kind is PineTokenKind.Name or PineTokenKind.Number or PineTokenKind.Text || Ahead(at).Is(",") || Ahead(at).Is("="))
        {
            at++;
        }

        return Ahead(at).Is(")") && Ahead(at + 1).Is("=>");
    }

    private PineFunction Function(int indent)
    {
        var name = Current;
        var parameters = new List<string>();
        for (Position += 2; !Current.Is(")"); Position++)
        {
            if (Current.Kind == PineTokenKind.Name && (Ahead(1).Is(",") || Ahead(1).Is(")")))
            {
                parameters.Add(Current.Text);
            }
            else if (Current.Is("="))
            {
                throw new PineException(Current.At, "functions with defaults of their arguments are not translated");
            }
        }

        Position += 2;
        return new PineFunction(name.At, name.Text, parameters, Current.Kind == PineTokenKind.Line ? Block(indent) : Line(indent));
    }

    /// <summary>Steps over a statement and the block below it.</summary>
    private PineSkipped Skip(int indent, PineException why)
    {
        var start = Position;
        while (Current.Kind != PineTokenKind.End
            && (Current.Kind != PineTokenKind.Line || Position == start || (Current.Value > indent && Ahead(1).Kind != PineTokenKind.End)
                || (Current.Value == indent && Ahead(1).IsWord("else"))))
        {
            Position++;
        }

        var names = new List<string>();
        var trades = false;
        for (var i = start; i < Position; i++)
        {
            var token = Tokens[i];
            var next = Tokens[Math.Min(i + 1, Tokens.Count - 1)];
            if (token.Kind == PineTokenKind.Name && ((next.Kind == PineTokenKind.Symbol && Assigning.Contains(next.Text)) || i == start))
            {
                names.Add(token.Text);
            }
            else if (i == start && token.Is("["))
            {
                names.AddRange(Tokens.Skip(start).TakeWhile(t => !t.Is("]")).Where(t => t.Kind == PineTokenKind.Name).Select(t => t.Text));
            }

            trades |= token.Kind == PineTokenKind.Name && token.Text.StartsWith("strategy.", StringComparison.Ordinal);
        }

        // A function or an indented assignment that is not known is reported again where it is used.
        return new PineSkipped(why.At, why.Message, names, trades || names.Count > 0);
    }
}
