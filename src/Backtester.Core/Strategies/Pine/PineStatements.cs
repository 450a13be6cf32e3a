using Backtester.Core.Formulas.Syntax;

namespace Backtester.Core.Strategies.Pine;

/// <summary>
/// Goes through a script once, as TradingView does on each bar: assignments become lines, orders are handed to
/// <see cref="PineOrders"/> with the conditions under which they stand.
/// </summary>
internal sealed class PineStatements(PineTranslation translation)
{
    private static readonly string[] Drawings =
    [
        "plot", "plotshape", "plotchar", "plotarrow", "plotbar", "plotcandle", "hline", "fill", "bgcolor", "barcolor", "alertcondition", "alert",
        "label", "line", "box", "table", "linefill", "polyline", "log", "max_bars_back", "color", "runtime", "str", "chart",
    ];

    private readonly List<Expression> _guards = [];

    public void Script(IReadOnlyList<PineStatement> script)
    {
        Expect(script);
        Run(script);
    }

    /// <summary>Runs the body of one of the script's own functions; the value is that of its last statement, null where that has none.</summary>
    public PineValue? Function(PineFunction function)
    {
        Expect(function.Body);
        return Run(function.Body);
    }

    /// <summary>Says once a line that an indicator in a branch sees every bar here.</summary>
    public void NoteBranch(PineCall call)
    {
        if (_guards.Count > 0 && call.Name.StartsWith("ta.", StringComparison.Ordinal))
        {
            translation.Note($"Line {call.At.Line}: {call.Name} stands inside a branch; TradingView feeds it only the bars on which the branch is taken, here it sees every bar.");
        }
    }

    /// <summary>Runs the branches of a choice; the value is that of the branch taken, null where a branch gives none.</summary>
    public PineValue? Choose(PineChoice choice)
    {
        var before = translation.Variables;
        var outcomes = new List<(Expression? Condition, PineValue? Value, Dictionary<string, PineValue> Variables)>();
        Expression? otherwise = null;
        for (var b = 0; b < choice.Branches.Count; b++)
        {
            var branch = choice.Branches[b];
            var condition = branch.Condition is null ? null : Condition(choice, b);
            if (PineTrees.Is(condition, false))
            {
                Pass([branch]);
                continue;
            }

            var guard = condition is null ? otherwise : translation.Trees.And(otherwise, condition);
            translation.Variables = new Dictionary<string, PineValue>(before, StringComparer.Ordinal);
            var depth = _guards.Count;
            if (guard is not null and not BooleanExpression)
            {
                _guards.Add(guard);
            }

            var value = Run(branch.Body);
            _guards.RemoveRange(depth, _guards.Count - depth);
            outcomes.Add((condition, value, translation.Variables));
            translation.Variables = before;
            if (condition is null || PineTrees.Is(condition, true))
            {
                Pass(choice.Branches.Skip(b + 1));
                break;
            }

            otherwise = translation.Trees.And(otherwise, translation.Trees.Not(condition.At, condition));
        }

        return Merge(choice, before, outcomes);
    }

    private void Expect(IReadOnlyList<PineStatement> statements)
    {
        foreach (var name in Assigned(statements).Where(a => a.Anew).Select(a => a.Name))
        {
            translation.StillAssigned[name] = translation.StillAssigned.GetValueOrDefault(name) + 1;
        }
    }

    // Untaken branches leave a variable as it was.
    private PineValue? Merge(PineChoice choice, Dictionary<string, PineValue> before, List<(Expression? Condition, PineValue? Value, Dictionary<string, PineValue> Variables)> outcomes)
    {
        var hasElse = outcomes.Count > 0 && (outcomes[^1].Condition is null || PineTrees.Is(outcomes[^1].Condition, true));
        foreach (var name in before.Keys.ToList())
        {
            if (outcomes.TrueForAll(o => ReferenceEquals(o.Variables[name], before[name])))
            {
                continue;
            }

            var merged = hasElse ? outcomes[^1].Variables[name] : before[name];
            for (var i = outcomes.Count - (hasElse ? 2 : 1); i >= 0; i--)
            {
                merged = Either(choice, name, outcomes[i].Condition!, outcomes[i].Variables[name], merged);
            }

            translation.Variables[name] = merged is PineTree tree ? new PineTree(translation.AsLine(name, choice.At, tree.Tree)) : merged;
        }

        if (!outcomes.TrueForAll(o => o.Value is PineTree))
        {
            return outcomes.Count == 1 && hasElse ? outcomes[0].Value : null;
        }

        Expression? result = hasElse ? ((PineTree)outcomes[^1].Value!).Tree : null;
        for (var i = outcomes.Count - (hasElse ? 2 : 1); i >= 0; i--)
        {
            var tree = ((PineTree)outcomes[i].Value!).Tree;
            result = translation.Trees.Conditional(choice.At, outcomes[i].Condition!, tree, result ?? translation.Trees.Unknown(choice.At));
        }

        return result is null ? null : new PineTree(result);
    }

    private PineValue Either(PineChoice choice, string name, Expression condition, PineValue whenTrue, PineValue whenFalse)
    {
        if (whenTrue is PineUnknown or PineUnknown)
        {
            return whenTrue;
        }

        if (whenFalse is PineUnknown)
        {
            return whenFalse;
        }

        try
        {
            return whenTrue is PineTree a && whenFalse is PineTree b
                ? new PineTree(translation.Trees.Conditional(choice.At, condition, a.Tree, b.Tree))
                : Equals(whenTrue, whenFalse) ? whenTrue : throw new PineException(choice.At, $"{name} is a text in one branch");
        }
        catch (PineException e)
        {
            return new PineUnknown(Report(e, false));
        }
    }

    private Expression Condition(PineChoice choice, int branch)
    {
        var condition = choice.Branches[branch].Condition!;
        try
        {
            return translation.Expressions.Tree(condition);
        }
        catch (PineException e)
        {
            // Nothing from here on can be translated: its names are unknown, its orders are listed.
            var rest = choice.Branches.Skip(branch).ToList();
            var orders = rest.SelectMany(Orders).ToList();
            var report = Report(e, orders.Count > 0);
            foreach (var name in Pass(rest))
            {
                translation.Variables[name] = new PineUnknown(report);
            }

            foreach (var order in orders)
            {
                translation.Reports.Add(order.At, $"{order.Name} stands under the condition of line {e.At.Line}, which is not translated", affectsTrades: true, report);
            }

            throw new PineException(e.At, e.Message) { Cause = report };
        }
    }

    // Steps over branches; answers the names that they would have assigned anew.
    private List<string> Pass(IEnumerable<PineBranch> branches)
    {
        var names = branches.SelectMany(b => Assigned(b.Body)).Where(a => a.Anew).Select(a => a.Name).ToList();
        names.ForEach(name => translation.StillAssigned[name]--);
        return names;
    }

    private PineValue? Run(IReadOnlyList<PineStatement> statements)
    {
        PineValue? last = null;
        foreach (var statement in statements)
        {
            last = null;
            try
            {
                last = Run(statement);
            }
            catch (PineException e)
            {
                var isOrder = statement is PineEvaluate { Value: PineCall { Name: var name } } && name.StartsWith("strategy.", StringComparison.Ordinal);
                last = new PineUnknown(Report(e, isOrder));
                Unknown(statement, (PineUnknown)last);
            }

            foreach (var name in Assigned([statement], inside: false).Where(a => a.Anew).Select(a => a.Name))
            {
                translation.StillAssigned[name]--;
            }
        }

        return last;
    }

    private PineReport Report(PineException e, bool affectsTrades)
    {
        affectsTrades |= e.IsOrder;
        if (affectsTrades)
        {
            e.Cause?.Affects();
        }

        return translation.Reports.Add(e.At, e.Message, affectsTrades, e.Cause);
    }

    private void Unknown(PineStatement statement, PineUnknown unknown)
    {
        foreach (var (name, _) in Assigned([statement], inside: false))
        {
            translation.Variables[name] = unknown;
        }
    }

    private PineValue? Run(PineStatement statement)
    {
        switch (statement)
        {
            case PineAssign assign:
                Assign(assign);
                return translation.Variables[assign.Name];
            case PineTupleAssign tuple:
                Tuple(tuple);
                return null;
            case PineFunction function:
                translation.Variables[function.Name] = new PineOwnFunction(function);
                return null;
            case PineSkipped skipped:
                var report = translation.Reports.Add(skipped.At, skipped.Reason, skipped.Trades);
                foreach (var name in skipped.Names)
                {
                    translation.Variables[name] = new PineUnknown(report);
                }

                return null;
            case PineEvaluate { Value: PineChoice choice }:
                return Choose(choice);
            case PineEvaluate { Value: PineCall call } when IsDrawing(call.Name):
                translation.Reports.Add(call.At, $"{call.Name} draws or alerts; it has no part in trades", affectsTrades: false);
                return null;
            case PineEvaluate { Value: PineCall { Name: "strategy" } header }:
                translation.Header.Read(header);
                return null;
            case PineEvaluate { Value: PineCall { Name: "indicator" } indicator }:
                throw new PineException(indicator.At, "this is an indicator: it places no orders");
            case PineEvaluate { Value: PineCall call } when call.Name.StartsWith("strategy.", StringComparison.Ordinal):
                translation.Orders.Take(call, _guards.Count == 0 ? null : _guards.Aggregate((a, b) => translation.Trees.And(a, b)));
                return null;
            case PineEvaluate evaluate:
                return translation.Expressions.Value(evaluate.Value);
            default:
                throw new PineException(statement.At, "this statement is not translated");
        }
    }

    private void Assign(PineAssign assign)
    {
        if (assign.Value is PineCall drawing && IsDrawing(drawing.Name))
        {
            translation.Variables[assign.Name] = new PineUnknown(
                translation.Reports.Add(assign.At, $"{drawing.Name} draws; it has no part in trades", affectsTrades: false));
            return;
        }

        if (assign.Keeps && translation.StillAssigned.GetValueOrDefault(assign.Name) > 0)
        {
            throw new PineException(assign.At, $"var {assign.Name} keeps its value from bar to bar; the language has no variables, but bars_since, value_when, highest and lowest look back");
        }

        if (assign.Anew && !translation.Variables.ContainsKey(assign.Name))
        {
            throw new PineException(assign.At, $"{assign.Name} is not there yet");
        }

        var isInput = assign.Value is PineCall call && (call.Name == "input" || call.Name.StartsWith("input.", StringComparison.Ordinal));
        var value = isInput ? new PineInputs(translation).Value((PineCall)assign.Value, assign.Name)
            : assign is { Type: "bool", Value: PineName { Name: "na" } } ? new PineTree(PineTrees.Boolean(assign.At, false))
            : translation.Expressions.Value(assign.Value);
        translation.Variables[assign.Name] = value is PineTree tree ? new PineTree(translation.AsLine(assign.Name, assign.Value.At, tree.Tree)) : value;
    }

    private void Tuple(PineTupleAssign tuple)
    {
        var values = tuple.Value is PineCall call
            ? PineTuples.Values(translation, call) ?? throw new PineException(call.At, $"{call.Name}(…) with several values has no counterpart")
            : throw new PineException(tuple.At, "several values at once come of a call");
        if (values.Count != tuple.Names.Count)
        {
            throw new PineException(tuple.At, $"{values.Count} names are needed");
        }

        foreach (var (name, tree) in tuple.Names.Zip(values).Where(p => p.First != "_"))
        {
            translation.Variables[name] = new PineTree(translation.AsLine(name, tuple.At, tree));
        }
    }

    private static bool IsDrawing(string name) => Drawings.Contains(name.Split('.')[0]);

    private static IEnumerable<PineCall> Orders(PineBranch branch) => branch.Body.SelectMany(s => s switch
    {
        PineEvaluate { Value: PineCall call } when call.Name.StartsWith("strategy.", StringComparison.Ordinal) => [call],
        PineEvaluate { Value: PineChoice inner } => inner.Branches.SelectMany(Orders),
        PineAssign { Value: PineChoice inner } => inner.Branches.SelectMany(Orders),
        _ => Enumerable.Empty<PineCall>(),
    });

    private static IEnumerable<(string Name, bool Anew)> Assigned(IEnumerable<PineStatement> statements, bool inside = true) => statements.SelectMany(s => s switch
    {
        PineAssign assign => [(assign.Name, assign.Anew), .. inside && assign.Value is PineChoice choice ? Inner(choice) : []],
        PineTupleAssign tuple => tuple.Names.Select(n => (n, false)),
        PineFunction function => [(function.Name, false)],
        PineSkipped skipped => skipped.Names.Select(n => (n, true)),
        PineEvaluate { Value: PineChoice choice } when inside => Inner(choice),
        _ => Enumerable.Empty<(string, bool)>(),
    });

    private static IEnumerable<(string Name, bool Anew)> Inner(PineChoice choice) => choice.Branches.SelectMany(b => Assigned(b.Body));
}
