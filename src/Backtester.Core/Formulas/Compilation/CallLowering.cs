using Backtester.Core.Formulas.Checking;
using Backtester.Core.Formulas.Syntax;
using Backtester.Core.Indicators.Catalog;
using Backtester.Core.Market;

namespace Backtester.Core.Formulas.Compilation;

/// <summary>Turns calls of functions and indicators into operations.</summary>
internal sealed class CallLowering(FormulaLowering formulas, DiagnosticBag problems)
{
    public Lowered Lower(ContextBuilder context, CallExpression call)
    {
        if (BuiltInSignature.Find(call.Name) is not { } function)
        {
            return LowerIndicator(context, call, IndicatorCatalog.Get(call.Name));
        }

        if (function.Function is BuiltIn.Timeframe or BuiltIn.Symbol)
        {
            return LowerBlock(context, call, function.Function);
        }

        if (function.Function == BuiltIn.ValueWhen && call.Arguments.Count == 3)
        {
            var occurrence = formulas.Constant(context, call.Arguments[2], FormulaLimits.History, "argument 3 of value_when") ?? 0;
            return context.ValueWhen(formulas.Lower(context, call.Arguments[0]).Node, formulas.Lower(context, call.Arguments[1]).Node, (int)occurrence);
        }

        var arguments = call.Arguments.Select(a => formulas.Lower(context, a)).ToArray();
        return function.Function switch
        {
            BuiltIn.CrossOver => context.CrossOver(arguments[0].Node, arguments[1].Node),
            BuiltIn.CrossUnder => context.CrossOver(arguments[1].Node, arguments[0].Node),
            BuiltIn.BarsSince => context.BarsSince(arguments[0].Node),
            BuiltIn.ValueWhen => context.ValueWhen(arguments[0].Node, arguments[1].Node, 0),
            BuiltIn.Percent => FormulaLowering.Apply(context, ColumnOperation.Divide, arguments[0], context.Number(100)),
            BuiltIn.OrElse => FormulaLowering.Apply(context, ColumnOperation.OrElse, arguments[0], arguments.Length > 1 ? arguments[1] : context.Number(0)),
            BuiltIn.Minimum or BuiltIn.Maximum => arguments.Aggregate((a, b) => FormulaLowering.Apply(context, CallRules.Operation(function.Function), a, b)),
            _ => FormulaLowering.Apply(context, CallRules.Operation(function.Function), arguments[0]),
        };
    }

    private Lowered LowerBlock(ContextBuilder context, CallExpression call, BuiltIn function)
    {
        var text = ((TextExpression)call.Arguments[0]).Text;
        var child = function == BuiltIn.Timeframe
            ? formulas.Child(context, call.Arguments[0], Timeframe.Parse(text), null)
            : formulas.Child(context, call.Arguments[0], null, SymbolInput.Parse(text));
        var node = formulas.Lower(child, call.Arguments[1]).Node;
        return context.Align(child, node);
    }

    private Lowered LowerIndicator(ContextBuilder context, CallExpression call, IndicatorSignature indicator)
    {
        var series = indicator.SeriesCount;
        var numbers = new double[call.Arguments.Count - series];
        var fits = true;
        for (var i = 0; i < numbers.Length; i++)
        {
            var (at, argument) = (call.Arguments[series + i], indicator.Arguments[i]);
            numbers[i] = formulas.Value(context, at);
            if (argument.Problem(numbers[i]) is not null)
            {
                problems.Add(at.At, $"{argument.Name} of {indicator.Name} is out of bounds", FormulaPrinter.Print(numbers[i]), CallRules.Bounds(argument));
                fits = false;
            }
            else if (argument.CountsBars)
            {
                formulas.Reserve(at, numbers[i]);
            }
        }

        var sources = call.Arguments.Take(series).Select(a => formulas.Lower(context, a).Node).ToArray();
        var output = fits
            ? context.Indicator(indicator, indicator.Family.Complete(numbers), series > 0 ? sources[0] : -1, series > 1 ? sources[1] : -1)
            : context.Number(double.NaN);
        return indicator.Name is "rising" or "falling" ? context.Apply(ColumnOperation.Equal, output, context.Number(1)) : output;
    }
}
