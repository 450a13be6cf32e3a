using Backtester.Core.Formulas;
using Backtester.Core.Formulas.Checking;
using Backtester.Core.Formulas.Execution;
using Backtester.Core.Formulas.Syntax;
using Backtester.Core.Strategies.Definitions;

namespace Backtester.Core.Strategies.Drawing;

/// <summary>Finds the indicators among the formulas of a strategy.</summary>
internal static class LineCollector
{
    /// <summary>The indicators of a compiled definition, and the named lines that are numbers.</summary>
    /// <param name="strategy">Compiled with its parts.</param>
    public static LineProgram Of(CompiledStrategy strategy)
    {
        var places = new LinePlaces(strategy.Definition.Lines.ToDictionary(l => l.Name, l => l.Value.Expression, StringComparer.Ordinal));
        var values = strategy.Parameters.ToDictionary(StringComparer.Ordinal);
        var (lines, formulas) = (new List<DrawnLine>(), new HashSet<string>());
        foreach (var part in strategy.Parts.Where(p => !p.IsBoolean && p.Value.Rule is null && strategy.Program.Outputs[p.Value.Output].Kind == ValueKind.Number))
        {
            // A formula that a named line stands for is drawn once, under the name.
            var expression = Parsed(part.Expression);
            var (name, formula) = (NameOf(part), WithValues(expression, values));
            var isIndicator = LinePlaces.IndicatorOf(expression) is not null && expression is not HistoryExpression;
            if ((name is not null || isIndicator) && formulas.Add(formula))
            {
                lines.Add(Line(name ?? formula, formula, expression, places, part.Value.Output));
            }
        }

        return new LineProgram(strategy.Program, [.. lines.DistinctBy(l => l.Title)]);
    }

    /// <summary>Formulas under names: what a C# strategy reads, and what a chart adds of its own.</summary>
    public static LineProgram Of(ColumnProgram program, IReadOnlyList<KeyValuePair<string, string>> formulas, IReadOnlyDictionary<string, double> parameters)
    {
        var places = new LinePlaces(new Dictionary<string, Expression>());
        var lines = formulas.Select((f, i) => (Expression: Parsed(f.Value), Name: f.Key, Output: i))
            .Where(f => program.Outputs[f.Output].Kind == ValueKind.Number)
            .Select(f => Line(f.Name, WithValues(f.Expression, parameters), f.Expression, places, f.Output));
        return new LineProgram(program, [.. lines.DistinctBy(l => l.Title)]);
    }

    /// <summary>An expression as printed, with numbers in the place of parameters.</summary>
    internal static string WithValues(Expression expression, IReadOnlyDictionary<string, double> values) => FormulaPrinter.Print(Replace(expression, values));

    private static DrawnLine Line(string title, string formula, Expression expression, LinePlaces places, int output)
    {
        var description = LinePlaces.IndicatorOf(expression)?.Description ?? "Calculated line";
        var pane = LinePlaces.FamilyOf(expression)?.Name ?? title;
        return new DrawnLine(title, formula != title ? $"{formula}: {description}" : description, places.Of(expression), pane, output);
    }

    /// <summary>The name of a named line whose whole formula a part is.</summary>
    private static string? NameOf(CompiledPart part) =>
        part.Depth == 0 && part.Path.StartsWith("lines.", StringComparison.Ordinal) ? part.Path["lines.".Length..] : null;

    private static Expression Parsed(string text)
    {
        var problems = new DiagnosticBag();
        var expression = FormulaParser.Parse(text, problems);
        problems.ThrowIfAny();
        return expression!;
    }

    private static Expression Replace(Expression expression, IReadOnlyDictionary<string, double> values) => expression switch
    {
        NameExpression name when values.TryGetValue(name.Name, out var value) => value < 0
            ? new UnaryExpression(name.At, UnaryOperator.Negate, new NumberExpression(name.At, -value))
            : new NumberExpression(name.At, value),
        UnaryExpression unary => new UnaryExpression(unary.At, unary.Operator, Replace(unary.Operand, values)),
        BinaryExpression binary => new BinaryExpression(binary.At, binary.Operator, Replace(binary.Left, values), Replace(binary.Right, values)),
        ConditionalExpression choice => new ConditionalExpression(choice.At, Replace(choice.Condition, values), Replace(choice.WhenTrue, values), Replace(choice.WhenFalse, values)),
        HistoryExpression history => new HistoryExpression(history.At, Replace(history.Source, values), Replace(history.Offset, values)),
        CallExpression call => new CallExpression(call.At, call.Name, [.. call.Arguments.Select(a => Replace(a, values))]),
        _ => expression,
    };
}
