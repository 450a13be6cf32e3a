using Backtester.Core.Formulas.Syntax;
using Backtester.Core.Strategies.Definitions;

namespace Backtester.Core.Strategies.Pine;

/// <summary>Joins the orders of a script into the rules of a definition.</summary>
internal sealed class PineRules(PineTranslation translation, List<PineEntry> entries, List<PineClose> closes, List<PineExit> exits, int onlySide)
{
    private readonly Dictionary<int, Expression> _entryRules = [];
    private readonly Dictionary<int, Expression> _exitRules = [];
    private readonly List<(PineEntry Entry, Expression Rule)> _taken = [];
    private readonly HashSet<int> _flatOnly = [];

    private PineTrees Trees => translation.Trees;

    /// <summary>Whether position compared with 0 holds in a position of a side.</summary>
    public static bool Holds(BinaryOperator op, int side) => op switch
    {
        BinaryOperator.Greater => side > 0,
        BinaryOperator.GreaterOrEqual => side >= 0,
        BinaryOperator.Less => side < 0,
        BinaryOperator.LessOrEqual => side <= 0,
        BinaryOperator.Equal => side == 0,
        _ => side != 0,
    };

    public StrategyDefinition? Build()
    {
        foreach (var entry in entries)
        {
            Guarded(entry.Call, () => Enter(entry));
        }

        foreach (var close in closes)
        {
            Guarded(close.Call, () => Close(close));
        }

        if (_entryRules.Count == 0)
        {
            return null;
        }

        var levels = new PineExits(translation, entries, _taken, _entryRules.Keys);
        exits.ForEach(exit => Guarded(exit.Call, () => levels.Add(exit)));
        var order = new PineEntryOrders(translation, _taken).Order();
        return levels.Into(new StrategyDefinition
        {
            Id = "pine_import",
            LongEntry = Rule("long_entry", _entryRules.GetValueOrDefault(1)),
            LongExit = Rule("long_exit", _exitRules.GetValueOrDefault(1)),
            ShortEntry = Rule("short_entry", _entryRules.GetValueOrDefault(-1)),
            ShortExit = Rule("short_exit", _exitRules.GetValueOrDefault(-1)),
            EntryOrder = order,
            OppositeEntry = Opposite(),
        });
    }

    private static Formula? Rule(string field, Expression? tree) => tree is null ? null : new Formula(tree, field);

    private void Guarded(PineCall call, Action translate)
    {
        try
        {
            translate();
        }
        catch (PineException e)
        {
            e.Cause?.Affects();
            translation.Reports.Add(call.At, e.Message, affectsTrades: true, e.Cause);
        }
    }

    private void Enter(PineEntry entry)
    {
        var rule = WithoutPosition(entry);
        if (onlySide == -entry.Side)
        {
            // strategy.risk.allow_entry_in: an entry of the other side only closes.
            _exitRules[-entry.Side] = Trees.Or(_exitRules.GetValueOrDefault(-entry.Side), rule);
            return;
        }

        _taken.Add((entry, rule));
        _entryRules[entry.Side] = Trees.Or(_entryRules.GetValueOrDefault(entry.Side), rule);
    }

    // Entries know nothing of the position: "only when flat" is said by opposite_entry, "not long" goes without saying.
    private Expression WithoutPosition(PineEntry entry)
    {
        Expression? rule = null;
        foreach (var part in Parts(entry.Guard))
        {
            var plain = translation.Written(part);
            if (!Trees.SpeaksOfPosition(plain))
            {
                rule = Trees.And(rule, part);
                continue;
            }

            if (Comparison(plain) is not { } op || !Holds(op, 0) || Holds(op, entry.Side))
            {
                throw new PineException(entry.Call.At, "an entry that depends on the open position is translated for \"flat\" alone");
            }

            if (!Holds(op, -entry.Side))
            {
                _flatOnly.Add(entry.Side);
            }
        }

        return rule ?? PineTrees.Boolean(entry.Call.At, true);
    }

    /// <summary>The operator of position ? 0, or its opposite under not; null for anything else.</summary>
    public static BinaryOperator? Comparison(Expression tree) => tree switch
    {
        BinaryExpression { Left: NameExpression { Name: "position" }, Right: NumberExpression { Value: 0 } } binary => binary.Operator,
        UnaryExpression { Operator: UnaryOperator.Not } not when Comparison(not.Operand) is { } op => op switch
        {
            BinaryOperator.Greater => BinaryOperator.LessOrEqual,
            BinaryOperator.GreaterOrEqual => BinaryOperator.Less,
            BinaryOperator.Less => BinaryOperator.GreaterOrEqual,
            BinaryOperator.LessOrEqual => BinaryOperator.Greater,
            BinaryOperator.Equal => BinaryOperator.NotEqual,
            _ => BinaryOperator.Equal,
        },
        _ => null,
    };

    /// <summary>What is joined by and.</summary>
    public static IEnumerable<Expression> Parts(Expression tree) => tree is BinaryExpression { Operator: BinaryOperator.And } and
        ? Parts(and.Left).Concat(Parts(and.Right))
        : [tree];

    private OppositeEntry Opposite()
    {
        var sides = _entryRules.Keys.Where(s => !_flatOnly.Contains(s)).ToList();
        if (_entryRules.Count == 2 && _flatOnly.Count == 1)
        {
            var entry = _taken.First(t => t.Entry.Side == sides[0]).Entry;
            translation.Reports.Add(entry.Call.At, "one side enters only when flat and the other one also against a position; opposite_entry says the same for both, reverse", affectsTrades: true);
        }

        return _flatOnly.Count == 2 ? OppositeEntry.Ignore : OppositeEntry.Reverse;
    }

    private void Close(PineClose close)
    {
        var sides = close.Id is null
            ? _entryRules.Keys.ToList()
            : entries.Where(e => e.Id == close.Id).Select(e => e.Side).Distinct().Where(_entryRules.ContainsKey).ToList();
        if (sides.Count == 0)
        {
            throw new PineException(close.Call.At, close.Id is null ? "nothing enters that could be closed" : $"no entry that was translated is called \"{close.Id}\"");
        }

        foreach (var side in sides)
        {
            if (OfSide(close.Guard, side) is { } rule)
            {
                _exitRules[side] = Trees.Or(_exitRules.GetValueOrDefault(side), rule);
            }
        }
    }

    /// <summary>A condition inside a position of a side: comparisons of the position that hold there go without saying; null where it never holds.</summary>
    public Expression? OfSide(Expression guard, int side)
    {
        Expression? rule = null;
        foreach (var part in Parts(guard))
        {
            if (Comparison(translation.Written(part)) is { } op)
            {
                if (!Holds(op, side))
                {
                    return null;
                }

                continue;
            }

            rule = Trees.And(rule, part);
        }

        return rule ?? PineTrees.Boolean(guard.At, true);
    }
}
