using Backtester.Core.Formulas.Syntax;

namespace Backtester.Core.Strategies.Pine;

/// <summary>A function of Pine that gives one value.</summary>
/// <param name="Names">Its arguments in order.</param>
/// <param name="Required">How many of them must be given.</param>
/// <param name="Build">The formula.</param>
internal sealed record PineFunctionRule(string[] Names, int Required, Func<PineArguments, Expression> Build);

/// <summary>Pine's functions and what they are in the language.</summary>
internal static class PineFunctions
{
    private static readonly Dictionary<string, PineFunctionRule> Rules = new(StringComparer.Ordinal)
    {
        ["ta.sma"] = Same("sma", "source length"),
        ["ta.ema"] = Same("ema", "source length"),
        ["ta.wma"] = Same("wma", "source length"),
        ["ta.rma"] = Same("rma", "source length"),
        ["ta.hma"] = Same("hma", "source length"),
        ["ta.vwma"] = Same("vwma", "source length"),
        ["ta.rsi"] = Same("rsi", "source length"),
        ["ta.mom"] = Same("mom", "source length"),
        ["ta.roc"] = Same("roc", "source length"),
        ["ta.atr"] = Same("atr", "length"),
        ["ta.wpr"] = Same("willr", "length"),
        ["ta.cum"] = Same("cum", "source"),
        ["ta.rising"] = Same("rising", "source length"),
        ["ta.falling"] = Same("falling", "source length"),
        ["ta.percentrank"] = Same("percentile_rank", "source length"),
        ["ta.correlation"] = Same("correlation", "source1 source2 length"),
        ["ta.crossover"] = Same("crossover", "source1 source2"),
        ["ta.crossunder"] = Same("crossunder", "source1 source2"),
        ["ta.barssince"] = Same("bars_since", "condition"),
        ["ta.valuewhen"] = Same("value_when", "condition source occurrence"),
        ["math.sum"] = Same("sum", "source length"),
        ["math.abs"] = Same("abs", "number"),
        ["math.sqrt"] = Same("sqrt", "number"),
        ["math.log"] = Same("log", "number"),
        ["math.exp"] = Same("exp", "number"),
        ["math.sign"] = Same("sign", "number"),
        ["math.round"] = Same("round", "number"),
        ["ta.change"] = Rule("source length", 1, a => a.Has(1) ? a.Call("change", a[0], a[1]) : a.Call("change", a[0])),
        ["ta.cross"] = Rule("source1 source2", 2, a => a.Trees.Or(a.Call("crossover", a[0], a[1]), a.Call("crossunder", a[0], a[1]))),
        ["ta.highest"] = Rule("source length", 1, a => Extreme(a, "highest", "high")),
        ["ta.lowest"] = Rule("source length", 1, a => Extreme(a, "lowest", "low")),
        ["ta.stdev"] = Rule("source length biased", 2, a => Biased(a, () => a.Call("stdev", a[0], a[1]))),
        ["ta.variance"] = Rule("source length biased", 2, a => Biased(a, () => a.Binary(BinaryOperator.Multiply, a.Call("stdev", a[0], a[1]), a.Call("stdev", a[0], a[1])))),
        ["ta.linreg"] = Rule("source length offset", 2, a => Zero(a, 2, () => a.Call("linreg", a[0], a[1]))),
        ["ta.stoch"] = Rule("source high low length", 4, Stochastic),
        ["ta.cci"] = Rule("source length", 2, a => On(a, "hlc3", () => a.Call("cci", a[1]))),
        ["ta.mfi"] = Rule("series length", 2, a => On(a, "hlc3", () => a.Call("mfi", a[1]))),
        ["ta.vwap"] = Rule("source", 0, a => On(a, "hlc3", () => a.Call("vwap"))),
        ["ta.tsi"] = Rule("source short_length long_length", 3, a => a.Binary(BinaryOperator.Divide, a.Call("tsi", a[0], a[2], a[1]), a.Number(100))),
        ["ta.tr"] = Rule("handle_na", 0, a => a.Call("tr")),
        ["ta.bbw"] = Rule("series length mult", 3, a => a.Call("bb_width", a[0], a[1], a[2])),
        ["ta.sar"] = Rule("start inc max", 3, ParabolicSar),
        ["ta.pivothigh"] = Rule("source leftbars rightbars", 2, a => Pivot(a, "pivot_high", "high")),
        ["ta.pivotlow"] = Rule("source leftbars rightbars", 2, a => Pivot(a, "pivot_low", "low")),
        ["math.max"] = Many("max"),
        ["math.min"] = Many("min"),
        ["math.avg"] = Rule("n0 n1 n2 n3 n4 n5", 1, Average),
        ["math.pow"] = Rule("base exponent", 2, Power),
        ["math.floor"] = Rule("number", 1, a => Floor(a, a[0])),
        ["math.ceil"] = Rule("number", 1, a => a.Trees.Negate(a.At, Floor(a, a.Trees.Negate(a.At, a[0])))),
        ["int"] = Rule("x", 1, a => a.Binary(BinaryOperator.Subtract, a[0], a.Binary(BinaryOperator.Remainder, a[0], a.Number(1)))),
        ["float"] = Rule("x", 1, a => a[0]),
        ["bool"] = Rule("x", 1, a => a[0]),
        ["nz"] = Rule("source replacement", 1, a => a.Has(1) ? a.Call("nz", a[0], a[1]) : a.Call("nz", a[0])),
        ["na"] = Rule("x", 1, a => a.Trees.Not(a.At, a.Binary(BinaryOperator.Equal, a[0], a[0]))),
    };

    /// <summary>What a call gives.</summary>
    public static PineValue Call(PineTranslation translation, PineCall call)
    {
        if (call.Name is "timestamp" or "time" or "time_close")
        {
            return call.Name == "timestamp"
                ? new PineTime()
                : throw new PineException(call.At, "sessions are the definition's session field: hours and days in UTC");
        }

        if (call.Name == "request.security")
        {
            return new PineTree(PineSecurity.Tree(translation, call));
        }

        if (call.Name.StartsWith("strategy.", StringComparison.Ordinal))
        {
            throw new PineException(call.At, $"{call.Name}(…) is translated as a statement of its own alone") { IsOrder = true };
        }

        if (!Rules.TryGetValue(call.Name, out var rule))
        {
            throw new PineException(call.At, $"{call.Name}(…) has no counterpart");
        }

        translation.Statements.NoteBranch(call);
        var arguments = new PineArguments(translation, call, rule.Names);
        arguments.Check(rule.Required);
        return new PineTree(rule.Build(arguments));
    }

    /// <summary>A rule of arguments by name, for the functions that stand elsewhere.</summary>
    public static PineArguments Arguments(PineTranslation translation, PineCall call, string names, int required)
    {
        var arguments = new PineArguments(translation, call, names.Split(' '));
        arguments.Check(required);
        return arguments;
    }

    private static PineFunctionRule Rule(string names, int required, Func<PineArguments, Expression> build) => new(names.Split(' '), required, build);

    private static PineFunctionRule Same(string name, string names)
    {
        var count = names.Split(' ').Length;
        return Rule(names, count, a => a.Call(name, [.. Enumerable.Range(0, count).Select(i => a[i])]));
    }

    private static PineFunctionRule Many(string name) =>
        Rule("n0 n1 n2 n3 n4 n5 n6 n7", 2, a => a.Call(name, [.. Enumerable.Range(0, 8).Where(a.Has).Select(i => a[i])]));

    private static Expression On(PineArguments a, string series, Func<Expression> build)
    {
        a.MustBe(0, series);
        return build();
    }

    private static Expression Zero(PineArguments a, int index, Func<Expression> build) => !a.Has(index) || a[index] is NumberExpression { Value: 0 }
        ? build()
        : throw new PineException(a.At, "the offset must be 0");

    private static Expression Biased(PineArguments a, Func<Expression> build) => !a.Has(2) || PineTrees.Is(a[2], true)
        ? build()
        : throw new PineException(a.At, "the deviation of a sample (biased = false) is not in the language");

    // ta.highest(length) is that of the high.
    private static Expression Extreme(PineArguments a, string name, string series) => a.Has(1) ? a.Call(name, a[0], a[1]) : a.Call(name, a.Name(series), a[0]);

    private static Expression Stochastic(PineArguments a)
    {
        var lowest = a.Call("lowest", a[2], a[3]);
        var range = a.Binary(BinaryOperator.Subtract, a.Call("highest", a[1], a[3]), lowest);
        return a.Binary(BinaryOperator.Divide, a.Binary(BinaryOperator.Multiply, a.Number(100), a.Binary(BinaryOperator.Subtract, a[0], lowest)), range);
    }

    private static Expression ParabolicSar(PineArguments a)
    {
        a.MustEqual(0, 1);
        return a.Call("psar", a[1], a[2]);
    }

    private static Expression Pivot(PineArguments a, string name, string series)
    {
        if (!a.Has(2))
        {
            return a.Call(name, a[0], a[1]);
        }

        a.MustBe(0, series);
        return a.Call(name, a[1], a[2]);
    }

    private static Expression Average(PineArguments a)
    {
        var values = Enumerable.Range(0, 6).Where(a.Has).Select(i => a[i]).ToList();
        return a.Binary(BinaryOperator.Divide, values.Aggregate((sum, value) => a.Binary(BinaryOperator.Add, sum, value)), a.Number(values.Count));
    }

    private static Expression Power(PineArguments a)
    {
        if (a[1] is not NumberExpression { Value: 0.5 or 1 or 2 or 3 or 4 } exponent)
        {
            throw new PineException(a.At, "a power is translated for the exponents 0.5, 1, 2, 3 and 4");
        }

        return exponent.Value == 0.5
            ? a.Call("sqrt", a[0])
            : Enumerable.Repeat(a[0], (int)exponent.Value).Aggregate((product, factor) => a.Binary(BinaryOperator.Multiply, product, factor));
    }

    // The remainder has the sign of x: below zero one more is taken off.
    private static Expression Floor(PineArguments a, Expression x)
    {
        var rest = a.Binary(BinaryOperator.Remainder, x, a.Number(1));
        var whole = a.Binary(BinaryOperator.Subtract, x, rest);
        return a.Trees.Conditional(a.At, a.Binary(BinaryOperator.Less, rest, a.Number(0)), a.Binary(BinaryOperator.Subtract, whole, a.Number(1)), whole);
    }
}
