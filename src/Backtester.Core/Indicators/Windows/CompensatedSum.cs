namespace Backtester.Core.Indicators.Windows;

/// <summary>A running sum that keeps what rounding loses (Neumaier 1974): the total of a million terms is exact to an ulp or two.</summary>
internal struct CompensatedSum
{
    private double _sum;
    private double _lost;

    /// <summary>The total so far.</summary>
    public readonly double Value => _sum + _lost;

    public void Add(double value)
    {
        var sum = _sum + value;
        _lost += Math.Abs(_sum) >= Math.Abs(value) ? _sum - sum + value : value - sum + _sum;
        _sum = sum;
    }
}
