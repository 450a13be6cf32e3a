using Backtester.Core.Formulas.Checking;
using Backtester.Core.Formulas.Compilation;
using Backtester.Core.Formulas.Execution;
using Backtester.Core.Formulas.Syntax;
using Backtester.Core.Market;

namespace Backtester.Core.Formulas;

/// <summary>Compiles lone formulas: chart overlays, previews, objectives over candles.</summary>
public static class FormulaCompiler
{
    /// <summary>Compiles named formulas into one program, an output for each, in order.</summary>
    /// <param name="formulas">Names and texts.</param>
    /// <param name="parameters">Numbers that the formulas may use by name.</param>
    /// <param name="timeframe">The timeframe of the candles; null where it is not known yet.</param>
    /// <exception cref="FormulaException">Something is wrong; holds all problems, the name of the formula as path.</exception>
    public static ColumnProgram Compile(
        IReadOnlyList<KeyValuePair<string, string>> formulas,
        IReadOnlyDictionary<string, double>? parameters = null,
        Timeframe? timeframe = null)
    {
        var problems = new DiagnosticBag();
        var program = TryCompile(formulas, problems, parameters, timeframe);
        problems.ThrowIfAny();
        return program!;
    }

    /// <summary>Compiles one formula; its output has the index 0.</summary>
    /// <exception cref="FormulaException">Something is wrong; holds all problems.</exception>
    public static ColumnProgram Compile(string formula, IReadOnlyDictionary<string, double>? parameters = null, Timeframe? timeframe = null) =>
        Compile([new("", formula)], parameters, timeframe);

    /// <summary>Everything that is wrong with a formula, with its places; none where it compiles.</summary>
    public static IReadOnlyList<Diagnostic> Check(string formula, IReadOnlyDictionary<string, double>? parameters = null, Timeframe? timeframe = null)
    {
        var problems = new DiagnosticBag();
        TryCompile([new("", formula)], problems, parameters, timeframe);
        return problems.Problems;
    }

    private static ColumnProgram? TryCompile(
        IReadOnlyList<KeyValuePair<string, string>> formulas,
        DiagnosticBag problems,
        IReadOnlyDictionary<string, double>? parameters,
        Timeframe? timeframe)
    {
        ArgumentNullException.ThrowIfNull(formulas);
        var known = (parameters ?? new Dictionary<string, double>()).ToDictionary(p => p.Key, p => new FormulaValue(p.Value, IsBoolean: false));
        var scope = new FormulaScope(known.Select(p => new FormulaParameter(p.Key, p.Value.Value)));
        var root = new ContextBuilder(new ContextPlan(null, null), null);
        var lowering = new FormulaLowering(root, known, new Dictionary<string, Expression>(), problems) { RunTimeframe = timeframe };
        var outputs = new List<ProgramOutput>();
        var nodes = new List<int>();
        foreach (var (name, text) in formulas)
        {
            problems.Path = name;
            if (FormulaParser.Parse(text, problems) is { } expression
                && TypeChecker.Check(expression, scope, problems) is { } type
                && problems.IsEmpty
                && lowering.TryLower(expression) is { } lowered)
            {
                outputs.Add(new ProgramOutput(name, type.Kind));
                nodes.Add(lowered.Node);
            }
        }

        return problems.IsEmpty ? new ColumnProgram(root.Plan, outputs, [.. nodes]) : null;
    }
}
