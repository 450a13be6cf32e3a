using System.Numerics;
using Backtester.Core.Indicators.Windows;

namespace Backtester.Core.Indicators.Trend;

/// <summary>
/// Aroon up and down: 100 · (n − age) / n, with age the bars since the highest high (lowest low) of the last n + 1 bars,
/// the newest of equals.
/// </summary>
/// <param name="length">n, at least 1.</param>
public sealed class Aroon(int length) : Indicator
{
    private readonly PairFold<NewestMaxMerge> _high = new(length + 1);
    private readonly PairFold<NewestMaxMerge> _low = new(length + 1);
    private readonly double[] _value = new double[MaxRun];
    private readonly double[] _negative = new double[MaxRun];
    private double _rows;

    /// <inheritdoc/>
    public override IndicatorInputs Reads => IndicatorInputs.High | IndicatorInputs.Low;

    /// <inheritdoc/>
    public override int WarmUp => length;

    /// <inheritdoc/>
    public override int Outputs => 2;

    /// <inheritdoc/>
    protected override void Advance(in IndicatorTile run)
    {
        var count = run.Output.Length;
        var negative = _negative.AsSpan(0, count);
        for (var i = 0; i < count; i += Lanes.Width)
        {
            Lanes.Store(-Lanes.Load(run.Low, i), negative, i);
        }

        _high.Advance(run.High, _value.AsSpan(0, count), run.Output);
        _low.Advance(negative, _value.AsSpan(0, count), run.Output2);
        FromRow(run.Output);
        FromRow(run.Output2);
        _rows += count;
    }

    /// <inheritdoc/>
    protected override void Restart()
    {
        _high.Restart();
        _low.Restart();
        _rows = 0;
    }

    private void FromRow(Span<double> rows)
    {
        var (n, hundred) = (new Vector<double>(length), new Vector<double>(100.0));
        for (var i = 0; i < rows.Length; i += Lanes.Width)
        {
            var age = Vector.CreateSequence(_rows + i, 1.0) - Lanes.Load(rows, i);
            Lanes.Store(hundred * (n - age) / n, rows, i);
        }
    }
}
