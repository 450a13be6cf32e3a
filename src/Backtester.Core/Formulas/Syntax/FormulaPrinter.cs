using System.Globalization;
using System.Text;

namespace Backtester.Core.Formulas.Syntax;

/// <summary>
/// Prints a syntax tree in the one canonical spelling: blanks around operators, no bracket that is not needed,
/// conditionals as if-then-else. Parsing what was printed gives the same tree.
/// </summary>
public static class FormulaPrinter
{
    /// <summary>The text of a tree.</summary>
    public static string Print(Expression expression)
    {
        var text = new StringBuilder();
        Write(text, expression, 0);
        return text.ToString();
    }

    /// <summary>A number as the language writes it: the shortest decimal that reads back the same.</summary>
    public static string Print(double number) => number.ToString("R", CultureInfo.InvariantCulture).Replace("E", "e", StringComparison.Ordinal);

    /// <summary>True where both trees are the same but for positions, blanks and comments.</summary>
    public static bool Same(Expression a, Expression b) => Print(a) == Print(b);

    private static void Write(StringBuilder text, Expression expression, int minimum)
    {
        var bracketed = Precedence(expression) < minimum;
        if (bracketed)
        {
            text.Append('(');
        }

        switch (expression)
        {
            case NumberExpression number:
                text.Append(Print(number.Value));
                break;
            case PercentExpression percent:
                text.Append(Print(percent.Percent)).Append('%');
                break;
            case BooleanExpression boolean:
                text.Append(boolean.Value ? "true" : "false");
                break;
            case TextExpression literal:
                text.Append('"').Append(literal.Text).Append('"');
                break;
            case NameExpression name:
                text.Append(name.Name);
                break;
            case UnaryExpression { Operator: UnaryOperator.Negate } negate:
                text.Append('-');
                Write(text, negate.Operand, OperatorTable.Negate);
                break;
            case UnaryExpression not:
                text.Append("not ");
                Write(text, not.Operand, OperatorTable.Not);
                break;
            case BinaryExpression binary:
                WriteBinary(text, binary);
                break;
            case ConditionalExpression conditional:
                text.Append("if ");
                Write(text, conditional.Condition, 0);
                text.Append(" then ");
                Write(text, conditional.WhenTrue, 0);
                text.Append(" else ");
                Write(text, conditional.WhenFalse, 0);
                break;
            case HistoryExpression history:
                Write(text, history.Source, OperatorTable.Postfix);
                text.Append('[');
                Write(text, history.Offset, 0);
                text.Append(']');
                break;
            case CallExpression call:
                WriteCall(text, call);
                break;
        }

        if (bracketed)
        {
            text.Append(')');
        }
    }

    private static void WriteBinary(StringBuilder text, BinaryExpression binary)
    {
        var precedence = OperatorTable.Precedence(binary.Operator);
        Write(text, binary.Left, precedence == OperatorTable.Comparison ? precedence + 1 : precedence);
        text.Append(' ').Append(OperatorTable.Text(binary.Operator)).Append(' ');
        Write(text, binary.Right, precedence + 1);
    }

    private static void WriteCall(StringBuilder text, CallExpression call)
    {
        text.Append(call.Name).Append('(');
        for (var i = 0; i < call.Arguments.Count; i++)
        {
            text.Append(i == 0 ? "" : ", ");
            Write(text, call.Arguments[i], 0);
        }

        text.Append(')');
    }

    private static int Precedence(Expression expression) => expression switch
    {
        ConditionalExpression => OperatorTable.Conditional,
        BinaryExpression binary => OperatorTable.Precedence(binary.Operator),
        UnaryExpression { Operator: UnaryOperator.Not } => OperatorTable.Not,
        UnaryExpression => OperatorTable.Negate,
        _ => OperatorTable.Postfix,
    };
}
