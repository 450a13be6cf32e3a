using Backtester.Core.Formulas.Syntax;

namespace Backtester.Core.Strategies.Pine;

/// <summary>input.*(…): numbers and switches become parameters with bounds; sources, texts and times are fixed at their default.</summary>
internal sealed class PineInputs(PineTranslation translation)
{
    private static readonly string[] Numbers = ["defval", "title", "minval", "maxval", "step"];

    private static readonly string[] Sources = ["open", "high", "low", "close", "hl2", "hlc3", "ohlc4", "hlcc4", "volume"];

    /// <summary>The parameter, or the fixed value.</summary>
    /// <param name="call">The call.</param>
    /// <param name="variable">The variable that it is assigned to; null where it stands inside something.</param>
    public PineValue Value(PineCall call, string? variable)
    {
        var byDefault = Argument(call, "defval") ?? throw new PineException(call.At, "an input has a default");
        var value = translation.Expressions.Value(byDefault);
        var wanted = variable ?? (Argument(call, "title") is PineText { Value.Length: > 0 } title ? title.Value : "input");
        var kind = call.Name == "input" ? KindOf(byDefault, value) : call.Name["input.".Length..];
        switch (kind)
        {
            case "int" or "float" or "price":
                return new PineTree(Number(call, wanted, value, kind == "int"));
            case "bool":
                return new PineTree(Switch(call, wanted, value));
            case "source" when byDefault is PineName source && Sources.Contains(source.Name):
                translation.Note($"Line {call.At.Line}: the source {wanted} is fixed at {source.Name}; parameters are numbers.");
                return value;
            case "time":
                return new PineTime();
            default:
                translation.Note($"Line {call.At.Line}: the input {wanted} is fixed at its default{(value is PineWord word ? $" \"{word.Word}\"" : "")}; parameters are numbers.");
                return value;
        }
    }

    private static string KindOf(PineExpression byDefault, PineValue value) => byDefault switch
    {
        PineNumber { Whole: true } or PineUnary { Operand: PineNumber { Whole: true } } => "int",
        PineBoolean => "bool",
        PineName name when Sources.Contains(name.Name) => "source",
        _ => value is PineTree ? "float" : "string",
    };

    private NameExpression Switch(PineCall call, string wanted, PineValue value)
    {
        var byDefault = value is PineTree { Tree: BooleanExpression boolean } ? boolean.Value : throw new PineException(call.At, "the default is true or false");
        var name = translation.NewName(wanted);
        translation.AddParameter(call.At, ParameterSchema.Switch(name, byDefault, Help(call)));
        return PineTrees.Name(call.At, name);
    }

    private NameExpression Number(PineCall call, string wanted, PineValue value, bool whole)
    {
        var byDefault = Constant(value) ?? throw new PineException(call.At, "the default is a number");
        var options = Argument(call, "options") is PineList list ? list.Items.Select(i => Constant(translation.Expressions.Value(i))).OfType<double>().ToArray() : [];
        var min = options.Length > 0 ? options.Min() : Bound(call, "minval");
        var max = options.Length > 0 ? options.Max() : Bound(call, "maxval");
        var step = Bound(call, "step");
        var name = translation.NewName(wanted);
        if (min is null || max is null)
        {
            translation.Note($"Line {call.At.Line}: {name} has no {(min is null ? max is null ? "minval and maxval" : "minval" : "maxval")}; bounds were chosen around its default.");
        }

        // A length is at least 1; other numbers may be a tenth of the default to ten times it.
        min ??= byDefault > 0 ? (whole ? 1 : Math.Min(0, byDefault)) : byDefault * 10;
        max ??= Math.Max(byDefault > 0 ? byDefault * 10 : 1, min.Value + 1);
        if (whole)
        {
            (min, max, byDefault) = (Math.Ceiling(min.Value), Math.Floor(max.Value), Math.Truncate(byDefault));
        }

        if (byDefault < min || byDefault > max || !(Math.Abs(min.Value) < 1e15 && Math.Abs(max.Value) < 1e15))
        {
            throw new PineException(call.At, $"the default {FormulaPrinter.Print(byDefault)} lies outside {FormulaPrinter.Print(min.Value)} to {FormulaPrinter.Print(max.Value)}");
        }

        var stride = step is > 0 ? step.Value : whole ? 1 : Round((max.Value - min.Value) / 20);
        stride = whole ? Math.Max(1, Math.Truncate(stride)) : Math.Max(stride, 1e-12);
        translation.AddParameter(call.At, new ParameterSchema(name, whole ? ParameterKind.Integer : ParameterKind.Number, byDefault, min.Value, max.Value, stride, Help(call)));
        return PineTrees.Name(call.At, name);
    }

    /// <summary>1, 2 or 5 with a power of ten, at most the step.</summary>
    private static double Round(double step)
    {
        var exponent = (int)Math.Floor(Math.Log10(Math.Max(step, 1e-12)));
        var digit = step / Math.Pow(10, exponent);
        return Math.Round((digit >= 5 ? 5 : digit >= 2 ? 2 : 1) * Math.Pow(10, exponent), Math.Clamp(-exponent, 0, 15));
    }

    private double? Bound(PineCall call, string argument) => Argument(call, argument) is { } value ? Constant(translation.Expressions.Value(value)) : null;

    private static double? Constant(PineValue value) => value switch
    {
        PineTree { Tree: NumberExpression number } => number.Value,
        PineTree { Tree: UnaryExpression { Operator: UnaryOperator.Negate, Operand: NumberExpression number } } => -number.Value,
        _ => null,
    };

    // With options the arguments in order are the default, the title, the options.
    private static PineExpression? Argument(PineCall call, string name)
    {
        if (call.Named.TryGetValue(name, out var value))
        {
            return value;
        }

        var at = Array.IndexOf(Numbers, name);
        var positional = at >= 0 && at < call.Arguments.Count ? call.Arguments[at] : null;
        return name == "options" ? call.Arguments.OfType<PineList>().FirstOrDefault() : positional is PineList ? null : positional;
    }

    private static string Help(PineCall call) => Argument(call, "tooltip") is PineText tooltip ? tooltip.Value : Argument(call, "title") is PineText title ? title.Value : "";
}
