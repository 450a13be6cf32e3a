using System.Numerics;
using Backtester.Core.Indicators.Windows;

namespace Backtester.Core.Indicators.Trend;

/// <summary>
/// Wilder's directional movement in TA-Lib's convention. Outputs: ADX, +DI, −DI. The movements and the true range are
/// Wilder sums (see <see cref="WilderSum"/>), ±DI = 100 · ±DM / TR, DX = 100 · |+DI − −DI| / (+DI + −DI), ADX is Wilder's
/// average of DX, seeded with the mean of n. Where nothing moved, DX counts as 0.
/// </summary>
/// <param name="length">n, at least 1.</param>
public sealed class DirectionalMovement(int length) : Indicator
{
    private readonly History _high = new(1);
    private readonly History _low = new(1);
    private readonly TrueRanges _ranges = new();
    private readonly WilderSum _plus = new(length);
    private readonly WilderSum _minus = new(length);
    private readonly WilderSum _range = new(length);
    private readonly Smoothing _average = Smoothing.Wilder(length);
    private readonly double[] _ranged = new double[MaxRun];

    /// <inheritdoc/>
    public override IndicatorInputs Reads => IndicatorInputs.High | IndicatorInputs.Low | IndicatorInputs.Close;

    /// <inheritdoc/>
    public override int WarmUp => (2 * length) - 1;

    /// <inheritdoc/>
    public override int Settling => WarmUp + (2 * _average.Forgetting);

    /// <inheritdoc/>
    public override int Outputs => 3;

    /// <inheritdoc/>
    public override int WarmUpOf(int output) => output == 0 ? WarmUp : length;

    /// <inheritdoc/>
    protected override void Advance(in IndicatorTile run)
    {
        var range = _ranged.AsSpan(0, run.Output.Length);
        var skip = _ranges.Advance(run, range);
        Movements(run);
        run.Output2[..skip].Fill(double.NaN);
        run.Output3[..skip].Fill(double.NaN);
        var lead = skip + WilderSum.Advance(_plus, run.Output2[skip..], _minus, run.Output3[skip..], _range, range[skip..]);
        Lanes.Ratio(100.0, run.Output2, range, run.Output2);
        Lanes.Ratio(100.0, run.Output3, range, run.Output3);
        run.Output[..lead].Fill(double.NaN);
        Indexes(run.Output2[lead..], run.Output3[lead..], run.Output[lead..]);
        _average.Advance(run.Output[lead..], run.Output[lead..]);
    }

    /// <inheritdoc/>
    protected override void Restart()
    {
        _ranges.Restart();
        _plus.Restart();
        _minus.Restart();
        _range.Restart();
        _average.Restart();
    }

    // Up moves and down moves of each bar, of which only the greater counts.
    private void Movements(in IndicatorTile run)
    {
        _high.Append(run.High);
        _low.Append(run.Low);
        var highBefore = _high.Ago(1);
        var lowBefore = _low.Ago(1);
        var zero = Vector<double>.Zero;
        for (var i = 0; i < run.Output.Length; i += Lanes.Width)
        {
            var up = Lanes.Load(run.High, i) - Lanes.Load(highBefore, i);
            var down = Lanes.Load(lowBefore, i) - Lanes.Load(run.Low, i);
            Lanes.Store(Vector.ConditionalSelect(Vector.GreaterThan(up, Lanes.Max(down, zero)), up, zero), run.Output2, i);
            Lanes.Store(Vector.ConditionalSelect(Vector.GreaterThan(down, Lanes.Max(up, zero)), down, zero), run.Output3, i);
        }
    }

    private static void Indexes(ReadOnlySpan<double> plus, ReadOnlySpan<double> minus, Span<double> result)
    {
        for (var i = 0; i < result.Length; i += Lanes.Width)
        {
            var (up, down) = (Lanes.Load(plus, i), Lanes.Load(minus, i));
            var moved = Vector.GreaterThan(up + down, Vector<double>.Zero);
            Lanes.Store(Vector.ConditionalSelect(moved, new Vector<double>(100.0) * Vector.Abs(up - down) / (up + down), Vector<double>.Zero), result, i);
        }
    }
}
