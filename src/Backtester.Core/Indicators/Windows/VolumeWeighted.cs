namespace Backtester.Core.Indicators.Windows;

/// <summary>Σ(x · volume) / Σ volume of the last n bars, unknown where no volume was traded.</summary>
internal sealed class VolumeWeighted(int length)
{
    private readonly WindowFold<SumMerge> _traded = new(length);
    private readonly WindowFold<SumMerge> _volume = new(length);
    private readonly double[] _product = new double[Indicator.MaxRun];
    private readonly double[] _divisor = new double[Indicator.MaxRun];

    /// <summary>Takes a run of values and volumes; leading values that are not known yet are NaN.</summary>
    public void Advance(ReadOnlySpan<double> values, ReadOnlySpan<double> volume, Span<double> result)
    {
        var product = _product.AsSpan(0, values.Length);
        var divisor = _divisor.AsSpan(0, values.Length);
        for (var i = 0; i < product.Length; i += Lanes.Width)
        {
            Lanes.Store(Lanes.Load(values, i) * Lanes.Load(volume, i), product, i);
        }

        _traded.Advance(product, result);
        _volume.Advance(volume, divisor);
        Lanes.Ratio(1.0, result, divisor, result);
    }

    /// <summary>The next value is the first.</summary>
    public void Restart()
    {
        _traded.Restart();
        _volume.Restart();
    }
}
