using Backtester.Core.Formulas.Compilation;
using Backtester.Core.Formulas.Syntax;

namespace Backtester.Core.Formulas.Checking;

/// <summary>What operators take and give.</summary>
internal sealed class OperatorRules(DiagnosticBag problems)
{
    public FormulaType? Unary(UnaryExpression unary, FormulaType operand)
    {
        if (unary.Operator == UnaryOperator.Not)
        {
            return Expect(unary, "not", operand, operand.Kind == ValueKind.Boolean, "true or false")
                ? operand with { Value = ScalarOperation.Apply(ColumnOperation.Not, operand.Value) }
                : null;
        }

        return Expect(unary, "-", operand, operand.IsQuantity, "a number") ? operand with { Value = -operand.Value } : null;
    }

    public FormulaType? Binary(BinaryExpression binary, FormulaType a, FormulaType b)
    {
        var dependence = Max(a.Dependence, b.Dependence);
        var kind = ResultKind(binary, a, b);
        return kind is null ? null : Folded(kind.Value, dependence, binary.Operator, a, b);
    }

    public FormulaType? Conditional(ConditionalExpression conditional, FormulaType condition, FormulaType whenTrue, FormulaType whenFalse)
    {
        if (condition.Kind != ValueKind.Boolean)
        {
            problems.Add(conditional.At, "a condition decides between the two values", condition.Shown, "true or false");
            return null;
        }

        if (whenTrue.Kind != whenFalse.Kind)
        {
            problems.Add(conditional.At, "both branches of a conditional must be of one kind", $"{whenTrue.Shown} and {whenFalse.Shown}", "two numbers, two percentages or two conditions");
            return null;
        }

        var dependence = Max(condition.Dependence, Max(whenTrue.Dependence, whenFalse.Dependence));
        var value = dependence == Dependence.Constant ? (condition.Value != 0 ? whenTrue.Value : whenFalse.Value) : double.NaN;
        return new FormulaType(whenTrue.Kind, dependence, value);
    }

    public static Dependence Max(Dependence a, Dependence b) => a > b ? a : b;

    private static FormulaType Folded(ValueKind kind, Dependence dependence, BinaryOperator op, FormulaType a, FormulaType b)
    {
        var value = dependence != Dependence.Constant
            ? double.NaN
            : op switch
            {
                BinaryOperator.Greater => ScalarOperation.Apply(ColumnOperation.Less, b.Value, a.Value),
                BinaryOperator.GreaterOrEqual => ScalarOperation.Apply(ColumnOperation.LessOrEqual, b.Value, a.Value),
                _ => ScalarOperation.Apply(Operation(op), a.Value, b.Value),
            };
        return new FormulaType(kind, dependence, value);
    }

    public static ColumnOperation Operation(BinaryOperator op) => op switch
    {
        BinaryOperator.Or => ColumnOperation.Or,
        BinaryOperator.And => ColumnOperation.And,
        BinaryOperator.Less or BinaryOperator.Greater => ColumnOperation.Less,
        BinaryOperator.LessOrEqual or BinaryOperator.GreaterOrEqual => ColumnOperation.LessOrEqual,
        BinaryOperator.Equal => ColumnOperation.Equal,
        BinaryOperator.NotEqual => ColumnOperation.NotEqual,
        BinaryOperator.Add => ColumnOperation.Add,
        BinaryOperator.Subtract => ColumnOperation.Subtract,
        BinaryOperator.Multiply => ColumnOperation.Multiply,
        BinaryOperator.Divide => ColumnOperation.Divide,
        _ => ColumnOperation.Remainder,
    };

    private ValueKind? ResultKind(BinaryExpression binary, FormulaType a, FormulaType b)
    {
        var op = binary.Operator;
        var text = OperatorTable.Text(op);
        switch (op)
        {
            case BinaryOperator.And or BinaryOperator.Or:
                var left = Expect(binary, text, a, a.Kind == ValueKind.Boolean, "true or false on both sides");
                return left && Expect(binary, text, b, b.Kind == ValueKind.Boolean, "true or false on both sides") ? ValueKind.Boolean : null;
            case BinaryOperator.Equal or BinaryOperator.NotEqual when a.Kind == ValueKind.Boolean && b.Kind == ValueKind.Boolean:
                return ValueKind.Boolean;
        }

        if (!Expect(binary, text, a, a.IsQuantity, "numbers on both sides") || !Expect(binary, text, b, b.IsQuantity, "numbers on both sides"))
        {
            return null;
        }

        return op switch
        {
            BinaryOperator.Add or BinaryOperator.Subtract when a.Kind == b.Kind => a.Kind,
            BinaryOperator.Add or BinaryOperator.Subtract => Mixed(binary, text, a, b, "two numbers or two percentages; close * 2% is a number"),
            BinaryOperator.Multiply => Product(a, b),
            BinaryOperator.Divide when a.Kind == ValueKind.Number || b.Kind == ValueKind.Percent => ValueKind.Number,
            BinaryOperator.Divide when b.Dependence == Dependence.Constant => ValueKind.Percent,
            BinaryOperator.Divide => Mixed(binary, text, a, b, "a percentage divided by a constant"),
            BinaryOperator.Remainder when a.Kind == ValueKind.Number && b.Kind == ValueKind.Number => ValueKind.Number,
            BinaryOperator.Remainder => Mixed(binary, text, a, b, "two numbers"),
            _ => ValueKind.Boolean,
        };
    }

    /// <summary>A percentage times a constant is a percentage (twice 2%); of a series it is a number (2% of the close).</summary>
    private static ValueKind Product(FormulaType a, FormulaType b)
    {
        if (a.Kind == b.Kind)
        {
            return a.Kind;
        }

        var number = a.Kind == ValueKind.Number ? a : b;
        return number.Dependence == Dependence.Constant ? ValueKind.Percent : ValueKind.Number;
    }

    private ValueKind? Mixed(BinaryExpression binary, string text, FormulaType a, FormulaType b, string allowed)
    {
        problems.Add(binary.At, $"{text} cannot join these", $"{a.Shown} and {b.Shown}", allowed);
        return null;
    }

    private bool Expect(Expression at, string op, FormulaType got, bool fits, string allowed)
    {
        if (!fits)
        {
            problems.Add(at.At, $"{op} does not take {got.Shown}", got.Shown, allowed);
        }

        return fits;
    }
}
