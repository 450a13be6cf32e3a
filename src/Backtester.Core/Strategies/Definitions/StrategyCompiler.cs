using Backtester.Core.Formulas;
using Backtester.Core.Formulas.Compilation;
using Backtester.Core.Formulas.Execution;
using Backtester.Core.Market;

namespace Backtester.Core.Strategies.Definitions;

/// <summary>What a compilation is for.</summary>
/// <param name="Timeframe">The run's timeframe, so that a tf block that does not fit is refused with its place; null where it is not known yet.</param>
/// <param name="WithLines">True to keep the named lines as outputs, for results that show them.</param>
/// <param name="WithParts">True to keep the parts of every formula as outputs, for explanations and proofs.</param>
public sealed record CompileOptions(Timeframe? Timeframe = null, bool WithLines = false, bool WithParts = false);

/// <summary>Puts parameter values into a checked definition and compiles it.</summary>
public static class StrategyCompiler
{
    /// <summary>Compiles one set of parameters; those not given take their defaults.</summary>
    /// <exception cref="FormulaException">Unknown or impossible values, a broken constraint, a length out of bounds; holds all problems.</exception>
    public static CompiledStrategy Compile(
        StrategyDefinition definition,
        IReadOnlyDictionary<string, double>? values = null,
        CompileOptions? options = null) => CompileMany(definition, [values ?? EmptyValues], options)[0];

    /// <summary>
    /// Compiles many sets into one program, in which equal operations of all sets exist once. Sets that may be impossible
    /// are sorted out before by <see cref="CheckValues"/>.
    /// </summary>
    /// <exception cref="FormulaException">A set is impossible.</exception>
    public static IReadOnlyList<CompiledStrategy> CompileMany(
        StrategyDefinition definition,
        IReadOnlyList<IReadOnlyDictionary<string, double>> sets,
        CompileOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(sets);
        var problems = new DiagnosticBag();
        var compiled = TryCompile(definition, problems, sets, options);
        problems.ThrowIfAny();
        return compiled!;
    }

    /// <summary>What is wrong with a set of values: unknown names, bounds, whole numbers, the constraint, lengths; none where nothing is.</summary>
    public static IReadOnlyList<Diagnostic> CheckValues(StrategyDefinition definition, IReadOnlyDictionary<string, double> values)
    {
        var problems = new DiagnosticBag();
        TryCompile(definition, problems, [values]);
        return problems.Problems;
    }

    internal static IReadOnlyList<CompiledStrategy>? TryCompile(
        StrategyDefinition definition,
        DiagnosticBag problems,
        IReadOnlyList<IReadOnlyDictionary<string, double>>? sets = null,
        CompileOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(definition);
        sets ??= [EmptyValues];
        var root = new ContextBuilder(new ContextPlan(null, null), null);
        var outputs = new OutputList();
        var kinds = DistanceKinds.Of(definition);
        var made = new List<Func<ColumnProgram, CompiledStrategy>>(sets.Count);
        for (var i = 0; i < sets.Count; i++)
        {
            outputs.Begin(sets.Count == 1 ? "" : $"{i}.");
            if (ParameterBinding.Bind(definition, sets[i], problems) is { } values)
            {
                made.Add(new SetCompilation(definition, values, kinds, root, outputs, problems, options ?? new CompileOptions()).Compile());
            }
        }

        if (!problems.IsEmpty)
        {
            return null;
        }

        var program = new ColumnProgram(root.Plan, outputs.Outputs, outputs.Nodes);
        return [.. made.Select(m => m(program))];
    }

    private static readonly Dictionary<string, double> EmptyValues = [];
}
