namespace Backtester.Core.Strategies;

/// <summary>What a parameter may be: the one schema behind form, API, optimizer and validation.</summary>
/// <param name="Name">Name in documents, snake_case.</param>
/// <param name="Kind">What values it takes.</param>
/// <param name="Default">Value where none is written (1 and 0 for true and false).</param>
/// <param name="Min">Smallest allowed value, a hard bound.</param>
/// <param name="Max">Largest allowed value, a hard bound.</param>
/// <param name="Step">Step of forms and searches; not a bound.</param>
/// <param name="Help">One sentence for people.</param>
public sealed record ParameterSchema(string Name, ParameterKind Kind, double Default, double Min, double Max, double Step, string Help = "")
{
    /// <summary>A whole number.</summary>
    public static ParameterSchema Whole(string name, int byDefault, int min, int max, string help = "") =>
        new(name, ParameterKind.Integer, byDefault, min, max, 1, help);

    /// <summary>Any number.</summary>
    public static ParameterSchema Number(string name, double byDefault, double min, double max, double step, string help = "") =>
        new(name, ParameterKind.Number, byDefault, min, max, step, help);

    /// <summary>True or false.</summary>
    public static ParameterSchema Switch(string name, bool byDefault, string help = "") =>
        new(name, ParameterKind.Boolean, byDefault ? 1 : 0, 0, 1, 1, help);
}

/// <summary>The kind of a parameter.</summary>
public enum ParameterKind
{
    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>Any number.</summary>
    Number,

    /// <summary>True or false, held as 1 or 0.</summary>
    Boolean,
}
