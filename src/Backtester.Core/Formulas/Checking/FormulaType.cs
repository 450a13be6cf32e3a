namespace Backtester.Core.Formulas.Checking;

/// <summary>What a value is.</summary>
public enum ValueKind
{
    /// <summary>A number: a price, a volume, a ratio.</summary>
    Number,

    /// <summary>A percentage: as a distance it is a share of the entry price. Held as a fraction, 2% as 0.02.</summary>
    Percent,

    /// <summary>True or false.</summary>
    Boolean,
}

/// <summary>When a value is known. Ordered: an operation depends on the latest of its parts.</summary>
public enum Dependence
{
    /// <summary>Before the run: made of numbers and parameters.</summary>
    Constant,

    /// <summary>At each bar's close: made of candles.</summary>
    Series,

    /// <summary>At each bar's close while a position is open.</summary>
    Position,
}

/// <summary>The type of an expression.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Dependence">When it is known.</param>
/// <param name="Value">A constant's value with the parameters at their defaults (1 and 0 for true and false); else unknown.</param>
public readonly record struct FormulaType(ValueKind Kind, Dependence Dependence, double Value = double.NaN)
{
    /// <summary>True for numbers and percentages.</summary>
    public bool IsQuantity => Kind != ValueKind.Boolean;

    /// <summary>For errors: "a number", "a percentage", "true or false".</summary>
    public string Shown => Kind switch
    {
        ValueKind.Number => "a number",
        ValueKind.Percent => "a percentage",
        _ => "true or false",
    };
}
