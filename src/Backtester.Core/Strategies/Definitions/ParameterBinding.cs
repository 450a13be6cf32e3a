using Backtester.Core.Formulas;
using Backtester.Core.Formulas.Compilation;
using Backtester.Core.Formulas.Syntax;

namespace Backtester.Core.Strategies.Definitions;

/// <summary>Completes and checks a set of parameter values.</summary>
internal static class ParameterBinding
{
    /// <summary>The value of every parameter in order; null where something is wrong, which is then reported.</summary>
    public static IReadOnlyList<KeyValuePair<string, double>>? Bind(
        StrategyDefinition definition,
        IReadOnlyDictionary<string, double> values,
        DiagnosticBag problems)
    {
        var before = problems.Problems.Count;
        foreach (var name in values.Keys.Where(n => definition.Parameters.All(p => p.Name != n)))
        {
            var known = definition.Parameters.Select(p => p.Name).ToArray();
            Report(problems, name, "unknown parameter", name, known.Length == 0 ? "no parameters" : string.Join(", ", known), NearestName.Of(name, known));
        }

        var bound = new List<KeyValuePair<string, double>>(definition.Parameters.Count);
        foreach (var parameter in definition.Parameters)
        {
            var value = values.TryGetValue(parameter.Name, out var given) ? given : parameter.Default;
            bound.Add(new(parameter.Name, value));
            var whole = parameter.Kind != ParameterKind.Number;
            if (!(value >= parameter.Min && value <= parameter.Max) || (whole && value != Math.Floor(value)))
            {
                var kind = parameter.Kind switch { ParameterKind.Integer => "a whole number", ParameterKind.Boolean => "0 or 1", _ => "a number" };
                Report(problems, parameter.Name, "the value does not fit", $"{value}", $"{kind} from {parameter.Min} to {parameter.Max}");
            }
        }

        if (problems.Problems.Count == before && definition.Constraint is { } constraint)
        {
            CheckConstraint(definition, constraint, bound, problems);
        }

        return problems.Problems.Count == before ? bound : null;
    }

    public static Dictionary<string, FormulaValue> ValuesOf(StrategyDefinition definition, IReadOnlyList<KeyValuePair<string, double>> bound)
    {
        var values = new Dictionary<string, FormulaValue>(bound.Count);
        for (var i = 0; i < bound.Count; i++)
        {
            values.Add(bound[i].Key, new FormulaValue(bound[i].Value, definition.Parameters[i].Kind == ParameterKind.Boolean));
        }

        return values;
    }

    private static void CheckConstraint(
        StrategyDefinition definition,
        Formula constraint,
        List<KeyValuePair<string, double>> bound,
        DiagnosticBag problems)
    {
        var root = new ContextBuilder(new ContextPlan(null, null), null);
        var lowering = new FormulaLowering(root, ValuesOf(definition, bound), new Dictionary<string, Expression>(), problems);
        var node = lowering.Lower(constraint.Expression).Node;
        if (root[node].Constant == 0)
        {
            var named = bound.Where(v => Mentions(constraint.Text, v.Key)).Select(v => $"{v.Key} = {FormulaPrinter.Print(v.Value)}");
            problems.Add(new Diagnostic("constraint", 1, 1, "the parameters break the constraint", string.Join(", ", named), constraint.Text)
            {
                DocumentLine = constraint.DocumentLine,
                DocumentColumn = constraint.DocumentColumn,
            });
        }
    }

    private static bool Mentions(string formula, string name)
    {
        for (var at = formula.IndexOf(name, StringComparison.Ordinal); at >= 0; at = formula.IndexOf(name, at + 1, StringComparison.Ordinal))
        {
            if ((at == 0 || !IsNamePart(formula[at - 1])) && (at + name.Length == formula.Length || !IsNamePart(formula[at + name.Length])))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsNamePart(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';

    private static void Report(DiagnosticBag problems, string name, string message, string? got, string? allowed, string? suggestion = null) =>
        problems.Add(new Diagnostic($"parameters.{name}", 1, 1, message, got, allowed, suggestion));
}
