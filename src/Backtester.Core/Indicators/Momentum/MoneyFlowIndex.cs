using System.Numerics;
using Backtester.Core.Indicators.Windows;

namespace Backtester.Core.Indicators.Momentum;

/// <summary>
/// Money flow index: 100 · P / (P + N), with P and N the sums over the last n bars of typical price · volume where the
/// typical price rose and fell; unknown where no money flowed (TA-Lib says 0 below a flow of 1).
/// </summary>
/// <param name="length">n, at least 1.</param>
public sealed class MoneyFlowIndex(int length) : Indicator
{
    private readonly History _typical = new(1);
    private readonly WindowFold<SumMerge> _in = new(length);
    private readonly WindowFold<SumMerge> _out = new(length);
    private readonly double[] _rises = new double[MaxRun];
    private readonly double[] _falls = new double[MaxRun];
    private readonly double[] _sums = new double[MaxRun];
    private bool _started;

    /// <inheritdoc/>
    public override IndicatorInputs Reads =>
        IndicatorInputs.High | IndicatorInputs.Low | IndicatorInputs.Close | IndicatorInputs.Volume;

    /// <inheritdoc/>
    public override int WarmUp => length;

    /// <inheritdoc/>
    protected override void Advance(in IndicatorTile run)
    {
        var count = run.Output.Length;
        Lanes.TypicalPrice(run, _typical.Append(count));
        var rises = _rises.AsSpan(0, count);
        var falls = _falls.AsSpan(0, count);
        var sums = _sums.AsSpan(0, count);
        Flows(run.Volume, rises, falls);
        var skip = _started ? 0 : 1;
        _started = true;
        run.Output[..skip].Fill(double.NaN);
        _in.Advance(rises[skip..], run.Output[skip..]);
        _out.Advance(falls[skip..], sums[skip..]);
        for (var i = 0; i < count; i += Lanes.Width)
        {
            var flow = Lanes.Load(run.Output, i);
            Lanes.Store(Lanes.Divide(new Vector<double>(100.0) * flow, flow + Lanes.Load(sums, i)), run.Output, i);
        }
    }

    /// <inheritdoc/>
    protected override void Restart()
    {
        _in.Restart();
        _out.Restart();
        _started = false;
    }

    private void Flows(ReadOnlySpan<double> volume, Span<double> rises, Span<double> falls)
    {
        var now = _typical.Ago(0);
        var before = _typical.Ago(1);
        for (var i = 0; i < volume.Length; i += Lanes.Width)
        {
            var (price, last) = (Lanes.Load(now, i), Lanes.Load(before, i));
            var flow = price * Lanes.Load(volume, i);
            Lanes.Store(Vector.ConditionalSelect(Vector.GreaterThan(price, last), flow, Vector<double>.Zero), rises, i);
            Lanes.Store(Vector.ConditionalSelect(Vector.LessThan(price, last), flow, Vector<double>.Zero), falls, i);
        }
    }
}
