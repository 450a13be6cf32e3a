using System.Reflection;
using Backtester.Core.Formulas.Compilation;
using Backtester.Core.Formulas.Execution;
using Backtester.Core.Indicators;
using Backtester.Core.Strategies.Proof;

namespace Backtester.Core.Tests.Strategies.Proof;

/// <summary>An indicator that looks at later rows of the stretch that it is given: what a slip in a formula of ours would do.</summary>
internal sealed class LeakingIndicator(IndicatorInputs reads, Func<double[], int, double> value) : Indicator
{
    public override IndicatorInputs Reads => reads;

    public override int WarmUp => 0;

    protected override void Advance(in IndicatorTile run)
    {
        var source = (reads == IndicatorInputs.Source ? run.Source : reads == IndicatorInputs.Low ? run.Low : run.High).ToArray();
        for (var i = 0; i < source.Length; i++)
        {
            run.Output[i] = value(source, i);
        }
    }

    protected override void Restart()
    {
    }

    /// <summary>Puts a leaking indicator in the place of a true one inside a compiled definition.</summary>
    public static void Plant(TracedDefinition strategy, string kernel, IndicatorInputs reads, Func<double[], int, double> value)
    {
        var root = (ContextPlan)typeof(ColumnProgram).GetField("_root", BindingFlags.NonPublic | BindingFlags.Instance)!.GetValue(strategy.Program)!;
        var planted = 0;
        foreach (var plan in root.All())
        {
            for (var i = 0; i < plan.Nodes.Count; i++)
            {
                if (plan.Nodes[i].Key.Name?.StartsWith(kernel, StringComparison.Ordinal) == true)
                {
                    plan.Nodes[i] = plan.Nodes[i] with { CreateIndicator = () => new LeakingIndicator(reads, value) };
                    planted++;
                }
            }
        }

        Xunit.Assert.True(planted > 0, $"{kernel} is not in the program");
    }
}
