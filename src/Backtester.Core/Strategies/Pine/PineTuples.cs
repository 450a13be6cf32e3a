using Backtester.Core.Formulas.Syntax;

namespace Backtester.Core.Strategies.Pine;

/// <summary>Pine's functions that give several values at once.</summary>
internal static class PineTuples
{
    /// <summary>The values of a call, or of request.security with such a call or a list; null where the function gives no tuple.</summary>
    public static IReadOnlyList<Expression>? Values(PineTranslation translation, PineCall call)
    {
        PineArguments Take(string names, int required) => PineFunctions.Arguments(translation, call, names, required);
        translation.Statements.NoteBranch(call);
        switch (call.Name)
        {
            case "ta.macd":
                var macd = Take("source fastlen slowlen siglen", 4);
                Expression[] three = [macd[0], macd[1], macd[2], macd[3]];
                return [macd.Call("macd_line", three), macd.Call("macd_signal", three), macd.Call("macd_hist", three)];
            case "ta.bb":
                var bands = Take("series length mult", 3);
                Expression[] band = [bands[0], bands[1], bands[2]];
                return [bands.Call("bb_middle", band), bands.Call("bb_upper", band), bands.Call("bb_lower", band)];
            case "ta.kc":
                return Keltner(Take("series length mult useTrueRange", 3));
            case "ta.dmi":
                var movement = Take("diLength adxSmoothing", 2);
                movement.MustEqual(0, 1);
                return [movement.Call("plus_di", movement[0]), movement.Call("minus_di", movement[0]), movement.Call("adx", movement[0])];
            case "ta.supertrend":
                // Pine's direction is −1 in an uptrend.
                var trend = Take("factor atrPeriod", 2);
                return [trend.Call("supertrend", trend[1], trend[0]), trend.Trees.Negate(trend.At, trend.Call("supertrend_dir", trend[1], trend[0]))];
            default:
                return null;
        }
    }

    // Around an exponential average, by exponential averages of the true range (or of high − low).
    private static Expression[] Keltner(PineArguments a)
    {
        var plain = a.Has(3) && PineTrees.Is(a[3], false);
        var range = a.Call("ema", plain ? a.Binary(BinaryOperator.Subtract, a.Name("high"), a.Name("low")) : a.Call("tr"), a[1]);
        var middle = a.Call("ema", a[0], a[1]);
        var width = a.Binary(BinaryOperator.Multiply, a[2], range);
        return [middle, a.Binary(BinaryOperator.Add, middle, width), a.Binary(BinaryOperator.Subtract, middle, width)];
    }
}
