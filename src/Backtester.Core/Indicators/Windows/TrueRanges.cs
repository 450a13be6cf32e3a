using System.Numerics;

namespace Backtester.Core.Indicators.Windows;

/// <summary>
/// True range: the greatest of high − low, |high − previous close|, |low − previous close|. It starts with the second
/// bar, which is the first to have a previous close (TA-Lib's rule).
/// </summary>
internal sealed class TrueRanges
{
    private readonly History _close = new(1);
    private bool _started;

    /// <summary>Takes a run; answers how many leading values are not known (0 or 1, NaN).</summary>
    public int Advance(in IndicatorTile run, Span<double> result)
    {
        _close.Append(run.Close);
        var before = _close.Ago(1);
        for (var i = 0; i < result.Length; i += Lanes.Width)
        {
            var (high, low, last) = (Lanes.Load(run.High, i), Lanes.Load(run.Low, i), Lanes.Load(before, i));
            Lanes.Store(Lanes.Max(high - low, Lanes.Max(Vector.Abs(high - last), Vector.Abs(low - last))), result, i);
        }

        var lead = _started ? 0 : 1;
        _started = true;
        result[..lead].Fill(double.NaN);
        return lead;
    }

    /// <summary>The next bar is the first.</summary>
    public void Restart() => _started = false;
}
