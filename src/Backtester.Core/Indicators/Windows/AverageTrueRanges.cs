namespace Backtester.Core.Indicators.Windows;

/// <summary>Wilder's average of the true range, seeded with the mean of the first n of them: the first value stands at row n.</summary>
internal sealed class AverageTrueRanges(int length)
{
    private readonly TrueRanges _range = new();
    private readonly Smoothing _average = Smoothing.Wilder(length);

    /// <summary>Bars before the first value.</summary>
    public int Lead => length;

    /// <summary>Bars from the first value until the seed weighs less than 1e-12.</summary>
    public int Forgetting => _average.Forgetting;

    /// <summary>Takes a run; answers how many leading values are not known yet (NaN).</summary>
    public int Advance(in IndicatorTile run, Span<double> result)
    {
        var lead = _range.Advance(run, result);
        return lead + _average.Advance(result[lead..], result[lead..]);
    }

    /// <summary>The next bar is the first.</summary>
    public void Restart()
    {
        _range.Restart();
        _average.Restart();
    }
}
