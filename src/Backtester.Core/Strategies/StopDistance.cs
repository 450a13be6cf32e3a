namespace Backtester.Core.Strategies;

/// <summary>
/// A distance from the entry price for every bar, read at the decision bar: either a price distance or a fraction of
/// the reference price. NaN is an unknown distance, which refuses the entry.
/// </summary>
public sealed class StopDistance
{
    private readonly ReadOnlyMemory<double> _long;
    private readonly ReadOnlyMemory<double> _short;
    private readonly double _constantLong;
    private readonly double _constantShort;

    private StopDistance(ReadOnlyMemory<double> @long, ReadOnlyMemory<double> @short, double constantLong, double constantShort, bool isFraction)
    {
        (_long, _short, _constantLong, _constantShort, IsFraction) = (@long, @short, constantLong, constantShort, isFraction);
    }

    /// <summary>True where values are fractions of the reference price, false where they are price distances.</summary>
    public bool IsFraction { get; }

    /// <summary>The same fraction of the price at every bar, e.g. 0.02 for 2 %.</summary>
    public static StopDistance Fraction(double fraction) => new(default, default, fraction, fraction, isFraction: true);

    /// <summary>The same value at every bar, one for each side.</summary>
    public static StopDistance Constants(double @long, double @short, bool isFraction) => new(default, default, @long, @short, isFraction);

    /// <summary>One value a bar, for both sides.</summary>
    public static StopDistance Column(ReadOnlyMemory<double> column, bool isFraction = false) => new(column, column, double.NaN, double.NaN, isFraction);

    /// <summary>One value a bar for each side.</summary>
    public static StopDistance Columns(ReadOnlyMemory<double> @long, ReadOnlyMemory<double> @short, bool isFraction) =>
        new(@long, @short, double.NaN, double.NaN, isFraction);

    /// <summary>The value as it is: a fraction or a price distance.</summary>
    /// <param name="sign">+1 for a long position, −1 for a short one.</param>
    /// <param name="bar">The decision bar.</param>
    public double ValueAt(int sign, int bar) => _long.IsEmpty ? (sign > 0 ? _constantLong : _constantShort) : (sign > 0 ? _long : _short).Span[bar];

    /// <summary>One value a bar for a side; empty where it is the same at every bar.</summary>
    /// <param name="sign">+1 for a long position, −1 for a short one.</param>
    internal ReadOnlyMemory<double> ColumnOf(int sign) => sign > 0 ? _long : _short;

    /// <summary>The same distances with bar <paramref name="start"/> as their bar 0.</summary>
    internal StopDistance From(int start) => new(LaterDecisions.Column(_long, start), LaterDecisions.Column(_short, start), _constantLong, _constantShort, IsFraction);

    /// <summary>The distance in price that a value means at a reference price.</summary>
    public double InPrice(double value, double reference) => IsFraction ? value * reference : value;

    /// <summary>The distance in price for a decision at <paramref name="bar"/>, laid from <paramref name="reference"/>.</summary>
    public double At(int sign, int bar, double reference) => InPrice(ValueAt(sign, bar), reference);
}
