using Backtester.Core.Indicators.Windows;

namespace Backtester.Core.Indicators.Volume;

/// <summary>
/// Volume profile of the last n bars. The range from their lowest low to their highest high is cut into equal bins; each
/// bar's volume is spread evenly over its own range (a bar without range goes into the bin of its price, a price on an
/// edge into the upper bin). The point of control is the middle of the fullest bin, the lowest of equals. The value area
/// grows from that bin to the fuller of its two neighbours (up if equal) until it holds 70 % of the volume. Outputs:
/// point of control, upper and lower edge of the value area. A window without range has all three at its price; one
/// without volume is unknown.
/// </summary>
/// <param name="length">n, at least 1.</param>
/// <param name="bins">Number of bins, at least 2.</param>
public sealed class VolumeProfile(int length, int bins) : Indicator
{
    private readonly History _high = new(length - 1);
    private readonly History _low = new(length - 1);
    private readonly History _volume = new(length - 1);
    private readonly WindowFold<MaxMerge> _highest = new(length);
    private readonly WindowFold<MinMerge> _lowest = new(length);
    private readonly double[] _bins = new double[bins];

    /// <inheritdoc/>
    public override IndicatorInputs Reads => IndicatorInputs.High | IndicatorInputs.Low | IndicatorInputs.Volume;

    /// <inheritdoc/>
    public override int WarmUp => length - 1;

    /// <inheritdoc/>
    public override int Outputs => 3;

    /// <inheritdoc/>
    protected override void Advance(in IndicatorTile run)
    {
        _high.Append(run.High);
        _low.Append(run.Low);
        _volume.Append(run.Volume);
        var lead = _highest.Advance(run.High, run.Output2);
        _lowest.Advance(run.Low, run.Output3);
        run.Output[..lead].Fill(double.NaN);
        for (var i = lead; i < run.Output.Length; i++)
        {
            var (top, bottom) = (run.Output2[i], run.Output3[i]);
            var total = Fill(i, bottom, top);
            (run.Output[i], run.Output2[i], run.Output3[i]) =
                !(total > 0) ? (double.NaN, double.NaN, double.NaN)
                : top > bottom ? ValueArea(bottom, (top - bottom) / bins, VolumeBins.ValueArea(_bins, total))
                : (bottom, bottom, bottom);
        }
    }

    /// <inheritdoc/>
    protected override void Restart()
    {
        _highest.Restart();
        _lowest.Restart();
    }

    private double Fill(int row, double bottom, double top)
    {
        Array.Clear(_bins);
        var binsPerPrice = top > bottom ? bins / (top - bottom) : 0.0;
        var total = 0.0;
        for (var ago = length - 1; ago >= 0; ago--)
        {
            var volume = _volume.Ago(ago)[row];
            var from = (_low.Ago(ago)[row] - bottom) * binsPerPrice;
            var to = (_high.Ago(ago)[row] - bottom) * binsPerPrice;
            VolumeBins.Spread(_bins, volume, from, to);
            total += volume;
        }

        return total;
    }

    private static (double Control, double High, double Low) ValueArea(double bottom, double width, (int Control, int Low, int High) area) =>
        (bottom + ((area.Control + 0.5) * width), bottom + ((area.High + 1) * width), bottom + (area.Low * width));
}
