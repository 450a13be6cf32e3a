using Backtester.Core.Formulas.Syntax;

namespace Backtester.Core.Strategies.Pine;

/// <summary>Translates the values of a script.</summary>
internal sealed class PineExpressions(PineTranslation translation)
{
    private const int MostNested = 16;

    private int _nested;
    private int _calls;

    /// <summary>What a value stands for.</summary>
    /// <exception cref="PineException">It cannot be said in the language.</exception>
    public PineValue Value(PineExpression expression) => expression switch
    {
        PineNumber number => new PineTree(PineTrees.Number(number.At, number.Value)),
        PineText text => new PineWord(text.Value),
        PineBoolean boolean => new PineTree(PineTrees.Boolean(boolean.At, boolean.Value)),
        PineName name => Name(name),
        PineUnary unary => Unary(unary),
        PineBinary binary => Binary(binary),
        PineConditional conditional => Conditional(conditional),
        PineHistory history => new PineTree(History(history)),
        PineCall call => Call(call),
        PineChoice choice => translation.Statements.Choose(choice) ?? throw new PineException(choice.At, "a branch gives no value"),
        _ => throw new PineException(expression.At, "lists and arrays are not translated"),
    };

    /// <summary>The formula of a value.</summary>
    /// <exception cref="PineException">It has none.</exception>
    public Expression Tree(PineExpression expression) => Tree(expression.At, Value(expression));

    /// <summary>The formula of a value that was translated already.</summary>
    private static Expression Tree(TextSpan at, PineValue value) => value switch
    {
        PineTree tree => tree.Tree,
        PineWord word => throw new PineException(at, $"a number or a condition was expected, not the constant {word.Word}"),
        PinePosition => throw new PineException(at, "of the size of the position and of the number of open trades only comparisons with 0 are translated"),
        PineTime => throw new PineException(at, "points in time are not numbers here: dates are those of the run"),
        PineUnknown unknown => throw Uses(at, unknown),
        _ => throw new PineException(at, "a function is no value"),
    };

    private static PineException Uses(TextSpan at, PineUnknown unknown) =>
        new(at, $"it uses what line {unknown.Report.At.Line} could not be translated for") { Cause = unknown.Report };

    private PineValue Name(PineName name)
    {
        if (translation.Variables.TryGetValue(name.Name, out var value))
        {
            return value is PineUnknown unknown ? throw Uses(name.At, unknown) : value is PineTree { Tree: NameExpression tree } ? new PineTree(PineTrees.Name(name.At, tree.Name)) : value;
        }

        return PineWords.Find(translation.Trees, name) ?? throw new PineException(name.At, $"{name.Name} has no counterpart");
    }

    private PineTree Unary(PineUnary unary)
    {
        var operand = Tree(unary.Operand);
        return new PineTree(unary.Operator switch
        {
            "not" => translation.Trees.Not(unary.At, operand),
            "-" => translation.Trees.Negate(unary.At, operand),
            _ => operand,
        });
    }

    private PineTree Binary(PineBinary binary)
    {
        // Pine divides two whole constants without remainder.
        if (binary is { Operator: "/", Left: PineNumber { Whole: true } a, Right: PineNumber { Whole: true, Value: not 0 } b })
        {
            return new PineTree(PineTrees.Number(binary.At, Math.Truncate(a.Value / b.Value)));
        }

        var op = OperatorTable.Find(binary.Operator)!.Value;
        var left = Value(binary.Left);
        if ((op == BinaryOperator.And && left is PineTree { Tree: BooleanExpression { Value: false } })
            || (op == BinaryOperator.Or && left is PineTree { Tree: BooleanExpression { Value: true } }))
        {
            return new PineTree(((PineTree)left).Tree);
        }

        var right = Value(binary.Right);
        if (left is PineTime || right is PineTime)
        {
            return new PineTree(Date(binary, op));
        }

        if (left is PineWord leftWord && right is PineWord rightWord && op is BinaryOperator.Equal or BinaryOperator.NotEqual)
        {
            return new PineTree(PineTrees.Boolean(binary.At, (leftWord.Word == ((PineWord)right).Word) == (op == BinaryOperator.Equal)));
        }

        if (left is PinePosition || right is PinePosition)
        {
            return new PineTree(Position(binary, op, left, right));
        }

        return new PineTree(translation.Trees.Binary(binary.At, op, Tree(binary.Left.At, left), Tree(binary.Right.At, right)));
    }

    // Which bars are traded is the run's start and end; the condition counts as true.
    private BooleanExpression Date(PineBinary binary, BinaryOperator op)
    {
        if (OperatorTable.Precedence(op) != OperatorTable.Comparison)
        {
            throw new PineException(binary.At, "calculations with points in time are not translated");
        }

        translation.Reports.Add(binary.At, "dates are those of the run (start_date, end_date); the comparison counts as true", affectsTrades: true);
        return PineTrees.Boolean(binary.At, true);
    }

    private Expression Position(PineBinary binary, BinaryOperator op, PineValue left, PineValue right)
    {
        var mirrored = right is PinePosition;
        var position = (PinePosition)(mirrored ? right : left);
        if ((mirrored ? left : right) is not PineTree { Tree: NumberExpression { Value: 0 } zero })
        {
            throw new PineException(binary.At, "of the size of the position and of the number of open trades only comparisons with 0 are translated");
        }

        var turned = !mirrored ? op : op switch
        {
            BinaryOperator.Less => BinaryOperator.Greater,
            BinaryOperator.Greater => BinaryOperator.Less,
            BinaryOperator.LessOrEqual => BinaryOperator.GreaterOrEqual,
            BinaryOperator.GreaterOrEqual => BinaryOperator.LessOrEqual,
            _ => op,
        };
        if (!position.Signed)
        {
            turned = turned switch
            {
                BinaryOperator.Greater => BinaryOperator.NotEqual,
                BinaryOperator.LessOrEqual => BinaryOperator.Equal,
                _ => turned,
            };
        }

        return translation.Trees.Binary(binary.At, turned, PineTrees.Name(binary.At, "position"), zero);
    }

    private PineValue Conditional(PineConditional conditional)
    {
        var condition = Tree(conditional.Condition);
        if (condition is BooleanExpression known)
        {
            return Value(known.Value ? conditional.WhenTrue : conditional.WhenFalse);
        }

        return new PineTree(translation.Trees.Conditional(conditional.At, condition, Tree(conditional.WhenTrue), Tree(conditional.WhenFalse)));
    }

    private Expression History(PineHistory history)
    {
        if (history.Source is PineName name && translation.StillAssigned.GetValueOrDefault(name.Name) > 0)
        {
            throw new PineException(history.At, $"{name.Name}[n] is the value that {name.Name} has at the end of an earlier bar, and it is assigned anew below");
        }

        var source = Tree(history.Source);
        return translation.Trees.SpeaksOfPosition(source)
            ? throw new PineException(history.At, "the past of the open position cannot be read")
            : translation.Trees.History(history.At, source, Tree(history.Offset));
    }

    private PineValue Call(PineCall call)
    {
        if (translation.Variables.GetValueOrDefault(call.Name) is PineOwnFunction own)
        {
            return Own(call, own.Function);
        }

        if (translation.Variables.GetValueOrDefault(call.Name) is PineUnknown unknown)
        {
            throw Uses(call.At, unknown);
        }

        if (call.Name == "input" || call.Name.StartsWith("input.", StringComparison.Ordinal))
        {
            return new PineInputs(translation).Value(call, null);
        }

        return PineFunctions.Call(translation, call);
    }

    /// <summary>Writes a function of the script's own out at its call.</summary>
    private PineValue Own(PineCall call, PineFunction function)
    {
        if (++_calls > PineLimits.Calls || _nested >= MostNested)
        {
            throw new PineException(call.At, $"the script's own functions are called too often: at most {PineLimits.Calls:N0} calls, {MostNested} inside one another");
        }

        if (call.Arguments.Count != function.Parameters.Count || call.Named.Count > 0)
        {
            throw new PineException(call.At, $"{call.Name} takes {function.Parameters.Count} arguments");
        }

        var outer = translation.Variables;
        var inner = new Dictionary<string, PineValue>(outer, StringComparer.Ordinal);
        for (var i = 0; i < function.Parameters.Count; i++)
        {
            inner[function.Parameters[i]] = Value(call.Arguments[i]);
        }

        _nested++;
        translation.Variables = inner;
        try
        {
            return translation.Statements.Function(function) ?? throw new PineException(call.At, $"{call.Name} gives no value");
        }
        finally
        {
            translation.Variables = outer;
            _nested--;
        }
    }
}
