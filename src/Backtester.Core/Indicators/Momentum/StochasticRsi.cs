using Backtester.Core.Indicators.Windows;

namespace Backtester.Core.Indicators.Momentum;

/// <summary>Stochastic RSI: the place of the RSI in its own range of the last bars, 0 to 100 (TA-Lib's fast %K), smoothed by a simple average.</summary>
/// <param name="rsiLength">Length of the RSI, at least 1.</param>
/// <param name="rangeLength">Bars of the range, at least 1.</param>
/// <param name="smooth">Bars of the average; 1 leaves the place as it is.</param>
public sealed class StochasticRsi(int rsiLength, int rangeLength, int smooth) : Indicator
{
    private readonly RelativeStrength _strength = new(rsiLength);
    private readonly RangePlace _place = new(rangeLength, 0.0);
    private readonly SimpleAverage _slow = new(smooth);
    private readonly double[] _rsi = new double[MaxRun];
    private readonly double[] _raw = new double[MaxRun];

    /// <inheritdoc/>
    public override IndicatorInputs Reads => IndicatorInputs.Source;

    /// <inheritdoc/>
    public override int WarmUp => _strength.Lead + _place.Lead + _slow.Lead;

    /// <inheritdoc/>
    public override int Settling => WarmUp + _strength.Forgetting;

    /// <inheritdoc/>
    protected override void Advance(in IndicatorTile run)
    {
        var count = run.Output.Length;
        _strength.Advance(run.Source, _rsi.AsSpan(0, count));

        // A series that has not moved yet has no RSI: the range begins after it.
        for (var at = 0; at < count;)
        {
            var end = IndicatorTile.FirstUnknown(_rsi, at, count);
            if (end > at)
            {
                Smooth(_rsi.AsSpan(at, end - at), run.Output[at..end]);
                at = end;
            }
            else
            {
                _place.Restart();
                _slow.Restart();
                run.Output[at++] = double.NaN;
            }
        }
    }

    /// <inheritdoc/>
    protected override void Restart()
    {
        _strength.Restart();
        _place.Restart();
        _slow.Restart();
    }

    private void Smooth(ReadOnlySpan<double> rsi, Span<double> output)
    {
        var raw = _raw.AsSpan(0, rsi.Length);
        var lead = _place.Advance(rsi, rsi, rsi, raw);
        output[..lead].Fill(double.NaN);
        _slow.Advance(raw[lead..], output[lead..]);
    }
}
