namespace Backtester.Core.Formulas.Syntax;

/// <summary>The expressions of which an expression is made.</summary>
public static class ExpressionParts
{
    /// <summary>Those directly below it, in the order of the text; none for names, numbers and texts.</summary>
    public static IReadOnlyList<Expression> Of(Expression expression) => expression switch
    {
        UnaryExpression unary => [unary.Operand],
        BinaryExpression binary => [binary.Left, binary.Right],
        ConditionalExpression conditional => [conditional.Condition, conditional.WhenTrue, conditional.WhenFalse],
        HistoryExpression history => [history.Source, history.Offset],
        CallExpression call => call.Arguments,
        _ => [],
    };
}
