using Backtester.Core.Formulas.Syntax;
using Backtester.Core.Strategies.Definitions;

namespace Backtester.Core.Strategies.Pine;

/// <summary>The stop and limit prices of strategy.entry as the definition's one entry_order.</summary>
internal sealed class PineEntryOrders(PineTranslation translation, List<(PineEntry Entry, Expression Rule)> taken)
{
    /// <summary>The order; null where entries are market orders. Entries of another type than the first are reported.</summary>
    public EntryOrderRule? Order()
    {
        var type = TypeOf(taken[0].Entry);
        foreach (var (entry, _) in taken.Where(t => TypeOf(t.Entry) != type))
        {
            translation.Reports.Add(entry.Call.At, "all entries of a definition are orders of one type; this one enters as the first does", affectsTrades: true);
        }

        return type switch
        {
            null => null,
            EntryOrderType.Limit => new EntryOrderRule(EntryOrderType.Limit, Price("entry_order.price", e => e.Limit), null, null),
            EntryOrderType.Stop => new EntryOrderRule(EntryOrderType.Stop, Price("entry_order.price", e => e.Stop), null, null),
            _ => new EntryOrderRule(EntryOrderType.StopLimit, Price("entry_order.price", e => e.Stop), Price("entry_order.limit", e => e.Limit), null),
        };
    }

    private static EntryOrderType? TypeOf(PineEntry entry) => (entry.Stop, entry.Limit) switch
    {
        (null, null) => null,
        (null, _) => EntryOrderType.Limit,
        (_, null) => EntryOrderType.Stop,
        _ => EntryOrderType.StopLimit,
    };

    private Formula Price(string field, Func<PineEntry, Expression?> price)
    {
        var (longs, shorts) = (OfSide(1, price), OfSide(-1, price));
        var trees = translation.Trees;
        var tree = longs is null ? shorts! : shorts is null ? longs : trees.Conditional(longs.At, trees.Binary(longs.At, BinaryOperator.Greater, PineTrees.Name(longs.At, "position"), PineTrees.Number(longs.At, 0)), longs, shorts);
        return new Formula(tree, field);
    }

    // Several entries of a side: the price of the first whose rule holds.
    private Expression? OfSide(int side, Func<PineEntry, Expression?> price)
    {
        Expression? tree = null;
        foreach (var (entry, rule) in Enumerable.Reverse(taken).Where(t => t.Entry.Side == side))
        {
            if (price(entry) is { } mine)
            {
                tree = tree is null ? mine : translation.Trees.Conditional(mine.At, rule, mine, tree);
            }
        }

        return tree;
    }
}
