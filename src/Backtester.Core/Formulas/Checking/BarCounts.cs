using Backtester.Core.Formulas.Syntax;

namespace Backtester.Core.Formulas.Checking;

/// <summary>The rule for constants that count bars.</summary>
internal static class BarCounts
{
    /// <summary>Reports what is wrong with a count of bars; true where nothing is.</summary>
    public static bool Check(DiagnosticBag problems, Expression at, FormulaType type, string what, int most)
    {
        if (type.Kind != ValueKind.Number || type.Dependence != Dependence.Constant)
        {
            problems.Add(
                at.At,
                $"{what} must be known before the run",
                type.Kind != ValueKind.Number ? type.Shown : "a value that changes from bar to bar",
                "a whole number, a parameter, or what is made of these");
            return false;
        }

        return CheckValue(problems, at.At, type.Value, what, most);
    }

    public static bool CheckValue(DiagnosticBag problems, TextSpan at, double value, string what, int most)
    {
        if (value < 0)
        {
            problems.Add(at, $"{what} cannot be negative: a later bar is not known when a decision is taken", FormulaPrinter.Print(value), $"0 to {most}");
            return false;
        }

        if (!(value <= most) || value != Math.Floor(value))
        {
            problems.Add(at, $"{what} must be a whole number within the limit", double.IsNaN(value) ? "unknown" : FormulaPrinter.Print(value), $"0 to {most}");
            return false;
        }

        return true;
    }
}
