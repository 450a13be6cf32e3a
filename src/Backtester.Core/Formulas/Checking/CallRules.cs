using Backtester.Core.Formulas.Compilation;
using Backtester.Core.Formulas.Syntax;
using Backtester.Core.Indicators.Catalog;
using Backtester.Core.Market;

namespace Backtester.Core.Formulas.Checking;

/// <summary>What functions and indicators take and give.</summary>
internal sealed class CallRules(
    DiagnosticBag problems,
    Func<Expression, FormulaType?> check,
    Func<CallExpression, Timeframe?, FormulaType?> checkBlock)
{
    public FormulaType? BuiltIn(CallExpression call, BuiltInSignature function)
    {
        var given = call.Arguments.Count;
        if (given < function.Required || (given > function.Arguments.Length && !function.Repeats))
        {
            return WrongCount(call, function.Usage);
        }

        if (function.Function is Checking.BuiltIn.Timeframe or Checking.BuiltIn.Symbol)
        {
            return Block(call, function);
        }

        var types = new FormulaType[given];
        var fits = true;
        for (var i = 0; i < given; i++)
        {
            var type = check(call.Arguments[i]);
            fits &= type is not null && Fits(call, function, i, type.Value);
            types[i] = type ?? default;
        }

        if (!fits || !SameQuantities(call, function, types) || !KnowsPast(call, function, types))
        {
            return null;
        }

        var kind = function.Result ?? Quantities(function, types).First().Kind;
        var dependence = types.Max(t => t.Dependence);
        if (IsOverTime(function.Function) && dependence == Dependence.Constant)
        {
            dependence = Dependence.Series;
        }

        return new FormulaType(kind, dependence, dependence == Dependence.Constant ? Fold(function.Function, types) : double.NaN);
    }

    public FormulaType? Indicator(CallExpression call, IndicatorSignature indicator)
    {
        var (series, numbers) = (indicator.SeriesCount, indicator.Arguments);
        var required = series + numbers.Count(a => a.Default is null);
        var given = call.Arguments.Count;
        var types = call.Arguments.Select(check).ToArray();
        if (given < required || given > series + numbers.Count)
        {
            return WrongCount(call, LanguageNames.Usage(indicator));
        }

        var fits = true;
        for (var i = 0; i < given; i++)
        {
            fits &= types[i] is { } type
                && (i < series ? IsSeries(call, indicator, i, type) : IsNumber(call, indicator, numbers[i - series], i, type));
        }

        var kind = indicator.Name is "rising" or "falling" ? ValueKind.Boolean : ValueKind.Number;
        return fits ? new FormulaType(kind, Dependence.Series) : null;
    }

    private static double Fold(BuiltIn function, FormulaType[] types)
    {
        var values = types.Select(t => t.Value).ToArray();
        return function switch
        {
            Checking.BuiltIn.Minimum => values.Aggregate(Math.Min),
            Checking.BuiltIn.Maximum => values.Aggregate(Math.Max),
            Checking.BuiltIn.OrElse => ScalarOperation.Apply(ColumnOperation.OrElse, values[0], values.ElementAtOrDefault(1)),
            Checking.BuiltIn.Percent => values[0] / 100,
            _ => ScalarOperation.Apply(Operation(function), values[0]),
        };
    }

    public static ColumnOperation Operation(BuiltIn function) => function switch
    {
        Checking.BuiltIn.Absolute => ColumnOperation.Absolute,
        Checking.BuiltIn.SquareRoot => ColumnOperation.SquareRoot,
        Checking.BuiltIn.Logarithm => ColumnOperation.Logarithm,
        Checking.BuiltIn.Exponential => ColumnOperation.Exponential,
        Checking.BuiltIn.Round => ColumnOperation.Round,
        Checking.BuiltIn.Sign => ColumnOperation.Sign,
        Checking.BuiltIn.Minimum => ColumnOperation.Minimum,
        Checking.BuiltIn.Maximum => ColumnOperation.Maximum,
        Checking.BuiltIn.OrElse => ColumnOperation.OrElse,
        _ => throw new ArgumentOutOfRangeException(nameof(function), function, "not element-wise"),
    };

    private static bool IsOverTime(BuiltIn function) => function is Checking.BuiltIn.CrossOver or Checking.BuiltIn.CrossUnder
        or Checking.BuiltIn.BarsSince or Checking.BuiltIn.ValueWhen;

    private static IEnumerable<FormulaType> Quantities(BuiltInSignature function, FormulaType[] types) =>
        types.Where((_, i) => function.Arguments[Math.Min(i, function.Arguments.Length - 1)] == ArgumentKind.Quantity);

    private bool Fits(CallExpression call, BuiltInSignature function, int index, FormulaType type)
    {
        var kind = function.Arguments[Math.Min(index, function.Arguments.Length - 1)];
        if (kind == ArgumentKind.Count)
        {
            return BarCounts.Check(problems, call.Arguments[index], type, $"argument {index + 1} of {function.Name}", FormulaLimits.History);
        }

        var (fits, allowed) = kind switch
        {
            ArgumentKind.Number => (type.Kind == ValueKind.Number, "a number"),
            ArgumentKind.Boolean => (type.Kind == ValueKind.Boolean, "true or false, such as close > open"),
            _ => (type.IsQuantity, "a number"),
        };
        if (!fits)
        {
            problems.Add(call.Arguments[index].At, $"argument {index + 1} of {function.Usage} does not fit", type.Shown, allowed);
        }

        return fits;
    }

    private bool SameQuantities(CallExpression call, BuiltInSignature function, FormulaType[] types)
    {
        if (function.Result is not null || Quantities(function, types).Select(t => t.Kind).Distinct().Count() <= 1)
        {
            return true;
        }

        problems.Add(call.At, $"{function.Name} cannot join these", "a number and a percentage", "all numbers or all percentages");
        return false;
    }

    private bool KnowsPast(CallExpression call, BuiltInSignature function, FormulaType[] types)
    {
        if (!IsOverTime(function.Function) || types.All(t => t.Dependence != Dependence.Position))
        {
            return true;
        }

        problems.Add(call.At, $"{function.Name} needs the past, and the past of the open position cannot be read", null, "columns of candles");
        return false;
    }

    private FormulaType? Block(CallExpression call, BuiltInSignature function)
    {
        if (call.Arguments[0] is not TextExpression text)
        {
            problems.Add(call.Arguments[0].At, $"the first argument of {function.Name} is not a text", null, function.Usage);
            check(call.Arguments[1]);
            return null;
        }

        if (function.Function == Checking.BuiltIn.Symbol)
        {
            if (SymbolInput.Parse(text.Text) is null)
            {
                problems.Add(text.At, "this is not the name of an instrument", $"\"{text.Text}\"", "letters and digits such as \"BTCUSDT\", with a market before a colon where it is another: \"coinbase:BTC-USD\"");
            }

            return checkBlock(call, null);
        }

        if (!Timeframe.TryParse(text.Text, out var timeframe))
        {
            var names = Timeframe.All.Select(t => t.Name).ToArray();
            problems.Add(text.At, "this is not a timeframe", $"\"{text.Text}\"", string.Join(", ", names), NearestName.Of(text.Text, names));
        }

        return checkBlock(call, timeframe);
    }

    private bool IsSeries(CallExpression call, IndicatorSignature indicator, int index, FormulaType type)
    {
        if (type.Kind == ValueKind.Boolean)
        {
            problems.Add(call.Arguments[index].At, $"argument {index + 1} of {indicator.Name} is not a series of numbers", type.Shown, LanguageNames.Usage(indicator));
            return false;
        }

        if (type.Dependence == Dependence.Series)
        {
            return true;
        }

        problems.Add(
            call.Arguments[index].At,
            type.Dependence == Dependence.Position ? "an indicator cannot read the open position" : $"argument {index + 1} of {indicator.Name} is a constant",
            null,
            $"a series first, such as close: {LanguageNames.Usage(indicator)}");
        return false;
    }

    private bool IsNumber(CallExpression call, IndicatorSignature indicator, IndicatorArgument argument, int index, FormulaType type)
    {
        var at = call.Arguments[index].At;
        if (type.Kind != ValueKind.Number || type.Dependence != Dependence.Constant)
        {
            problems.Add(
                at,
                $"{argument.Name} of {indicator.Name} must be known before the run",
                type.Kind != ValueKind.Number ? type.Shown : "a value that changes from bar to bar",
                $"a number or a parameter: {LanguageNames.Usage(indicator)}");
            return false;
        }

        if (argument.Problem(type.Value) is not null)
        {
            problems.Add(at, $"{argument.Name} of {indicator.Name} is out of bounds", FormulaPrinter.Print(type.Value), Bounds(argument));
            return false;
        }

        return true;
    }

    internal static string Bounds(IndicatorArgument argument) =>
        $"{(argument.IsInteger ? "a whole number" : "a number")} from {FormulaPrinter.Print(argument.Min)} to {FormulaPrinter.Print(argument.Max)}";

    private FormulaType? WrongCount(CallExpression call, string usage)
    {
        problems.Add(call.At, $"{call.Name} has the wrong number of arguments", call.Arguments.Count.ToString(), usage);
        return null;
    }
}
