namespace Backtester.Core.Formulas.Syntax;

/// <summary>A node of the syntax tree of a formula. Trees come from <see cref="FormulaParser"/> and are never changed.</summary>
public abstract class Expression(TextSpan at)
{
    /// <summary>The token that names the node: the operator of an operation, the name of a call.</summary>
    public TextSpan At { get; } = at;
}

/// <summary>A number.</summary>
public sealed class NumberExpression(TextSpan at, double value) : Expression(at)
{
    /// <summary>Its value, finite and not negative (a minus sign is an operator).</summary>
    public double Value { get; } = value;
}

/// <summary>A percentage such as 2%.</summary>
public sealed class PercentExpression(TextSpan at, double percent) : Expression(at)
{
    /// <summary>The number before the sign: 2 for 2%. The value in calculations is a hundredth of it.</summary>
    public double Percent { get; } = percent;
}

/// <summary>true or false.</summary>
public sealed class BooleanExpression(TextSpan at, bool value) : Expression(at)
{
    /// <summary>Its value.</summary>
    public bool Value { get; } = value;
}

/// <summary>A text between double quotes: the first argument of tf and symbol.</summary>
public sealed class TextExpression(TextSpan at, string text) : Expression(at)
{
    /// <summary>What stands between the quotes.</summary>
    public string Text { get; } = text;
}

/// <summary>A series, a parameter, a named line, or an indicator without arguments.</summary>
public sealed class NameExpression(TextSpan at, string name) : Expression(at)
{
    /// <summary>As written.</summary>
    public string Name { get; } = name;
}

/// <summary>Minus or not.</summary>
public sealed class UnaryExpression(TextSpan at, UnaryOperator @operator, Expression operand) : Expression(at)
{
    /// <summary>Which.</summary>
    public UnaryOperator Operator { get; } = @operator;

    /// <summary>What it is applied to.</summary>
    public Expression Operand { get; } = operand;
}

/// <summary>An operation of two values.</summary>
public sealed class BinaryExpression(TextSpan at, BinaryOperator @operator, Expression left, Expression right) : Expression(at)
{
    /// <summary>Which.</summary>
    public BinaryOperator Operator { get; } = @operator;

    /// <summary>The value before the operator.</summary>
    public Expression Left { get; } = left;

    /// <summary>The value after the operator.</summary>
    public Expression Right { get; } = right;
}

/// <summary><c>if c then a else b</c>, also written <c>c ? a : b</c>.</summary>
public sealed class ConditionalExpression(TextSpan at, Expression condition, Expression whenTrue, Expression whenFalse) : Expression(at)
{
    /// <summary>What decides.</summary>
    public Expression Condition { get; } = condition;

    /// <summary>The value where the condition holds.</summary>
    public Expression WhenTrue { get; } = whenTrue;

    /// <summary>The value where it does not.</summary>
    public Expression WhenFalse { get; } = whenFalse;
}

/// <summary><c>x[n]</c>: the value n bars ago.</summary>
public sealed class HistoryExpression(TextSpan at, Expression source, Expression offset) : Expression(at)
{
    /// <summary>The series.</summary>
    public Expression Source { get; } = source;

    /// <summary>How many bars back.</summary>
    public Expression Offset { get; } = offset;
}

/// <summary>A function or indicator with its arguments.</summary>
public sealed class CallExpression(TextSpan at, string name, IReadOnlyList<Expression> arguments) : Expression(at)
{
    /// <summary>As written.</summary>
    public string Name { get; } = name;

    /// <summary>In order.</summary>
    public IReadOnlyList<Expression> Arguments { get; } = arguments;
}

/// <summary>A named intermediate value: <c>trend = ema(close, 200)</c>.</summary>
/// <param name="Name">Its name.</param>
/// <param name="At">Where the name stands.</param>
/// <param name="Value">What it stands for.</param>
public sealed record FormulaLine(string Name, TextSpan At, Expression Value);
