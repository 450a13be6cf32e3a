using Backtester.Core.Analysis;
using Backtester.Core.Formulas;
using Backtester.Core.Formulas.Checking;
using Backtester.Core.Formulas.Syntax;

namespace Backtester.Core.Optimization.Objectives;

/// <summary>Finds everything that is wrong with an expression over metrics: unknown names with the nearest right one, numbers where conditions belong.</summary>
internal sealed class MetricExpressionCheck(DiagnosticBag problems)
{
    private static readonly IReadOnlyList<string> Names = [.. MetricCatalog.All.Select(m => m.Name)];

    /// <summary>Number or boolean; null after a problem.</summary>
    public ValueKind? KindOf(Expression node)
    {
        switch (node)
        {
            case NumberExpression:
                return ValueKind.Number;
            case BooleanExpression:
                return ValueKind.Boolean;
            case NameExpression name:
                return Metric(name);
            case UnaryExpression unary:
                var operand = unary.Operator == UnaryOperator.Not ? ValueKind.Boolean : ValueKind.Number;
                return Expect(unary.Operand, operand) ? operand : null;
            case BinaryExpression binary:
                return Binary(binary);
            case ConditionalExpression conditional:
                return Conditional(conditional);
            case CallExpression call:
                return Call(call);
            case PercentExpression percent:
                return Wrong(percent.At, "a percentage is not part of an objective", $"'{percent.Percent}%'", $"a plain number: metrics in percent are plain numbers too, {percent.Percent} for {percent.Percent} %");
            default:
                return Wrong(node.At, "only numbers, metrics, operators and functions can be part of an objective", null, "such as sharpe_ratio - max_drawdown_percentage / 100");
        }
    }

    private ValueKind? Metric(NameExpression name)
    {
        if (MetricCatalog.Find(name.Name) is not null)
        {
            return ValueKind.Number;
        }

        problems.Add(name.At, $"'{name.Name}' is no metric", $"'{name.Name}'", string.Join(", ", Names), NearestName.Of(name.Name, Names));
        return null;
    }

    private ValueKind? Binary(BinaryExpression binary)
    {
        var takes = binary.Operator is BinaryOperator.And or BinaryOperator.Or ? ValueKind.Boolean : ValueKind.Number;
        var fits = Expect(binary.Left, takes) & Expect(binary.Right, takes);
        var gives = binary.Operator is BinaryOperator.Add or BinaryOperator.Subtract or BinaryOperator.Multiply or BinaryOperator.Divide or BinaryOperator.Remainder
            ? ValueKind.Number
            : ValueKind.Boolean;
        return fits ? gives : null;
    }

    private ValueKind? Conditional(ConditionalExpression conditional) =>
        Expect(conditional.Condition, ValueKind.Boolean) & Expect(conditional.WhenTrue, ValueKind.Number) & Expect(conditional.WhenFalse, ValueKind.Number)
            ? ValueKind.Number
            : null;

    private ValueKind? Call(CallExpression call)
    {
        if (!MetricExpression.Functions.Contains(call.Name) || BuiltInSignature.Find(call.Name) is not { } function)
        {
            problems.Add(call.At, $"'{call.Name}' is no function of an objective", $"'{call.Name}'", string.Join(", ", MetricExpression.Functions), NearestName.Of(call.Name, MetricExpression.Functions));
            return null;
        }

        if (call.Arguments.Count < function.Required || (call.Arguments.Count > function.Arguments.Length && !function.Repeats))
        {
            return Wrong(call.At, "wrong number of arguments", $"{call.Arguments.Count}", function.Usage);
        }

        return call.Arguments.Aggregate(true, (fits, argument) => fits & Expect(argument, ValueKind.Number)) ? ValueKind.Number : null;
    }

    private bool Expect(Expression node, ValueKind kind)
    {
        var found = KindOf(node);
        if (found is not null && found != kind)
        {
            Wrong(node.At, kind == ValueKind.Number ? "a condition stands where a number belongs" : "a number stands where a condition belongs", null, kind == ValueKind.Number ? "a number" : "a comparison, such as total_trades > 30");
        }

        return found == kind;
    }

    private ValueKind? Wrong(TextSpan at, string message, string? got, string allowed)
    {
        problems.Add(at, message, got, allowed);
        return null;
    }
}
