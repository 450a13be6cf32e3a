using System.Text;
using Backtester.Core.Formulas.Syntax;
using Backtester.Core.Strategies.Definitions;

namespace Backtester.Core.Strategies.Pine;

/// <summary>Names of the definition for those of the script, and which of them are in use.</summary>
internal static class PineNames
{
    /// <summary>fastLength, Fast Length and FAST_LENGTH become fast_length.</summary>
    public static string Snake(string name)
    {
        var text = new StringBuilder();
        for (var i = 0; i < name.Length && text.Length < 60; i++)
        {
            var c = name[i];
            var begins = char.IsAsciiLetterUpper(c) && i > 0
                && (char.IsAsciiLetterLower(name[i - 1]) || char.IsAsciiDigit(name[i - 1]) || (char.IsAsciiLetterUpper(name[i - 1]) && i + 1 < name.Length && char.IsAsciiLetterLower(name[i + 1])));
            if (begins && text.Length > 0 && text[^1] != '_')
            {
                text.Append('_');
            }

            if (char.IsAsciiLetterOrDigit(c))
            {
                text.Append(char.ToLowerInvariant(c));
            }
            else if (text.Length > 0 && text[^1] != '_')
            {
                text.Append('_');
            }
        }

        var snake = text.ToString().TrimEnd('_');
        return snake.Length == 0 ? "value" : char.IsAsciiLetterLower(snake[0]) ? snake : "p_" + snake;
    }

    /// <summary>An id for a title.</summary>
    public static string Id(string title) => title.Length == 0 ? "pine_import" : Snake(title);

    /// <summary>The names that the rules of a definition use, through its lines.</summary>
    public static HashSet<string> UsedBy(StrategyDefinition rules, IReadOnlyDictionary<string, Expression> lines)
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        Formula?[] formulas =
        [
            rules.LongEntry, rules.LongExit, rules.ShortEntry, rules.ShortExit, rules.EntryOrder?.Price, rules.EntryOrder?.Limit,
            rules.StopLoss, rules.TakeProfit, .. rules.Trim.SelectMany(t => new[] { t.At, t.Fraction }),
        ];
        var waiting = new Stack<Expression>(formulas.OfType<Formula>().Select(f => f.Expression));
        while (waiting.TryPop(out var tree))
        {
            if (tree is NameExpression name && used.Add(name.Name) && lines.TryGetValue(name.Name, out var line))
            {
                waiting.Push(line);
            }

            foreach (var part in ExpressionParts.Of(tree))
            {
                waiting.Push(part);
            }
        }

        return used;
    }
}
