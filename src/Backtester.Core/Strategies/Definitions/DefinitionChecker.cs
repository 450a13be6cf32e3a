using Backtester.Core.Formulas;
using Backtester.Core.Formulas.Checking;
using Backtester.Core.Formulas.Syntax;

namespace Backtester.Core.Strategies.Definitions;

/// <summary>Checks the meaning of every formula of a definition, with the parameters at their defaults.</summary>
public static class DefinitionChecker
{
    /// <summary>Stands for a line whose text has a syntax error of its own.</summary>
    internal static Formula Broken { get; } = new(new BooleanExpression(new TextSpan(1, 1), false), "");

    /// <summary>All problems of a definition, however it was made; none where it can be compiled.</summary>
    public static IReadOnlyList<Diagnostic> Check(StrategyDefinition definition)
    {
        var problems = new DiagnosticBag();
        Check(definition, problems);
        return problems.Problems;
    }

    internal static void Check(StrategyDefinition definition, DiagnosticBag problems)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var slots = new SlotChecker(definition, problems);
        slots.Constant(definition.Constraint, ValueKind.Boolean, double.NegativeInfinity, double.PositiveInfinity, "a condition between parameters, such as fast < slow");
        slots.Lines(definition.Lines);
        slots.Rule(definition.LongEntry, PositionUse.None);
        slots.Rule(definition.LongExit, PositionUse.All);
        slots.Rule(definition.ShortEntry, PositionUse.None);
        slots.Rule(definition.ShortExit, PositionUse.All);
        slots.Price(definition.EntryOrder?.Price);
        slots.Price(definition.EntryOrder?.Limit);
        slots.Count(definition.EntryOrder?.Expires, 1);
        slots.Distance(definition.StopLoss);
        slots.Distance(definition.TakeProfit);
        slots.Distance(definition.TrailingStop);
        slots.Distance(definition.BreakEven);
        slots.Count(definition.TimeExit, 1);
        foreach (var trim in definition.Trim)
        {
            slots.Distance(trim.At);
            slots.Constant(trim.Fraction, ValueKind.Number, double.Epsilon, 1, "a number above 0, at most 1");
        }

        foreach (var signal in definition.Signals)
        {
            slots.Rule(signal.Rule, PositionUse.None);
            slots.Constant(signal.Weight, ValueKind.Number, 0, 1e6, "a number from 0 on");
        }

        slots.Constant(definition.MinConfidence, ValueKind.Number, 0, 1e6, "a number from 0 on, such as 0.7");
        slots.Count(definition.MaxEntries, 1);
        slots.Count(definition.Cooldown, 0);
        slots.Constant(definition.Sizing?.Value, null, 0, 1e15, "a number or a percentage from 0 on");
        Signals(definition, problems);
        Whole(definition, problems);
    }

    private static void Signals(StrategyDefinition definition, DiagnosticBag problems)
    {
        var names = definition.Signals.Select(s => s.Name).ToArray();
        for (var i = 0; i < names.Length; i++)
        {
            var signal = definition.Signals[i];
            (problems.Path, problems.DocumentLine, problems.DocumentColumn) = (signal.Rule.Path, signal.Rule.DocumentLine, signal.Rule.DocumentColumn);
            if (Array.IndexOf(names, signal.Name) < i)
            {
                problems.Add(new TextSpan(1, 1), "two signals have one name", signal.Name, "each name once");
            }

            if (signal.Requires is not { } parent)
            {
                continue;
            }

            var index = Array.IndexOf(names, parent);
            if (index < 0 || index >= i)
            {
                problems.Add(
                    new TextSpan(1, 1),
                    index < 0 ? "the required signal is not there" : "a signal may require only one above it",
                    parent,
                    i == 0 ? "no parent: it is the first" : string.Join(", ", names[..i]),
                    index < 0 ? NearestName.Of(parent, names) : null);
            }
            else if (definition.Signals[index].Side != SignalSide.Both && definition.Signals[index].Side != signal.Side)
            {
                problems.Add(new TextSpan(1, 1), "the required signal speaks for the other side", parent, $"side: {definition.Signals[index].Side.ToString().ToLowerInvariant()}, as its parent");
            }
        }
    }

    private static void Whole(StrategyDefinition definition, DiagnosticBag problems)
    {
        (problems.Path, problems.DocumentLine, problems.DocumentColumn) = ("", 1, 1);
        if (definition.LongEntry is null && definition.ShortEntry is null && problems.IsEmpty)
        {
            problems.Add(new TextSpan(1, 1), "the strategy never enters", null, "long_entry or short_entry");
        }

        if (definition.MinConfidence is not null && definition.Signals.Count == 0 && problems.IsEmpty)
        {
            problems.Add(new TextSpan(1, 1), "min_confidence needs signals", null, "signals: [{name: ..., rule: ..., weight: ...}]");
        }

        if (problems.IsEmpty)
        {
            StrategyCompiler.TryCompile(definition, problems);
        }
    }
}
