using Backtester.Core.Formulas;
using Backtester.Core.Optimization;
using Backtester.Core.Optimization.Robustness;
using Backtester.Core.Runs;

namespace Backtester.Blazor.Optimizations;

/// <summary>The parameters of a map: those asked for, otherwise the ones that matter most.</summary>
internal static class ChosenAxes
{
    /// <summary>The parameter across (null where none varies), that down (null where only one does), and what is wrong with those asked for.</summary>
    public static (string? Across, string? Down, IReadOnlyList<SpecProblem> Problems) Of(TrialTable table, ParameterImportance? importance, string? across, string? down)
    {
        var problems = new List<SpecProblem>();
        foreach (var (field, name) in new[] { ("x", across), ("y", down) })
        {
            if (name is not null && !table.VariedNames.Contains(name))
            {
                problems.Add(new SpecProblem(field, "is no parameter that the search varies", name, string.Join(", ", table.VariedNames), NearestName.Of(name, table.VariedNames)));
            }
        }

        var ranked = table.VariedNames.OrderByDescending(name => importance?.Parameters.FirstOrDefault(p => p.Name == name)?.Total ?? 0).ToList();
        var x = across is not null && ranked.Contains(across) ? across : ranked.FirstOrDefault(name => name != down);
        var y = down is not null && ranked.Contains(down) && down != x ? down : ranked.FirstOrDefault(name => name != x);
        return (x, y, problems);
    }
}
