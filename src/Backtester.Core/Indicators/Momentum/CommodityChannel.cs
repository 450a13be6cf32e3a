using System.Numerics;
using Backtester.Core.Indicators.Windows;

namespace Backtester.Core.Indicators.Momentum;

/// <summary>
/// Commodity channel index: (typical price − its mean) / (0.015 · mean absolute deviation from the mean), over the last n
/// bars; unknown where nothing deviates (TA-Lib says 0).
/// </summary>
/// <param name="length">n, at least 1.</param>
public sealed class CommodityChannel(int length) : Indicator
{
    // A window of equal prices may leave its mean some ulps away.
    private const double Noise = 4e-16;

    private readonly History _typical = new(length - 1);
    private readonly SimpleAverage _mean = new(length);

    /// <inheritdoc/>
    public override IndicatorInputs Reads => IndicatorInputs.High | IndicatorInputs.Low | IndicatorInputs.Close;

    /// <inheritdoc/>
    public override int WarmUp => length - 1;

    /// <inheritdoc/>
    protected override void Advance(in IndicatorTile run)
    {
        var typical = _typical.Append(run.Output.Length);
        Lanes.TypicalPrice(run, typical);
        _mean.Advance(typical, run.Output);
        var scale = new Vector<double>(0.015 / length);
        for (var i = 0; i < typical.Length; i += Lanes.Width)
        {
            var mean = Lanes.Load(run.Output, i);
            var deviation = Vector<double>.Zero;
            for (var ago = 0; ago < length; ago++)
            {
                deviation += Vector.Abs(Lanes.Load(_typical.Ago(ago), i) - mean);
            }

            var noise = new Vector<double>(Noise * length) * Vector.Abs(mean);
            deviation = Vector.ConditionalSelect(Vector.GreaterThan(deviation, noise), deviation, Vector<double>.Zero);
            Lanes.Store(Lanes.Divide(Lanes.Load(typical, i) - mean, scale * deviation), run.Output, i);
        }
    }

    /// <inheritdoc/>
    protected override void Restart() => _mean.Restart();
}
