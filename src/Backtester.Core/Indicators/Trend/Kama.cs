using Backtester.Core.Indicators.Windows;

namespace Backtester.Core.Indicators.Trend;

/// <summary>
/// Kaufman's adaptive moving average: y += c² · (x − y) with c between the slow and the fast EMA's weight by the
/// efficiency ratio |x − x[n]| / Σ|changes| (1 where nothing moved, as in TA-Lib), seeded with the value before the first.
/// </summary>
/// <param name="length">Bars of the efficiency ratio, at least 1.</param>
/// <param name="fast">Length of the fast limit.</param>
/// <param name="slow">Length of the slow limit.</param>
public sealed class Kama(int length, int fast, int slow) : Indicator
{
    private readonly History _values = new(length);
    private readonly WindowFold<SumMerge> _path = new(length);
    private readonly double[] _step = new double[MaxRun];
    private readonly double[] _way = new double[MaxRun];
    private readonly double _fastest = 2.0 / (fast + 1.0);
    private readonly double _slowest = 2.0 / (slow + 1.0);
    private double _value;
    private int _seen;

    /// <inheritdoc/>
    public override IndicatorInputs Reads => IndicatorInputs.Source;

    /// <inheritdoc/>
    public override int WarmUp => length;

    /// <inheritdoc/>
    public override int Settling
    {
        get
        {
            // The slowest it can be: it keeps 1 − c² a bar.
            var bars = length;
            var keep = 1.0 - (_slowest * _slowest);
            for (var weight = 1.0; weight >= 1e-12; weight *= keep)
            {
                bars++;
            }

            return bars;
        }
    }

    /// <inheritdoc/>
    protected override void Advance(in IndicatorTile run)
    {
        var count = run.Output.Length;
        _values.Append(run.Source);
        var before = _values.Ago(1);
        var start = _values.Ago(length);
        var step = _step.AsSpan(0, count);
        for (var i = 0; i < count; i += Lanes.Width)
        {
            Lanes.Store(System.Numerics.Vector.Abs(Lanes.Load(run.Source, i) - Lanes.Load(before, i)), step, i);
        }

        var skip = _seen == 0 ? 1 : 0;
        _path.Advance(step[skip..], _way.AsSpan(skip, count - skip));
        for (var i = 0; i < count; i++)
        {
            run.Output[i] = Next(run.Source[i], before[i], start[i], _way[i]);
        }
    }

    /// <inheritdoc/>
    protected override void Restart()
    {
        _path.Restart();
        _seen = 0;
    }

    private double Next(double value, double before, double start, double way)
    {
        if (_seen < length)
        {
            _seen++;
            return double.NaN;
        }

        if (_seen == length)
        {
            _seen++;
            _value = before;
        }

        var direct = Math.Abs(value - start);
        var efficiency = way > direct ? direct / way : 1.0;
        var weight = (efficiency * (_fastest - _slowest)) + _slowest;
        return _value += weight * weight * (value - _value);
    }
}
