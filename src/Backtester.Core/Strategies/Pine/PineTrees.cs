using Backtester.Core.Formulas;
using Backtester.Core.Formulas.Syntax;

namespace Backtester.Core.Strategies.Pine;

/// <summary>
/// Makes formulas, simplified where a truth value is known, and keeps each within the size that the language allows:
/// a script's functions and position-dependent variables are written out where they are used.
/// </summary>
internal sealed class PineTrees
{
    private readonly Dictionary<Expression, (int Size, bool Position)> _known = new(ReferenceEqualityComparer.Instance);

    /// <summary>True where a formula speaks of the open position.</summary>
    public bool SpeaksOfPosition(Expression tree) => Facts(tree).Position;

    public static NumberExpression Number(TextSpan at, double value) => new(at, value);

    public static BooleanExpression Boolean(TextSpan at, bool value) => new(at, value);

    public static NameExpression Name(TextSpan at, string name) => new(at, name);

    public static bool Is(Expression? tree, bool value) => tree is BooleanExpression boolean && boolean.Value == value;

    public Expression Call(TextSpan at, string name, params Expression[] arguments) => Sized(new CallExpression(at, name, arguments), arguments);

    public Expression Binary(TextSpan at, BinaryOperator op, Expression left, Expression right) => op switch
    {
        BinaryOperator.And when Is(left, true) || Is(right, false) => right,
        BinaryOperator.And when Is(right, true) || Is(left, false) => left,
        BinaryOperator.Or when Is(left, false) || Is(right, true) => right,
        BinaryOperator.Or when Is(right, false) || Is(left, true) => left,
        _ => Sized(new BinaryExpression(at, op, left, right), left, right),
    };

    public Expression And(Expression? left, Expression? right) =>
        left is null ? right ?? Boolean(new(1, 1), true) : right is null ? left : Binary(right.At, BinaryOperator.And, left, right);

    public Expression Or(Expression? left, Expression right) => left is null ? right : Binary(right.At, BinaryOperator.Or, left, right);

    public Expression Not(TextSpan at, Expression operand) => operand switch
    {
        BooleanExpression boolean => Boolean(at, !boolean.Value),
        UnaryExpression { Operator: UnaryOperator.Not } twice => twice.Operand,
        _ => Sized(new UnaryExpression(at, UnaryOperator.Not, operand), operand),
    };

    public Expression Negate(TextSpan at, Expression operand) =>
        operand is UnaryExpression { Operator: UnaryOperator.Negate } twice ? twice.Operand : Sized(new UnaryExpression(at, UnaryOperator.Negate, operand), operand);

    public Expression Conditional(TextSpan at, Expression condition, Expression whenTrue, Expression whenFalse) => condition is BooleanExpression boolean
        ? boolean.Value ? whenTrue : whenFalse
        : FormulaPrinter.Same(whenTrue, whenFalse) ? whenTrue
        : Sized(new ConditionalExpression(at, condition, whenTrue, whenFalse), condition, whenTrue, whenFalse);

    public Expression History(TextSpan at, Expression source, Expression offset) => Sized(new HistoryExpression(at, source, offset), source, offset);

    /// <summary>An unknown number: a division by zero is unknown in the language, never infinite.</summary>
    public Expression Unknown(TextSpan at) => Binary(at, BinaryOperator.Divide, Number(at, 0), Number(at, 0));

    private Expression Sized(Expression tree, params ReadOnlySpan<Expression> parts)
    {
        var (size, position) = (1, false);
        foreach (var part in parts)
        {
            var facts = Facts(part);
            size += facts.Size;
            position |= facts.Position;
        }

        // Half of the language's limit, so that a few of them may still be joined.
        if (size > FormulaLimits.Nodes / 2)
        {
            throw new PineException(tree.At, $"the formula becomes too large: at most {FormulaLimits.Nodes / 2:N0} parts with all functions written out");
        }

        _known[tree] = (size, position);
        return tree;
    }

    private (int Size, bool Position) Facts(Expression tree) =>
        _known.TryGetValue(tree, out var facts) ? facts : (1, tree is NameExpression { Name: "position" or "entry_price" or "bars_held" or "unrealized" });
}
