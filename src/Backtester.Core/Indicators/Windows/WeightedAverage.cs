namespace Backtester.Core.Indicators.Windows;

/// <summary>Average with weights 1 (oldest) to n (newest): 2 · Σ w·x / (n · (n + 1)).</summary>
internal sealed class WeightedAverage(int length)
{
    private readonly PairFold<WeightedMerge> _sums = new(length);
    private readonly double[] _plain = new double[Indicator.MaxRun];

    /// <summary>Bars before the first value.</summary>
    public int Lead => length - 1;

    /// <summary>The plain sums of the windows of the last run.</summary>
    public ReadOnlySpan<double> Sums(int count) => _plain.AsSpan(0, count);

    /// <summary>Takes a run; answers how many leading values are not known yet (NaN).</summary>
    public int Advance(ReadOnlySpan<double> values, Span<double> result)
    {
        var lead = _sums.Advance(values, _plain.AsSpan(0, values.Length), result);
        Lanes.DivideBy(result, 0.5 * length * (length + 1.0));
        return lead;
    }

    /// <summary>The next value is the first.</summary>
    public void Restart() => _sums.Restart();
}
