namespace Backtester.Core.Indicators.Windows;

/// <summary>Mean of the last n values.</summary>
internal sealed class SimpleAverage(int length)
{
    private readonly WindowFold<SumMerge> _sum = new(length);

    /// <summary>Bars before the first value.</summary>
    public int Lead => length - 1;

    /// <summary>Takes a run; answers how many leading values are not known yet (NaN).</summary>
    public int Advance(ReadOnlySpan<double> values, Span<double> result) => _sum.AdvanceDivided(values, result, length);

    /// <summary>The next value is the first.</summary>
    public void Restart() => _sum.Restart();
}
