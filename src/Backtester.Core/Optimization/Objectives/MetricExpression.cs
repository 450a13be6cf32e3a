using Backtester.Core.Analysis;
using Backtester.Core.Formulas;
using Backtester.Core.Formulas.Checking;
using Backtester.Core.Formulas.Compilation;
using Backtester.Core.Formulas.Syntax;

namespace Backtester.Core.Optimization.Objectives;

/// <summary>
/// An expression over the metrics of a run, such as <c>sharpe_ratio - 2 * max_drawdown_percentage / 100</c>, in the syntax
/// and with the arithmetic of the strategy language: names are metrics, functions are <see cref="Functions"/>.
/// </summary>
public sealed class MetricExpression
{
    private readonly Expression _root;

    private MetricExpression(Expression root) => (_root, Metrics) = (root, [.. NamesIn(root).Distinct(StringComparer.Ordinal)]);

    /// <summary>The functions that an expression can call.</summary>
    public static IReadOnlyList<string> Functions { get; } = ["abs", "exp", "log", "max", "min", "nz", "sqrt"];

    /// <summary>The metrics that it reads, each once, in the order of the text.</summary>
    public IReadOnlyList<string> Metrics { get; }

    /// <summary>Reads an expression; null where something is wrong with it, which is then in <paramref name="problems"/>.</summary>
    public static MetricExpression? Parse(string text, DiagnosticBag problems)
    {
        ArgumentNullException.ThrowIfNull(problems);
        if (FormulaParser.Parse(text, problems) is not { } root)
        {
            return null;
        }

        if (new MetricExpressionCheck(problems).KindOf(root) == ValueKind.Boolean)
        {
            problems.Add(root.At, "a condition cannot be made best", null, "a number, as in if a > b then 1 else 0");
        }

        return problems.IsEmpty ? new MetricExpression(root) : null;
    }

    /// <summary>The value for a run; NaN where a metric that it needs is unknown, or the arithmetic has no result.</summary>
    public double Evaluate(MetricSet metrics) => Evaluate(_root, metrics);

    private static double Evaluate(Expression node, MetricSet metrics) => node switch
    {
        NumberExpression number => number.Value,
        BooleanExpression boolean => boolean.Value ? 1 : 0,
        NameExpression name => metrics[name.Name],
        UnaryExpression unary => ScalarOperation.Apply(unary.Operator == UnaryOperator.Not ? ColumnOperation.Not : ColumnOperation.Negate, Evaluate(unary.Operand, metrics)),
        BinaryExpression binary => Binary(binary.Operator, Evaluate(binary.Left, metrics), Evaluate(binary.Right, metrics)),
        ConditionalExpression conditional => Conditional(conditional, metrics),
        CallExpression call => Call(call, [.. call.Arguments.Select(a => Evaluate(a, metrics))]),
        _ => throw new ArgumentException($"{node.GetType().Name} is no part of a checked expression"),
    };

    // Unlike a strategy's rule, which must decide on every bar, a choice that rests on an unknown metric is itself unknown.
    private static double Binary(BinaryOperator op, double a, double b) => double.IsNaN(a) || double.IsNaN(b) ? double.NaN : op switch
    {
        BinaryOperator.Greater => ScalarOperation.Apply(ColumnOperation.Less, b, a),
        BinaryOperator.GreaterOrEqual => ScalarOperation.Apply(ColumnOperation.LessOrEqual, b, a),
        _ => ScalarOperation.Apply(OperatorRules.Operation(op), a, b),
    };

    private static double Conditional(ConditionalExpression node, MetricSet metrics)
    {
        var condition = Evaluate(node.Condition, metrics);
        return double.IsNaN(condition) ? double.NaN : Evaluate(condition != 0 ? node.WhenTrue : node.WhenFalse, metrics);
    }

    private static double Call(CallExpression call, double[] values)
    {
        var function = BuiltInSignature.Find(call.Name)!.Function;
        return function switch
        {
            BuiltIn.Minimum => values.Aggregate(Math.Min),
            BuiltIn.Maximum => values.Aggregate(Math.Max),
            _ => ScalarOperation.Apply(CallRules.Operation(function), values[0], values.ElementAtOrDefault(1)),
        };
    }

    private static IEnumerable<string> NamesIn(Expression node) =>
        node is NameExpression name ? [name.Name] : ExpressionParts.Of(node).SelectMany(NamesIn);
}
