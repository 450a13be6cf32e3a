using Backtester.Core.Formulas;
using Backtester.Core.Market;
using Backtester.Core.Strategies;
using Backtester.Core.Strategies.Definitions;

namespace Backtester.Core.Optimization;

/// <summary>Says of a set of parameters whether the strategy allows it; for rules in microseconds, without compiling them.</summary>
/// <param name="strategy">The strategy.</param>
/// <param name="timeframe">The run's timeframe; null while it is unknown, when a C# class is not asked.</param>
internal sealed class SetCheck(CatalogStrategy strategy, Timeframe? timeframe)
{
    /// <summary>What is wrong with the values (bounds, whole numbers, the constraint); null where nothing is.</summary>
    public string? ProblemWith(IReadOnlyDictionary<string, double> parameters)
    {
        if (strategy is DefinedStrategy defined)
        {
            var problems = new DiagnosticBag();
            return ParameterBinding.Bind(defined.Definition, parameters, problems) is null ? Sentence(problems.Problems[0]) : null;
        }

        return timeframe is not null && strategy.Check(parameters, timeframe) is [var first, ..] ? Sentence(first) : null;
    }

    private static string Sentence(Diagnostic problem) =>
        $"{problem.Message}{(problem.Got is null ? "" : $", got {problem.Got}")}{(problem.Allowed is null ? "" : $", allowed: {problem.Allowed}")}";
}
