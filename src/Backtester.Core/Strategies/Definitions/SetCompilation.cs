using Backtester.Core.Formulas;
using Backtester.Core.Formulas.Checking;
using Backtester.Core.Formulas.Compilation;
using Backtester.Core.Formulas.Execution;
using Backtester.Core.Formulas.Syntax;

namespace Backtester.Core.Strategies.Definitions;

/// <summary>Compiles a definition with one set of parameter values into a root context.</summary>
internal sealed class SetCompilation
{
    /// <summary>Sums of weights such as 0.1 + 0.7 fall short of 0.8 by a rounding error; weights are written with a few digits.</summary>
    private const double ConfidenceSlack = 1e-9;

    /// <summary>Votes whose sums are all worked out beforehand: 2 to this power.</summary>
    private const int MostVotesAsBits = 6;

    private readonly StrategyDefinition _definition;
    private readonly IReadOnlyList<KeyValuePair<string, double>> _values;
    private readonly DistanceKinds _kinds;
    private readonly ContextBuilder _root;
    private readonly OutputList _outputs;
    private readonly DiagnosticBag _problems;
    private readonly CompileOptions _options;
    private readonly FormulaLowering _formulas;

    public SetCompilation(
        StrategyDefinition definition,
        IReadOnlyList<KeyValuePair<string, double>> values,
        DistanceKinds kinds,
        ContextBuilder root,
        OutputList outputs,
        DiagnosticBag problems,
        CompileOptions options)
    {
        (_definition, _values, _kinds, _root, _outputs, _problems, _options) = (definition, values, kinds, root, outputs, problems, options);
        _formulas = new FormulaLowering(
            root,
            ParameterBinding.ValuesOf(definition, values),
            definition.Lines.ToDictionary(l => l.Name, l => l.Value.Expression),
            problems)
        {
            RunTimeframe = options.Timeframe,
        };
    }

    /// <summary>Adds the operations; the function makes the strategy once the program is there.</summary>
    public Func<ColumnProgram, CompiledStrategy> Compile()
    {
        var session = Session();
        var signals = Signals();
        var minimum = Constant(_definition.MinConfidence);
        var (longEntry, shortEntry) = (Rule(_definition.LongEntry, 1), Rule(_definition.ShortEntry, -1));
        var (longVotes, shortVotes) = (Votes(signals, SignalSide.Long), Votes(signals, SignalSide.Short));
        var strategy = new CompiledStrategy
        {
            Definition = _definition,
            Parameters = _values,
            Program = null!,
            Outputs = [],
            LongEntry = Output("long_entry", longEntry),
            ShortEntry = Output("short_entry", shortEntry),
            LongSignal = Output("long_signal", Filtered(longEntry, longVotes, minimum, session)),
            ShortSignal = Output("short_signal", Filtered(shortEntry, shortVotes, minimum, session)),
            LongConfidence = longEntry is null ? -1 : Output("long_confidence", Confidence(longVotes), ValueKind.Number),
            ShortConfidence = shortEntry is null ? -1 : Output("short_confidence", Confidence(shortVotes), ValueKind.Number),
            Session = Output("session", session),
            MinConfidence = minimum,
            LongExit = Exit(_definition.LongExit, 1, "long_exit"),
            ShortExit = Exit(_definition.ShortExit, -1, "short_exit"),
            EntryOrder = EntryOrder(_definition.EntryOrder),
            StopLoss = Distance(_definition.StopLoss, "stop_loss"),
            TakeProfit = Distance(_definition.TakeProfit, "take_profit"),
            TrailingStop = Distance(_definition.TrailingStop, "trailing_stop"),
            BreakEven = Distance(_definition.BreakEven, "break_even"),
            Trims = [.. _definition.Trim.Select((t, i) => new CompiledTrim(Distance(t.At, $"trim[{i}].at")!, Bounded(t.Fraction, double.Epsilon, 1, "above 0, at most 1")))],
            TimeExitBars = _definition.TimeExit is null ? null : Count(_definition.TimeExit, 1),
            MaxEntries = _definition.MaxEntries is null ? 1 : Count(_definition.MaxEntries, 1),
            CooldownBars = _definition.Cooldown is null ? 0 : Count(_definition.Cooldown, 0),
            SizingValue = Constant(_definition.Sizing?.Value),
            SizingIsPercent = _definition.Sizing?.Value is { } hint && _kinds.IsPercent(hint),
            Signals = [.. signals.Select(s => new CompiledSignal(s.Signal.Name, s.Weight, s.Signal.Side, Output($"signals.{s.Signal.Name}", s.Rule), Output($"signals.{s.Signal.Name}.counts", s.Counts)))],
            Lines = _options.WithLines ? Lines() : [],
            Parts = _options.WithParts ? new PartCollector(_formulas, _root, _outputs).Of(_definition) : [],
        };
        var own = _outputs.Own;
        return program => strategy with { Program = program, Outputs = own };
    }

    private Lowered? Lower(Formula? formula, int side = 0)
    {
        if (formula is null)
        {
            return null;
        }

        (_problems.Path, _problems.DocumentLine, _problems.DocumentColumn) = (formula.Path, formula.DocumentLine, formula.DocumentColumn);
        _formulas.Side = side;
        return _formulas.TryLower(formula.Expression);
    }

    private int? Rule(Formula? formula, int side) => Lower(formula, side)?.Node;

    private double? Constant(Formula? formula) => Lower(formula) is { } value ? _root[value.Node].Constant : null;

    private double Bounded(Formula formula, double least, double most, string allowed)
    {
        var value = Constant(formula) ?? double.NaN;
        if (!(value >= least && value <= most))
        {
            _problems.Add(formula.Expression.At, "the value is out of bounds", FormulaPrinter.Print(value), allowed);
        }

        return value;
    }

    private int Count(Formula formula, int least)
    {
        var value = Bounded(formula, least, FormulaLimits.Window, $"a whole number from {least} to {FormulaLimits.Window}");
        if (value != Math.Floor(value))
        {
            _problems.Add(formula.Expression.At, "this is not a whole number", FormulaPrinter.Print(value), $"a whole number from {least} on");
        }

        return double.IsFinite(value) ? (int)Math.Clamp(value, 0, FormulaLimits.Window) : 0;
    }

    private int Output(string name, int? node, ValueKind kind = ValueKind.Boolean) => node is { } there ? _outputs.Add(name, there, kind) : -1;

    private CompiledExit? Exit(Formula? formula, int side, string name)
    {
        if (Lower(formula, side) is not { } rule)
        {
            return null;
        }

        var columns = 0;
        return rule.Term is { } term
            ? new CompiledExit(-1, new PositionRule(term, node => _outputs.Add($"{name}.part{columns++}", node, _root[node].IsBits ? ValueKind.Boolean : ValueKind.Number)))
            : new CompiledExit(Output(name, rule.Node), null);
    }

    private CompiledEntryOrder? EntryOrder(EntryOrderRule? rule) => rule is not null && Price(rule.Price, "entry_order.price") is { } price
        ? new CompiledEntryOrder(rule.Type, price, Price(rule.Limit, "entry_order.limit"), rule.Expires is null ? null : Count(rule.Expires, 1))
        : null;

    private CompiledPrice? Price(Formula? formula, string name) => Lower(formula, 1) is { } longs && Lower(formula, -1) is { } shorts
        ? new CompiledPrice(Output(name, longs.Node, ValueKind.Number), Output(shorts.Node == longs.Node ? name : $"{name}.short", shorts.Node, ValueKind.Number))
        : null;

    private CompiledDistance? Distance(Formula? formula, string name)
    {
        if (Lower(formula, 1) is not { } longs || Lower(formula, -1) is not { } shorts)
        {
            return null;
        }

        if (_root[longs.Node] is { IsConstant: true } constant && !(constant.Constant > 0))
        {
            _problems.Add(formula!.Expression.At, "a distance must be above 0", FormulaPrinter.Print(constant.Constant), "2 * atr(14), or 2%");
        }

        var kind = _kinds.IsPercent(formula!) ? ValueKind.Percent : ValueKind.Number;
        return new CompiledDistance(kind == ValueKind.Percent, Output(name, longs.Node, kind), Output(shorts.Node == longs.Node ? name : $"{name}.short", shorts.Node, kind));
    }

    private List<(SignalRule Signal, double Weight, int Rule, int Counts)> Signals()
    {
        var signals = new List<(SignalRule Signal, double Weight, int Rule, int Counts)>();
        foreach (var signal in _definition.Signals)
        {
            var weight = Bounded(signal.Weight, 0, 1e6, "a number from 0 on");
            if (Rule(signal.Rule, 0) is { } rule)
            {
                var parent = signals.Find(s => s.Signal.Name == signal.Requires);
                signals.Add((signal, weight, rule, parent.Signal is null ? rule : _root.Apply(ColumnOperation.And, rule, parent.Counts)));
            }
        }

        return signals;
    }

    /// <summary>The signals of a side; null where the strategy has none at all.</summary>
    private static (double Weight, int Counts)[]? Votes(List<(SignalRule Signal, double Weight, int Rule, int Counts)> signals, SignalSide side) =>
        signals.Count == 0 ? null : [.. signals.Where(s => s.Signal.Side == SignalSide.Both || s.Signal.Side == side).Select(s => (s.Weight, s.Counts))];

    /// <summary>The weights of the signals that count, bar by bar, added up in their order.</summary>
    private int? Confidence((double Weight, int Counts)[]? votes)
    {
        if (votes is null)
        {
            return null;
        }

        var sum = _root.Number(0);
        foreach (var (weight, counts) in votes)
        {
            var part = _root.Apply(ColumnOperation.Select, counts, _root.Number(weight), _root.Number(0));
            sum = _root.Apply(ColumnOperation.Add, sum, part);
        }

        return sum;
    }

    /// <summary>
    /// Whether the confidence reaches the minimum. Of few votes all possible sums are added up here, in their order, so that
    /// what remains for each bar are operations on bits; of many the sum itself is compared. Both give the same bits.
    /// </summary>
    private int IsEnough((double Weight, int Counts)[] votes, double minimum)
    {
        return votes.Length <= MostVotesAsBits
            ? From(0, 0)
            : _root.Apply(ColumnOperation.LessOrEqual, _root.Number(minimum - ConfidenceSlack), Confidence(votes)!.Value);

        int From(int vote, double sum) => vote == votes.Length
            ? _root.Bit(minimum - ConfidenceSlack <= sum)
            : _root.Apply(ColumnOperation.SelectBit, votes[vote].Counts, From(vote + 1, sum + votes[vote].Weight), From(vote + 1, sum + 0));
    }

    private int? Filtered(int? entry, (double Weight, int Counts)[]? votes, double? minimum, int? session)
    {
        if (entry is null)
        {
            return null;
        }

        var signal = entry.Value;
        if (votes is not null && minimum is { } least)
        {
            signal = _root.Apply(ColumnOperation.And, signal, IsEnough(votes, least));
        }

        return session is { } open ? _root.Apply(ColumnOperation.And, signal, open) : signal;
    }

    private int? Session()
    {
        if (_definition.Session is not { } session)
        {
            return null;
        }

        var allowed = _root.Bit(true);
        if (session is { FromHour: { } from, ToHour: { } to })
        {
            var hour = _root.Input(InputColumn.Hour);
            var after = _root.Apply(ColumnOperation.LessOrEqual, _root.Number(from), hour);
            var before = _root.Apply(ColumnOperation.Less, hour, _root.Number(to));
            allowed = _root.Apply(from < to ? ColumnOperation.And : ColumnOperation.Or, after, before);
        }

        if (session.Days.Count > 0)
        {
            var day = _root.Input(InputColumn.DayOfWeek);
            var any = session.Days.Aggregate(_root.Bit(false), (all, d) => _root.Apply(ColumnOperation.Or, all, _root.Apply(ColumnOperation.Equal, day, _root.Number(d))));
            allowed = _root.Apply(ColumnOperation.And, allowed, any);
        }

        return allowed;
    }

    private List<CompiledLine> Lines()
    {
        var lines = new List<CompiledLine>();
        foreach (var line in _definition.Lines)
        {
            if (Lower(line.Value) is { Term: null } value)
            {
                var kind = _root[value.Node].IsBits ? ValueKind.Boolean : ValueKind.Number;
                lines.Add(new CompiledLine(line.Name, Output($"lines.{line.Name}", value.Node, kind)));
            }
        }

        return lines;
    }
}
