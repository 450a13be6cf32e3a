using Backtester.Core.Market;

namespace Backtester.Blazor.Charts;

/// <summary>
/// What the initial capital would be worth when split equally over the symbols at the first open that all of them have
/// and held, without costs.
/// </summary>
public sealed class BuyAndHold
{
    private readonly IReadOnlyList<CandleSeries> _series;
    private readonly double _capital;
    private readonly long _startMs;
    private readonly double[] _entries;

    /// <summary>Prepares the comparison.</summary>
    /// <param name="series">Candles of each symbol inside the run's range.</param>
    /// <param name="capital">Capital before the first bar.</param>
    public BuyAndHold(IReadOnlyList<CandleSeries> series, double capital)
    {
        (_series, _capital) = (series, capital);
        _startMs = series.Count == 0 || series.Any(s => s.Count == 0) ? long.MaxValue : series.Max(s => s.OpenTimeMs[0]);
        _entries = _startMs == long.MaxValue ? [] : [.. series.Select(s => s.Open[Math.Min(s.LowerBound(_startMs), s.Count - 1)])];
    }

    /// <summary>Its value at the close of the bar that opened at <paramref name="timeMs"/> (or the last one before); NaN before the start.</summary>
    public double At(long timeMs)
    {
        if (timeMs < _startMs || _entries.Length == 0)
        {
            return double.NaN;
        }

        var sum = 0.0;
        for (var s = 0; s < _entries.Length; s++)
        {
            var next = _series[s].LowerBound(timeMs + 1);
            sum += _series[s].Close[Math.Max(0, next - 1)] / _entries[s];
        }

        return _capital * sum / _entries.Length;
    }
}
