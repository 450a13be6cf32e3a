using Backtester.Core.Formulas.Checking;
using Backtester.Core.Formulas.Syntax;
using Backtester.Core.Market;

namespace Backtester.Core.Formulas.Compilation;

/// <summary>
/// Turns checked formulas into operations of a context, with the parameters' values put in. Equal parts of all formulas
/// that share a root context become one operation. Lines are turned once per context, so that lines which use each other
/// twice do not double the work each time.
/// </summary>
internal sealed class FormulaLowering
{
    private readonly IReadOnlyDictionary<string, FormulaValue> _parameters;
    private readonly IReadOnlyDictionary<string, Expression> _lines;
    private readonly DiagnosticBag _problems;
    private readonly Dictionary<(ContextBuilder Context, string Line, int Side), Lowered> _done = [];
    private readonly ContextBuilder _root;
    private readonly int _operationsBefore;
    private readonly int _contextsBefore;
    private readonly CallLowering _calls;
    private long _window;

    /// <summary>Formulas of one parameter set, added to a root context that may hold those of other sets.</summary>
    public FormulaLowering(
        ContextBuilder root,
        IReadOnlyDictionary<string, FormulaValue> parameters,
        IReadOnlyDictionary<string, Expression> lines,
        DiagnosticBag problems)
    {
        (_root, _parameters, _lines, _problems) = (root, parameters, lines, problems);
        _operationsBefore = root.Operations;
        _contextsBefore = root.Contexts;
        _calls = new CallLowering(this, problems);
    }

    /// <summary>1 while lowering a rule of long positions, −1 of short ones, 0 elsewhere.</summary>
    public int Side { get; set; }

    /// <summary>The run's timeframe; null where it is not known yet.</summary>
    public Timeframe? RunTimeframe { get; set; }

    public Lowered Lower(Expression expression) => Lower(_root, expression);

    /// <summary>Lowers a formula; null where a limit is exceeded, which is then reported.</summary>
    public Lowered? TryLower(Expression expression)
    {
        try
        {
            return Lower(expression);
        }
        catch (SyntaxException e)
        {
            _problems.Add(e.At, e.Message, e.Got, e.Allowed, e.Suggestion);
            return null;
        }
    }

    internal Lowered Lower(ContextBuilder context, Expression expression)
    {
        CheckSize(context, expression);
        var lowered = LowerNode(context, expression);
        if (lowered.Term is { Size: > FormulaLimits.Nodes })
        {
            throw new SyntaxException(expression.At, "the rule about the open position is too large", null, $"at most {FormulaLimits.Nodes} operations");
        }

        return lowered;
    }

    private Lowered LowerNode(ContextBuilder context, Expression expression)
    {
        switch (expression)
        {
            case NumberExpression number:
                return context.Number(number.Value);
            case PercentExpression percent:
                return context.Number(percent.Percent / 100);
            case BooleanExpression boolean:
                return context.Bit(boolean.Value);
            case NameExpression name:
                return LowerName(context, name);
            case UnaryExpression unary:
                return Apply(context, unary.Operator == UnaryOperator.Not ? ColumnOperation.Not : ColumnOperation.Negate, Lower(context, unary.Operand));
            case BinaryExpression binary:
                return LowerBinary(context, binary);
            case ConditionalExpression conditional:
                return Select(context, Lower(context, conditional.Condition), Lower(context, conditional.WhenTrue), Lower(context, conditional.WhenFalse));
            case HistoryExpression history:
                var bars = Constant(context, history.Offset, FormulaLimits.History, "the bars to look back");
                return bars is null ? context.Number(double.NaN) : context.History(Lower(context, history.Source).Node, (int)bars.Value);
            case CallExpression call:
                return _calls.Lower(context, call);
            default:
                throw new InvalidOperationException($"{expression.GetType().Name} was not refused by the type checker");
        }
    }

    internal static Lowered Apply(ContextBuilder context, ColumnOperation operation, params ReadOnlySpan<Lowered> operands)
    {
        var columns = true;
        foreach (var operand in operands)
        {
            columns &= operand.Term is null;
        }

        if (columns)
        {
            return context.Apply(operation, operands[0].Node, operands.Length > 1 ? operands[1].Node : -1, operands.Length > 2 ? operands[2].Node : -1);
        }

        var parts = new PositionTerm[operands.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            parts[i] = operands[i].Term ?? PositionTerm.Of(operands[i].Node);
        }

        return new Lowered(-1, new PositionTerm(PositionLeaf.None, operation, -1, parts));
    }

    /// <summary>A constant whole number of bars; null where the values of the parameters make it impossible.</summary>
    internal double? Constant(ContextBuilder context, Expression expression, int most, string what)
    {
        var value = Value(context, expression);
        if (!BarCounts.CheckValue(_problems, expression.At, value, what, most))
        {
            return null;
        }

        Reserve(expression, value);
        return value;
    }

    internal double Value(ContextBuilder context, Expression expression) => context[Lower(context, expression).Node].Constant;

    /// <summary>Adds to the bars of all windows, which bound the memory of a run.</summary>
    internal void Reserve(Expression at, double bars)
    {
        _window += (long)bars;
        if (_window > FormulaLimits.TotalWindow)
        {
            throw new SyntaxException(at.At, "the windows and look-backs of the strategy are too long together", null, $"at most {FormulaLimits.TotalWindow} bars");
        }
    }

    internal ContextBuilder Child(ContextBuilder context, Expression at, Timeframe? timeframe, SymbolInput? symbol)
    {
        var known = context.Timeframe ?? RunTimeframe;
        if (timeframe is not null && known is not null && !TypeChecker.IsMultiple(timeframe, known))
        {
            _problems.Add(
                at.At,
                timeframe.Milliseconds < known.Milliseconds ? "the timeframe is below that of the run" : "the timeframe cannot be made of that of the run",
                $"{timeframe} on {known}",
                string.Join(", ", Timeframe.All.Where(t => TypeChecker.IsMultiple(t, known))));
        }

        return context.Child(timeframe, symbol);
    }

    private Lowered LowerName(ContextBuilder context, NameExpression name)
    {
        if (_parameters.TryGetValue(name.Name, out var value))
        {
            return value.IsBoolean ? context.Bit(value.Value != 0) : context.Number(value.Value);
        }

        if (_lines.TryGetValue(name.Name, out var line))
        {
            if (!_done.TryGetValue((context, name.Name, Side), out var lowered))
            {
                lowered = Lower(context, line);
                _done.Add((context, name.Name, Side), lowered);
            }

            return lowered;
        }

        if (LanguageNames.Series.TryGetValue(name.Name, out var column))
        {
            return context.Input(column);
        }

        return name.Name switch
        {
            "position" => context.Number(Side),
            "entry_price" => new Lowered(-1, PositionTerm.Of(PositionLeaf.EntryPrice)),
            "bars_held" => new Lowered(-1, PositionTerm.Of(PositionLeaf.BarsHeld)),
            "unrealized" => Unrealized(context),
            _ => _calls.Lower(context, new CallExpression(name.At, name.Name, [])),
        };
    }

    private Lowered Unrealized(ContextBuilder context)
    {
        Lowered entry = new(-1, PositionTerm.Of(PositionLeaf.EntryPrice));
        Lowered close = context.Input(InputColumn.Close);
        var gain = Side < 0 ? Apply(context, ColumnOperation.Subtract, entry, close) : Apply(context, ColumnOperation.Subtract, close, entry);
        return Apply(context, ColumnOperation.Divide, gain, entry);
    }

    private Lowered LowerBinary(ContextBuilder context, BinaryExpression binary)
    {
        var (a, b) = (Lower(context, binary.Left), Lower(context, binary.Right));
        var operation = OperatorRules.Operation(binary.Operator);
        if (binary.Operator is BinaryOperator.Greater or BinaryOperator.GreaterOrEqual)
        {
            (a, b) = (b, a);
        }

        if (binary.Operator is BinaryOperator.Equal or BinaryOperator.NotEqual && IsBoolean(context, a) && IsBoolean(context, b))
        {
            var same = Apply(context, ColumnOperation.SameBit, a, b);
            return binary.Operator == BinaryOperator.Equal ? same : Apply(context, ColumnOperation.Not, same);
        }

        return Apply(context, operation, a, b);
    }

    internal static Lowered Select(ContextBuilder context, Lowered condition, Lowered whenTrue, Lowered whenFalse) =>
        Apply(context, IsBoolean(context, whenTrue) ? ColumnOperation.SelectBit : ColumnOperation.Select, condition, whenTrue, whenFalse);

    /// <summary>True where a lowered expression of the root is true or false, not a number.</summary>
    internal bool GivesTruth(Lowered value) => IsBoolean(_root, value);

    private static bool IsBoolean(ContextBuilder context, Lowered value) => value.Term switch
    {
        null => context[value.Node].IsBits,
        { Leaf: PositionLeaf.Column } leaf => context[leaf.Column].IsBits,
        { Leaf: PositionLeaf.None } term => ColumnNode.GivesBits(term.Operation),
        _ => false,
    };

    private void CheckSize(ContextBuilder context, Expression at)
    {
        if (context.Operations - _operationsBefore > FormulaLimits.Operations)
        {
            throw new SyntaxException(at.At, "the strategy is too large", null, $"at most {FormulaLimits.Operations} distinct operations");
        }

        if (context.Contexts - _contextsBefore > FormulaLimits.Contexts)
        {
            throw new SyntaxException(at.At, "too many different tf and symbol blocks", null, $"at most {FormulaLimits.Contexts}");
        }
    }
}

/// <summary>A parameter's value in a compilation.</summary>
/// <param name="Value">The value, 1 and 0 for true and false.</param>
/// <param name="IsBoolean">True where the parameter is true or false.</param>
internal readonly record struct FormulaValue(double Value, bool IsBoolean);
