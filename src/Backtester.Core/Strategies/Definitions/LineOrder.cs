using Backtester.Core.Formulas.Syntax;

namespace Backtester.Core.Strategies.Definitions;

/// <summary>Puts the lines of a definition into an order in which each uses only those above it.</summary>
internal static class LineOrder
{
    /// <summary>The lines as they stand, but each after those that it uses. Lines that use one another in a circle stay where they are, to be reported.</summary>
    public static IReadOnlyList<DefinitionLine> ByUse(IReadOnlyList<DefinitionLine> lines)
    {
        var left = lines.Select(l => (Line: l, Uses: Names(l.Value.Expression))).ToList();
        var ordered = new List<DefinitionLine>(lines.Count);
        while (left.Count > 0)
        {
            var waiting = left.Select(l => l.Line.Name).ToHashSet(StringComparer.Ordinal);
            var next = left.FindIndex(l => !l.Uses.Overlaps(waiting));
            if (next < 0)
            {
                ordered.AddRange(left.Select(l => l.Line));
                break;
            }

            ordered.Add(left[next].Line);
            left.RemoveAt(next);
        }

        return ordered;
    }

    private static HashSet<string> Names(Expression expression)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var waiting = new Stack<Expression>([expression]);
        while (waiting.TryPop(out var tree))
        {
            if (tree is NameExpression name)
            {
                names.Add(name.Name);
            }

            foreach (var part in ExpressionParts.Of(tree))
            {
                waiting.Push(part);
            }
        }

        return names;
    }
}
