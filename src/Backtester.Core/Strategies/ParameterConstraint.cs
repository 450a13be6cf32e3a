namespace Backtester.Core.Strategies;

/// <summary>A condition between two parameters, written "a &lt; b" with one of &lt; &lt;= &gt; &gt;=.</summary>
public static class ParameterConstraint
{
    /// <summary>True where the condition holds.</summary>
    /// <exception cref="FormatException">The condition is not of that form or names an unknown parameter.</exception>
    public static bool Holds(string constraint, IReadOnlyDictionary<string, double> values)
    {
        if (constraint.Split(' ') is not [var left, var comparison, var right]
            || !values.TryGetValue(left, out var a)
            || !values.TryGetValue(right, out var b))
        {
            throw new FormatException($"constraint: '{constraint}' is not a comparison of two parameters");
        }

        return comparison switch
        {
            "<" => a < b,
            "<=" => a <= b,
            ">" => a > b,
            ">=" => a >= b,
            _ => throw new FormatException($"constraint: '{comparison}' is not one of <, <=, >, >="),
        };
    }
}
