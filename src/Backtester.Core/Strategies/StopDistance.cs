namespace Backtester.Core.Strategies;

/// <summary>
/// A distance from the entry price for every bar, read at the decision bar: either a price distance or a fraction of
/// the reference price. NaN is an unknown distance, which refuses the entry.
/// </summary>
public sealed class StopDistance
{
    private readonly ReadOnlyMemory<double> _column;
    private readonly double _constant;

    private StopDistance(ReadOnlyMemory<double> column, double constant, bool isFraction)
    {
        _column = column;
        _constant = constant;
        IsFraction = isFraction;
    }

    /// <summary>True where values are fractions of the reference price, false where they are price distances.</summary>
    public bool IsFraction { get; }

    /// <summary>The same fraction of the price at every bar, e.g. 0.02 for 2 %.</summary>
    public static StopDistance Fraction(double fraction) => new(default, fraction, isFraction: true);

    /// <summary>One value a bar.</summary>
    public static StopDistance Column(ReadOnlyMemory<double> column, bool isFraction = false) => new(column, double.NaN, isFraction);

    /// <summary>The distance in price for a decision at <paramref name="bar"/>, laid from <paramref name="reference"/>.</summary>
    public double At(int bar, double reference)
    {
        var value = _column.IsEmpty ? _constant : _column.Span[bar];
        return IsFraction ? value * reference : value;
    }
}
