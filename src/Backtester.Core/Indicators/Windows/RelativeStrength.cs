using System.Numerics;

namespace Backtester.Core.Indicators.Windows;

/// <summary>Wilder's RSI: 100 · gains / (gains + losses), both Wilder averages of the changes; unknown where nothing ever changed.</summary>
internal sealed class RelativeStrength(int length)
{
    private readonly History _values = new(1);
    private readonly Smoothing _gain = Smoothing.Wilder(length);
    private readonly Smoothing _loss = Smoothing.Wilder(length);
    private readonly double[] _losses = new double[Indicator.MaxRun];
    private bool _started;

    /// <summary>Bars before the first value.</summary>
    public int Lead => length;

    /// <summary>Bars from the first value until the seed weighs less than 1e-12.</summary>
    public int Forgetting => _gain.Forgetting;

    /// <summary>Takes a run; answers how many leading values are not known yet (NaN).</summary>
    public int Advance(ReadOnlySpan<double> values, Span<double> result)
    {
        _values.Append(values);
        var before = _values.Ago(1);
        var losses = _losses.AsSpan(0, values.Length);
        for (var i = 0; i < values.Length; i += Lanes.Width)
        {
            var change = Lanes.Load(values, i) - Lanes.Load(before, i);
            Lanes.Store(Lanes.Max(change, Vector<double>.Zero), result, i);
            Lanes.Store(Lanes.Max(-change, Vector<double>.Zero), losses, i);
        }

        var skip = _started || values.IsEmpty ? 0 : 1;
        _started = true;
        result[..skip].Fill(double.NaN);
        var lead = skip + Smoothing.Advance(_gain, result[skip..], result[skip..], _loss, losses[skip..], losses[skip..]).LeadA;
        for (var i = 0; i < values.Length; i += Lanes.Width)
        {
            var gain = Lanes.Load(result, i);
            Lanes.Store(Lanes.Divide(new Vector<double>(100.0) * gain, gain + Lanes.Load(losses, i)), result, i);
        }

        return lead;
    }

    /// <summary>The next value is the first.</summary>
    public void Restart()
    {
        _gain.Restart();
        _loss.Restart();
        _started = false;
    }
}
