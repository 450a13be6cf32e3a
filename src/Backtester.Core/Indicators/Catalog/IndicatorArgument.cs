namespace Backtester.Core.Indicators.Catalog;

/// <summary>A number that an indicator takes after its series.</summary>
/// <param name="Name">Its name, snake_case.</param>
/// <param name="IsInteger">True where only whole numbers are allowed (lengths).</param>
/// <param name="Min">Least allowed value.</param>
/// <param name="Max">Greatest allowed value.</param>
/// <param name="Default">The value where it is left out; null where it must be given.</param>
/// <param name="Description">What it does, one line.</param>
public sealed record IndicatorArgument(string Name, bool IsInteger, double Min, double Max, double? Default, string Description)
{
    /// <summary>The longest window, in bars.</summary>
    public const int MaxLength = 100_000;

    /// <summary>True where the number stands for bars that are kept in memory, and so counts towards a strategy's limit.</summary>
    public bool CountsBars { get; init; } = IsInteger;

    /// <summary>What is wrong with a value, in words that name the argument, what came and what is allowed; null where nothing is.</summary>
    public string? Problem(double value)
    {
        var kind = IsInteger ? "a whole number" : "a number";
        return value >= Min && value <= Max && (!IsInteger || value == Math.Floor(value))
            ? null
            : $"{Name}: {value} is not {kind} from {Min} to {Max}";
    }

    internal static IndicatorArgument Length(double? byDefault = null, string name = "length", int min = 1, string description = "Bars in the window") =>
        new(name, IsInteger: true, min, MaxLength, byDefault, description);

    internal static IndicatorArgument Number(string name, double min, double max, double byDefault, string description) =>
        new(name, IsInteger: false, min, max, byDefault, description);

    internal static IndicatorArgument Seed(string name, double byDefault, string description) =>
        new(name, IsInteger: true, 0, int.MaxValue, byDefault, description) { CountsBars = false };
}
