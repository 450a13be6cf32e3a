namespace Backtester.Core.Formulas.Checking;

/// <summary>The functions of the language that are not indicators.</summary>
internal enum BuiltIn
{
    CrossOver,
    CrossUnder,
    BarsSince,
    ValueWhen,
    Absolute,
    Minimum,
    Maximum,
    SquareRoot,
    Logarithm,
    Exponential,
    Round,
    Sign,
    OrElse,
    Percent,
    Timeframe,
    Symbol,
}

/// <summary>What an argument of a function may be.</summary>
internal enum ArgumentKind
{
    /// <summary>A number.</summary>
    Number,

    /// <summary>A number or a percentage, the same for all arguments of this kind.</summary>
    Quantity,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>A whole constant ≥ 0.</summary>
    Count,

    /// <summary>A text between quotes.</summary>
    Text,

    /// <summary>Anything.</summary>
    Any,
}

/// <summary>A function: what it takes and gives.</summary>
/// <param name="Function">Which.</param>
/// <param name="Name">Its name.</param>
/// <param name="Usage">How it is written.</param>
/// <param name="Arguments">What it takes; of these <paramref name="Required"/> must be given.</param>
/// <param name="Required">Number of arguments that must be given.</param>
/// <param name="Result">What it gives; null for the kind of its last quantity.</param>
/// <param name="Description">One line.</param>
/// <param name="Repeats">True where the last argument may be repeated.</param>
internal sealed record BuiltInSignature(
    BuiltIn Function,
    string Name,
    string Usage,
    ArgumentKind[] Arguments,
    int Required,
    ValueKind? Result,
    string Description,
    bool Repeats = false)
{
    public static IReadOnlyList<BuiltInSignature> All { get; } =
    [
        new(BuiltIn.CrossOver, "crossover", "crossover(a, b)", [ArgumentKind.Quantity, ArgumentKind.Quantity], 2, ValueKind.Boolean, "a was at most b one bar ago and is above b now"),
        new(BuiltIn.CrossUnder, "crossunder", "crossunder(a, b)", [ArgumentKind.Quantity, ArgumentKind.Quantity], 2, ValueKind.Boolean, "a was at least b one bar ago and is below b now"),
        new(BuiltIn.BarsSince, "bars_since", "bars_since(condition)", [ArgumentKind.Boolean], 1, ValueKind.Number, "Bars since the condition last held, 0 on such a bar; unknown before the first"),
        new(BuiltIn.ValueWhen, "value_when", "value_when(condition, x, n)", [ArgumentKind.Boolean, ArgumentKind.Quantity, ArgumentKind.Count], 2, null, "x on the last bar where the condition held; n more such bars back when given"),
        new(BuiltIn.Absolute, "abs", "abs(x)", [ArgumentKind.Quantity], 1, null, "x without its sign"),
        new(BuiltIn.Minimum, "min", "min(a, b, ...)", [ArgumentKind.Quantity, ArgumentKind.Quantity], 2, null, "The least; unknown where one is unknown", Repeats: true),
        new(BuiltIn.Maximum, "max", "max(a, b, ...)", [ArgumentKind.Quantity, ArgumentKind.Quantity], 2, null, "The greatest; unknown where one is unknown", Repeats: true),
        new(BuiltIn.SquareRoot, "sqrt", "sqrt(x)", [ArgumentKind.Number], 1, ValueKind.Number, "Square root; unknown for negative x"),
        new(BuiltIn.Logarithm, "log", "log(x)", [ArgumentKind.Number], 1, ValueKind.Number, "Natural logarithm; unknown for x not above 0"),
        new(BuiltIn.Exponential, "exp", "exp(x)", [ArgumentKind.Number], 1, ValueKind.Number, "e to the power x"),
        new(BuiltIn.Round, "round", "round(x)", [ArgumentKind.Number], 1, ValueKind.Number, "Nearest whole number, halves away from zero"),
        new(BuiltIn.Sign, "sign", "sign(x)", [ArgumentKind.Quantity], 1, ValueKind.Number, "-1, 0 or 1"),
        new(BuiltIn.OrElse, "nz", "nz(x, replacement)", [ArgumentKind.Quantity, ArgumentKind.Quantity], 1, null, "x where it is known, else the replacement (0 when left out)"),
        new(BuiltIn.Percent, "percent", "percent(x)", [ArgumentKind.Number], 1, ValueKind.Percent, "x as a percentage: percent(2) is 2%"),
        new(BuiltIn.Timeframe, "tf", "tf(\"4h\", expression)", [ArgumentKind.Text, ArgumentKind.Any], 2, null, "The expression on candles of a longer timeframe, as of the last finished one"),
        new(BuiltIn.Symbol, "symbol", "symbol(\"BTCUSDT\", expression)", [ArgumentKind.Text, ArgumentKind.Any], 2, null, "The expression on candles of another instrument; \"coinbase:BTC-USD\" names the market too"),
    ];

    private static readonly Dictionary<string, BuiltInSignature> ByName = All.ToDictionary(s => s.Name);

    public static BuiltInSignature? Find(string name) => ByName.GetValueOrDefault(name);
}
