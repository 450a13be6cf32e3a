using Backtester.Core.Formulas;
using Backtester.Core.Formulas.Checking;

namespace Backtester.Core.Strategies.Definitions;

/// <summary>Which distances of a definition, and its sizing hint, are percentages; found once for all parameter sets.</summary>
internal sealed class DistanceKinds
{
    private readonly HashSet<Formula> _percent = new(ReferenceEqualityComparer.Instance);

    public static DistanceKinds Of(StrategyDefinition definition)
    {
        var kinds = new DistanceKinds();
        var slots = new SlotChecker(definition, new DiagnosticBag());
        slots.Lines(definition.Lines);
        Formula?[] distances = [definition.StopLoss, definition.TakeProfit, definition.TrailingStop, definition.BreakEven, .. definition.Trim.Select(t => t.At), definition.Sizing?.Value];
        foreach (var distance in distances.OfType<Formula>())
        {
            if (slots.Distance(distance) is { Kind: ValueKind.Percent })
            {
                kinds._percent.Add(distance);
            }
        }

        return kinds;
    }

    public bool IsPercent(Formula distance) => _percent.Contains(distance);
}
