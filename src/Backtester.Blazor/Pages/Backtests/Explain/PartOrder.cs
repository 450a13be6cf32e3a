using Backtester.Core.Runs.Explanation;

namespace Backtester.Blazor.Pages.Backtests.Explain;

/// <summary>The order in which a person reads rules: the whole first, then what it is made of.</summary>
public static class PartOrder
{
    /// <summary>Parts come operands first, as they are computed; here each stands above its operands, and fields keep their order.</summary>
    public static IReadOnlyList<PartValue> RulesFirst(IReadOnlyList<PartValue> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var roots = new List<Node>();
        foreach (var part in parts)
        {
            var first = roots.Count;
            while (first > 0 && roots[first - 1].Part.Depth > part.Depth && roots[first - 1].Part.Field == part.Field)
            {
                first--;
            }

            var operands = roots.GetRange(first, roots.Count - first);
            roots.RemoveRange(first, operands.Count);
            roots.Add(new Node(part, operands));
        }

        var ordered = new List<PartValue>(parts.Count);
        roots.ForEach(root => Add(ordered, root));
        return ordered;
    }

    private static void Add(List<PartValue> ordered, Node node)
    {
        ordered.Add(node.Part);
        node.Operands.ForEach(operand => Add(ordered, operand));
    }

    private sealed record Node(PartValue Part, List<Node> Operands);
}
