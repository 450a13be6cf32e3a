namespace Backtester.Core.Indicators.Windows;

/// <summary>
/// A column with a memory: the last run and the values of a lag before it, side by side, so that the
/// values of n bars ago are a span like those of now. Before the first value stand zeros.
/// </summary>
internal sealed class History
{
    private readonly int _lag;
    private readonly double[] _values;
    private int _end;
    private int _count;

    public History(int lag)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(lag);
        _lag = lag;
        _end = lag;
        _values = new double[lag + (2 * Indicator.MaxRun)];
    }

    /// <summary>Room for the next run, to be filled by the caller.</summary>
    public Span<double> Append(int count)
    {
        if (_end + count > _values.Length)
        {
            Array.Copy(_values, _end - _lag, _values, 0, _lag);
            _end = _lag;
        }

        _end += count;
        _count = count;
        return _values.AsSpan(_end - count, count);
    }

    /// <summary>Appends a run.</summary>
    public void Append(ReadOnlySpan<double> run) => run.CopyTo(Append(run.Length));

    /// <summary>For each bar of the last run the value <paramref name="bars"/> before it, at most the lag.</summary>
    public ReadOnlySpan<double> Ago(int bars) => _values.AsSpan(_end - _count - bars, _count);
}
