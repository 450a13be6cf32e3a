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
    private const double ValueShare = 0.7;

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
                : top > bottom ? ValueArea(bottom, (top - bottom) / bins, total)
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
            Spread(volume, from, to);
            total += volume;
        }

        return total;
    }

    // from and to are prices counted in bins from the bottom.
    private void Spread(double volume, double from, double to)
    {
        var first = Math.Clamp((int)from, 0, bins - 1);
        var last = Math.Clamp((int)to, first, bins - 1);
        if (first == last || !(to > from))
        {
            _bins[first] += volume;
            return;
        }

        var density = volume / (to - from);
        _bins[first] += density * (first + 1 - from);
        for (var bin = first + 1; bin < last; bin++)
        {
            _bins[bin] += density;
        }

        _bins[last] += density * (to - last);
    }

    private (double Control, double High, double Low) ValueArea(double bottom, double width, double total)
    {
        var control = 0;
        for (var bin = 1; bin < bins; bin++)
        {
            control = _bins[bin] > _bins[control] ? bin : control;
        }

        var (low, high) = (control, control);
        for (var held = _bins[control]; held < ValueShare * total && (low > 0 || high < bins - 1);)
        {
            var above = high < bins - 1 ? _bins[high + 1] : double.NegativeInfinity;
            var below = low > 0 ? _bins[low - 1] : double.NegativeInfinity;
            held += above >= below ? _bins[++high] : _bins[--low];
        }

        return (bottom + ((control + 0.5) * width), bottom + ((high + 1) * width), bottom + (low * width));
    }
}
