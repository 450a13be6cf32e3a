namespace Backtester.Core.Indicators.Windows;

/// <summary>
/// Recursive smoothing y = keep · y + gain · x, seeded with the mean of its first n values (the first value stands at
/// row n − 1). With gain 2 / (n + 1) it is the exponential average, with 1 / n Wilder's.
/// </summary>
internal sealed class Smoothing
{
    private readonly int _length;
    private readonly double _gain;
    private readonly double _keep;
    private double _value;
    private int _seen;

    private Smoothing(int length, double gain, double keep)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        (_length, _gain, _keep) = (length, gain, keep);
    }

    /// <summary>Bars before the first value.</summary>
    public int Lead => _length - 1;

    /// <summary>Bars from the first value until the seed weighs less than 1e-12.</summary>
    public int Forgetting
    {
        get
        {
            var bars = 0;
            for (var weight = 1.0; weight >= 1e-12; weight *= _keep)
            {
                bars++;
            }

            return bars;
        }
    }

    public static Smoothing Exponential(int length) => new(length, 2.0 / (length + 1.0), (length - 1.0) / (length + 1.0));

    public static Smoothing Wilder(int length) => new(length, 1.0 / length, (length - 1.0) / length);

    /// <summary>Takes a run; answers how many leading values are not known yet (NaN). May work in place.</summary>
    public int Advance(ReadOnlySpan<double> values, Span<double> result)
    {
        var lead = Seed(values, result);
        var (value, keep, gain) = (_value, _keep, _gain);
        values = values[..result.Length];
        for (var i = lead.Next; i < values.Length; i++)
        {
            value = (keep * value) + (gain * values[i]);
            result[i] = value;
        }

        _value = value;
        return lead.Unknown;
    }

    /// <summary>Two smoothings of columns of the same length, abreast; each does what it would do alone.</summary>
    public static (int LeadA, int LeadB) Advance(Smoothing a, ReadOnlySpan<double> valuesA, Span<double> resultA, Smoothing b, ReadOnlySpan<double> valuesB, Span<double> resultB)
    {
        if (a._seen < a._length || b._seen < b._length)
        {
            return (a.Advance(valuesA, resultA), b.Advance(valuesB, resultB));
        }

        var (valueA, keepA, gainA) = (a._value, a._keep, a._gain);
        var (valueB, keepB, gainB) = (b._value, b._keep, b._gain);
        valuesB = valuesB[..valuesA.Length];
        resultA = resultA[..valuesA.Length];
        resultB = resultB[..valuesA.Length];
        for (var i = 0; i < valuesA.Length; i++)
        {
            valueA = (keepA * valueA) + (gainA * valuesA[i]);
            resultA[i] = valueA;
            valueB = (keepB * valueB) + (gainB * valuesB[i]);
            resultB[i] = valueB;
        }

        (a._value, b._value) = (valueA, valueB);
        return (0, 0);
    }

    /// <summary>The next value is the first.</summary>
    public void Restart() => (_seen, _value) = (0, 0);

    private (int Unknown, int Next) Seed(ReadOnlySpan<double> values, Span<double> result)
    {
        var i = 0;
        while (i < values.Length && _seen < _length)
        {
            _value += values[i];
            _seen++;
            if (_seen == _length)
            {
                _value /= _length;
                result[i] = _value;
                return (i, i + 1);
            }

            result[i++] = double.NaN;
        }

        return (i, i);
    }
}
