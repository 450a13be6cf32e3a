using Backtester.Core.Strategies;

namespace Backtester.Core.Engine;

/// <summary>A <see cref="StopDistance"/> whose columns are pinned for the length of a run; the default is no distance.</summary>
internal readonly unsafe struct DistanceColumns
{
    private readonly double* _long;
    private readonly double* _short;
    private readonly double _constantLong;
    private readonly double _constantShort;
    private readonly bool _isFraction;

    /// <summary>Takes a distance.</summary>
    /// <param name="distance">The distance.</param>
    /// <param name="long">Its pinned values for long positions; null where they are the same at every bar.</param>
    /// <param name="short">Those for short ones.</param>
    public DistanceColumns(StopDistance distance, double* @long, double* @short)
    {
        _long = @long;
        _short = @short;
        (Exist, _isFraction) = (true, distance.IsFraction);
        if (@long is null)
        {
            (_constantLong, _constantShort) = (distance.ValueAt(1, 0), distance.ValueAt(-1, 0));
        }
    }

    /// <summary>True where there is a distance.</summary>
    public bool Exist { get; }

    /// <summary>The value as it is: a fraction or a price distance; NaN where there is no distance.</summary>
    public double At(int sign, int bar)
    {
        var column = sign > 0 ? _long : _short;
        return column is not null ? column[bar] : !Exist ? double.NaN : sign > 0 ? _constantLong : _constantShort;
    }

    /// <summary>The distance in price that a value means at a reference price.</summary>
    public double InPrice(double value, double reference) => _isFraction ? value * reference : value;
}
