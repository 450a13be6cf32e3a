using Backtester.Core.Market;

namespace Backtester.Core.Strategies.Code;

/// <summary>
/// A bar and all before it. Later bars are not in the memory that it spans, and it cannot be kept beyond the call, so
/// there is no way from it to the future.
/// </summary>
public readonly ref struct BarWindow
{
    private readonly ReadOnlySpan<long> _openTimeMs;
    private readonly IReadOnlyDictionary<string, ReadOnlyMemory<double>> _lines;
    private readonly IReadOnlyDictionary<string, double> _parameters;

    internal BarWindow(
        CandleSeries candles,
        int count,
        IReadOnlyDictionary<string, ReadOnlyMemory<double>> lines,
        IReadOnlyDictionary<string, double> parameters)
    {
        (_lines, _parameters) = (lines, parameters);
        _openTimeMs = candles.OpenTimeMs[..count];
        Open = new PastValues(candles.Open[..count]);
        High = new PastValues(candles.High[..count]);
        Low = new PastValues(candles.Low[..count]);
        Close = new PastValues(candles.Close[..count]);
        Volume = new PastValues(candles.Volume[..count]);
        TakerBuyVolume = new PastValues(candles.TakerBuyVolume.IsEmpty ? default : candles.TakerBuyVolume[..count]);
    }

    /// <summary>Number of the bar, 0 for the first.</summary>
    public int Index => _openTimeMs.Length - 1;

    /// <summary>Open time of the bar, Unix ms UTC.</summary>
    public long OpenTimeMs => _openTimeMs[^1];

    /// <summary>Open prices.</summary>
    public PastValues Open { get; }

    /// <summary>Highest prices.</summary>
    public PastValues High { get; }

    /// <summary>Lowest prices.</summary>
    public PastValues Low { get; }

    /// <summary>Last prices.</summary>
    public PastValues Close { get; }

    /// <summary>Volumes in the base asset.</summary>
    public PastValues Volume { get; }

    /// <summary>Volumes bought by takers; unknown throughout where the source does not know them.</summary>
    public PastValues TakerBuyVolume { get; }

    /// <summary>A parameter's value; 1 and 0 for true and false.</summary>
    /// <exception cref="KeyNotFoundException">The strategy declares no such parameter.</exception>
    public double Parameter(string name) => _parameters.TryGetValue(name, out var value)
        ? value
        : throw new KeyNotFoundException($"'{name}' is not a parameter; declared: {string.Join(", ", _parameters.Keys)}");

    /// <summary>The values of a line; conditions are 1 and 0.</summary>
    /// <exception cref="KeyNotFoundException">The strategy declares no such line.</exception>
    public PastValues this[string line] => _lines.TryGetValue(line, out var values)
        ? new(values.Span[.._openTimeMs.Length])
        : throw new KeyNotFoundException($"'{line}' is not a line; declared: {string.Join(", ", _lines.Keys)}");
}

/// <summary>Values of the bar and of those before it.</summary>
public readonly ref struct PastValues
{
    private readonly ReadOnlySpan<double> _values;

    internal PastValues(ReadOnlySpan<double> values) => _values = values;

    /// <summary>The value some bars ago, 0 for the bar itself; NaN before the first bar.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative: that would be the future.</exception>
    public double this[int barsAgo]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(barsAgo);
            return barsAgo < _values.Length ? _values[_values.Length - 1 - barsAgo] : double.NaN;
        }
    }

    /// <summary>Number of bars.</summary>
    public int Count => _values.Length;

    /// <summary>The last values, oldest first; fewer at the beginning.</summary>
    public ReadOnlySpan<double> Last(int count) => _values[Math.Max(0, _values.Length - count)..];
}
