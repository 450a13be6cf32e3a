using Backtester.Core.Formulas.Syntax;
using Backtester.Core.Indicators.Catalog;
using Backtester.Core.Market;

namespace Backtester.Core.Formulas.Checking;

/// <summary>
/// Finds the type of each part of a formula and reports everything that does not fit, each with its place. A part that
/// was reported has no type, and what uses it is not reported again.
/// </summary>
public sealed class TypeChecker
{
    private readonly FormulaScope _scope;
    private readonly DiagnosticBag _problems;
    private readonly OperatorRules _operators;
    private readonly CallRules _calls;

    private TypeChecker(FormulaScope scope, DiagnosticBag problems)
    {
        (_scope, _problems) = (scope, problems);
        _operators = new OperatorRules(problems);
        _calls = new CallRules(problems, Check, InBlock);
    }

    /// <summary>How many tf and symbol blocks enclose what is being checked, and the innermost timeframe.</summary>
    private (int Depth, Timeframe? Timeframe) _block;

    /// <summary>The type of a formula; null where something is wrong, which is then in <paramref name="problems"/>.</summary>
    public static FormulaType? Check(Expression formula, FormulaScope scope, DiagnosticBag problems)
    {
        ArgumentNullException.ThrowIfNull(formula);
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(problems);
        return new TypeChecker(scope, problems).Check(formula);
    }

    private FormulaType? Check(Expression expression) => expression switch
    {
        NumberExpression number => new FormulaType(ValueKind.Number, Dependence.Constant, number.Value),
        PercentExpression percent => new FormulaType(ValueKind.Percent, Dependence.Constant, percent.Percent / 100),
        BooleanExpression boolean => new FormulaType(ValueKind.Boolean, Dependence.Constant, boolean.Value ? 1 : 0),
        TextExpression text => Wrong(text, "a text is allowed only as the first argument of tf and symbol", $"\"{text.Text}\"", "a value"),
        NameExpression name => CheckName(name),
        UnaryExpression unary => Check(unary.Operand) is { } operand ? _operators.Unary(unary, operand) : null,
        BinaryExpression binary => CheckBinary(binary),
        ConditionalExpression conditional => CheckConditional(conditional),
        HistoryExpression history => CheckHistory(history),
        CallExpression call => CheckCall(call),
        _ => throw new InvalidOperationException($"no rule for {expression.GetType().Name}"),
    };

    private FormulaType? CheckBinary(BinaryExpression binary)
    {
        var left = Check(binary.Left);
        var right = Check(binary.Right);
        return left is { } a && right is { } b ? _operators.Binary(binary, a, b) : null;
    }

    private FormulaType? CheckConditional(ConditionalExpression conditional)
    {
        var condition = Check(conditional.Condition);
        var whenTrue = Check(conditional.WhenTrue);
        var whenFalse = Check(conditional.WhenFalse);
        return condition is { } c && whenTrue is { } a && whenFalse is { } b ? _operators.Conditional(conditional, c, a, b) : null;
    }

    private FormulaType? CheckName(NameExpression name)
    {
        if (_scope.TryParameter(name.Name, out var parameter))
        {
            return new FormulaType(parameter.IsBoolean ? ValueKind.Boolean : ValueKind.Number, Dependence.Constant, parameter.Default);
        }

        if (_scope.TryLine(name.Name, out var line))
        {
            return line is { } type ? CheckUse(name, name.Name, type) : null;
        }

        if (LanguageNames.Series.ContainsKey(name.Name))
        {
            return CheckUse(name, name.Name, new FormulaType(ValueKind.Number, Dependence.Series));
        }

        if (LanguageNames.Position.Contains(name.Name))
        {
            return CheckPosition(name);
        }

        if (IndicatorCatalog.TryGet(name.Name, out var indicator) && indicator.SeriesCount == 0 && indicator.Arguments.All(a => a.Default is not null))
        {
            return CheckCall(new CallExpression(name.At, name.Name, []));
        }

        if (indicator is not null || BuiltInSignature.Find(name.Name) is not null)
        {
            return Wrong(name, $"{name.Name} is a function and needs arguments", $"'{name.Name}'", Usage(name.Name));
        }

        if (_scope.LaterLines.Contains(name.Name))
        {
            return Wrong(name, $"the line {name.Name} is defined further below", $"'{name.Name}'", "a line may use only the lines above it");
        }

        return Unknown(name, name.Name, "a series, a parameter, a line or an indicator");
    }

    private FormulaType? CheckPosition(NameExpression name)
    {
        var kind = name.Name == "unrealized" ? ValueKind.Percent : ValueKind.Number;
        return CheckUse(name, name.Name, new FormulaType(kind, Dependence.Position), name.Name == "position");
    }

    /// <summary>Refuses names whose value is not known where the formula is evaluated.</summary>
    private FormulaType? CheckUse(Expression at, string name, FormulaType type, bool isSide = false)
    {
        if (type.Dependence != Dependence.Constant && _scope.Position == PositionUse.ConstantsOnly)
        {
            return Wrong(at, $"{name} changes from bar to bar", $"'{name}'", "numbers and parameters alone");
        }

        if (type.Dependence != Dependence.Position || _scope.Position == PositionUse.All || (isSide && _scope.Position == PositionUse.Side))
        {
            return type.Dependence == Dependence.Position && _block.Depth > 0
                ? Wrong(at, $"{name} belongs to the run's own bars and cannot stand inside tf or symbol", $"'{name}'", "candles")
                : type;
        }

        return Wrong(
            at,
            $"{name} speaks of the open position, which is not known here",
            $"'{name}'",
            _scope.Position == PositionUse.Side ? "of the position's words, position alone (1 long, -1 short)" : "position, entry_price, bars_held and unrealized stand in long_exit and short_exit alone");
    }

    private FormulaType? CheckHistory(HistoryExpression history)
    {
        var source = Check(history.Source);
        var offset = Check(history.Offset);
        if (offset is { } bars && !BarCounts.Check(_problems, history.Offset, bars, "the bars to look back", FormulaLimits.History))
        {
            return null;
        }

        if (source is { Dependence: Dependence.Position })
        {
            return Wrong(history, "the past of the open position cannot be read", null, "a column of candles before [n]");
        }

        return offset is null || source is not { } type ? null : type with { Dependence = Later(type.Dependence), Value = double.NaN };
    }

    private FormulaType? CheckCall(CallExpression call)
    {
        if (_scope.Position == PositionUse.ConstantsOnly && IndicatorCatalog.TryGet(call.Name, out _))
        {
            return Wrong(call, $"{call.Name} changes from bar to bar", $"'{call.Name}'", "numbers and parameters alone");
        }

        if (BuiltInSignature.Find(call.Name) is { } function)
        {
            return _calls.BuiltIn(call, function);
        }

        if (IndicatorCatalog.TryGet(call.Name, out var indicator))
        {
            return _calls.Indicator(call, indicator);
        }

        foreach (var argument in call.Arguments)
        {
            Check(argument);
        }

        return LanguageNames.Series.ContainsKey(call.Name) || _scope.Knows(call.Name) || LanguageNames.Position.Contains(call.Name)
            ? Wrong(call, $"{call.Name} is not a function", $"'{call.Name}('", $"{call.Name} without brackets; {call.Name}[1] for the bar before")
            : Unknown(call, call.Name, "a function or an indicator");
    }

    /// <summary>Checks the inside of a tf or symbol block.</summary>
    private FormulaType? InBlock(CallExpression call, Timeframe? timeframe)
    {
        var outer = _block;
        if (timeframe is not null && outer.Timeframe is not null && !IsMultiple(timeframe, outer.Timeframe))
        {
            Wrong(
                call.Arguments[0],
                "the timeframe of an inner tf cannot be made of that of the outer one",
                $"{timeframe} inside {outer.Timeframe}",
                $"a whole multiple of {outer.Timeframe}: {string.Join(", ", Timeframe.All.Where(t => IsMultiple(t, outer.Timeframe)))}");
        }

        _block = (outer.Depth + 1, timeframe ?? outer.Timeframe);
        if (_block.Depth > FormulaLimits.Contexts)
        {
            Wrong(call, "tf and symbol are nested too deeply", null, $"at most {FormulaLimits.Contexts} levels");
            return null;
        }

        var inner = Check(call.Arguments[1]);
        _block = outer;
        return inner is { } type ? type with { Dependence = Dependence.Series, Value = double.NaN } : null;
    }

    internal static bool IsMultiple(Timeframe longer, Timeframe shorter) =>
        longer.Milliseconds >= shorter.Milliseconds && longer.Milliseconds % shorter.Milliseconds == 0;

    private static Dependence Later(Dependence dependence) => dependence == Dependence.Constant ? Dependence.Series : dependence;

    private static string Usage(string name) => LanguageNames.All.First(n => n.Name == name).Usage;

    private FormulaType? Unknown(Expression at, string name, string allowed)
    {
        var known = LanguageNames.All.Select(n => n.Name).Concat(_scope.Names).Concat(["and", "or", "not", "if", "true", "false"]);
        return Wrong(at, $"{Shorten(name)} is not a known name", $"'{Shorten(name)}'", allowed, NearestName.Of(name, known));
    }

    private static string Shorten(string name) => name.Length <= 64 ? name : name[..64] + "…";

    private FormulaType? Wrong(Expression at, string message, string? got, string? allowed, string? suggestion = null)
    {
        _problems.Add(at.At, message, got, allowed, suggestion);
        return null;
    }
}
