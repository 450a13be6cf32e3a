using Backtester.Core.Portfolio;

namespace Backtester.Core.Strategies;

/// <summary>Columns by name: values of rules that a trade notes at its decision.</summary>
/// <param name="Names">Distinct names.</param>
/// <param name="Columns">One column a name, one value a bar.</param>
public sealed record NamedColumns(string[] Names, ReadOnlyMemory<double>[] Columns)
{
    /// <summary>No columns.</summary>
    public static NamedColumns None { get; } = new([], []);

    /// <summary>Number of columns.</summary>
    public int Count => Names.Length;

    /// <summary>The values at one bar.</summary>
    public NamedValues At(int bar)
    {
        var values = new double[Columns.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Columns[i].Span[bar];
        }

        return new NamedValues(Names, values);
    }
}
