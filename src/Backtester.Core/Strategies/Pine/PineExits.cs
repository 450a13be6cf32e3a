using Backtester.Core.Formulas.Syntax;
using Backtester.Core.Strategies.Definitions;

namespace Backtester.Core.Strategies.Pine;

/// <summary>Joins strategy.exit into stop_loss, take_profit and trim.</summary>
internal sealed class PineExits(PineTranslation translation, List<PineEntry> entries, List<(PineEntry Entry, Expression Rule)> taken, IReadOnlyCollection<int> sides)
{
    private readonly PineLevels _levels = new(translation);
    private readonly Dictionary<int, Expression> _stops = [];
    private readonly Dictionary<int, Expression> _targets = [];
    private readonly List<(PineExit Exit, int Side, Expression At, Expression Fraction)> _trims = [];
    private readonly Dictionary<(bool Stop, int Side), PineExit> _givenBy = [];

    /// <summary>Takes one strategy.exit.</summary>
    public void Add(PineExit exit)
    {
        var mine = exit.From is null ? sides : [.. entries.Where(e => e.Id == exit.From).Select(e => e.Side).Distinct().Where(sides.Contains)];
        if (mine.Count == 0)
        {
            throw new PineException(exit.Call.At, $"no entry that was translated is called \"{exit.From}\"");
        }

        foreach (var side in mine)
        {
            if (Condition(exit, side) is { } withEntry)
            {
                Add(exit, side, withEntry);
            }
        }
    }

    /// <summary>Puts the levels into the definition.</summary>
    public StrategyDefinition Into(StrategyDefinition rules) => rules with
    {
        StopLoss = Both("stop_loss", _stops, stop: true),
        TakeProfit = Both("take_profit", _targets, stop: false),
        Trim = [.. Trims()],
    };

    // Null where the exit never holds for the side; true where it stands in the branch of the entry.
    private bool? Condition(PineExit exit, int side)
    {
        var own = new List<Expression>();
        foreach (var part in PineRules.Parts(exit.Guard))
        {
            if (PineRules.Comparison(translation.Written(part)) is { } op)
            {
                if (!PineRules.Holds(op, side))
                {
                    return null;
                }
            }
            else if (!PineTrees.Is(part, true))
            {
                own.Add(part);
            }
        }

        if (own.Count == 0)
        {
            return false;
        }

        var text = FormulaPrinter.Print(own.Aggregate((a, b) => translation.Trees.And(a, b)));
        return taken.Exists(t => t.Entry.Side == side && FormulaPrinter.Print(t.Rule) == text)
            ? true
            : throw new PineException(exit.Call.At, "strategy.exit stands under a condition that is not that of its entry");
    }

    private void Add(PineExit exit, int side, bool withEntry)
    {
        var stop = exit.Loss is { } loss ? _levels.Ticks(loss.At, loss) : exit.Stop is { } below ? _levels.Distance(below, side, stop: true, withEntry) : null;
        var target = exit.Profit is { } profit ? _levels.Ticks(profit.At, profit) : exit.Limit is { } above ? _levels.Distance(above, side, stop: false, withEntry) : null;
        if (stop is null && target is null)
        {
            throw new PineException(exit.Call.At, "strategy.exit gives neither a stop nor a target that is translated");
        }

        if (exit.Percent is { } percent && percent is not NumberExpression { Value: >= 100 })
        {
            if (stop is not null)
            {
                translation.Reports.Add(exit.Call.At, "a stop closes the whole position here; qty_percent holds for the target alone", affectsTrades: true);
                Put(_stops, exit, side, stop, isStop: true);
            }

            if (target is not null)
            {
                _trims.Add((exit, side, target, Share(percent)));
            }

            return;
        }

        if (stop is not null)
        {
            Put(_stops, exit, side, stop, isStop: true);
        }

        if (target is not null)
        {
            Put(_targets, exit, side, target, isStop: false);
        }
    }

    private Expression Share(Expression percent) => percent is NumberExpression number
        ? PineTrees.Number(percent.At, number.Value / 100)
        : translation.Trees.Binary(percent.At, BinaryOperator.Divide, percent, PineTrees.Number(percent.At, 100));

    private void Put(Dictionary<int, Expression> levels, PineExit exit, int side, Expression distance, bool isStop)
    {
        if (!levels.TryAdd(side, distance) && !FormulaPrinter.Same(levels[side], distance))
        {
            throw new PineException(exit.Call.At, $"a position has one {(isStop ? "stop" : "target")}; the one of line {_givenBy[(isStop, side)].Call.At.Line} is kept");
        }

        _givenBy.TryAdd((isStop, side), exit);
    }

    private Formula? Both(string field, Dictionary<int, Expression> levels, bool stop)
    {
        if (levels.Count == 0)
        {
            return null;
        }

        if (levels.Count < sides.Count)
        {
            var side = levels.Keys.First();
            translation.Reports.Add(_givenBy[(stop, side)].Call.At, $"only {(side > 0 ? "long" : "short")} positions have a {(stop ? "stop" : "target")}; a definition has one for both sides or none", affectsTrades: true);
            return null;
        }

        return new Formula(levels.Count == 1 ? levels.Values.First() : OfSides(levels[1], levels[-1]), field);
    }

    private Expression OfSides(Expression longs, Expression shorts)
    {
        var trees = translation.Trees;
        return trees.Conditional(longs.At, trees.Binary(longs.At, BinaryOperator.Greater, PineTrees.Name(longs.At, "position"), PineTrees.Number(longs.At, 0)), longs, shorts);
    }

    private IEnumerable<TrimRule> Trims()
    {
        foreach (var group in _trims.GroupBy(t => t.Exit))
        {
            var parts = group.ToList();
            if (parts.Count < sides.Count)
            {
                translation.Reports.Add(group.Key.Call.At, "only one side takes a part of its profit; a definition's trim holds for both", affectsTrades: true);
                continue;
            }

            var at = parts.Count == 1 ? parts[0].At : OfSides(parts.First(p => p.Side > 0).At, parts.First(p => p.Side < 0).At);
            yield return new TrimRule(new Formula(at, "trim.at"), new Formula(parts[0].Fraction, "trim.fraction"));
        }
    }
}
