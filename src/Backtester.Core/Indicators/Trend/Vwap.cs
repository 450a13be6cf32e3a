using Backtester.Core.Indicators.Windows;

namespace Backtester.Core.Indicators.Trend;

/// <summary>
/// Volume-weighted average of the typical price (high + low + close) / 3: of the last n bars, or with n = 0 since the
/// start of the UTC day to which the bar's open time belongs. Unknown until volume was traded.
/// </summary>
/// <param name="length">n, or 0 for the day.</param>
public sealed class Vwap(int length) : Indicator
{
    private const long DayMs = 86_400_000;

    private readonly VolumeWeighted? _rolling = length > 0 ? new VolumeWeighted(length) : null;
    private readonly double[] _typical = new double[MaxRun];
    private CompensatedSum _traded;
    private CompensatedSum _volume;
    private long _day = long.MinValue;

    /// <inheritdoc/>
    public override IndicatorInputs Reads =>
        IndicatorInputs.High | IndicatorInputs.Low | IndicatorInputs.Close | IndicatorInputs.Volume | IndicatorInputs.OpenTime;

    /// <inheritdoc/>
    public override int WarmUp => Math.Max(0, length - 1);

    /// <inheritdoc/>
    /// <remarks>A day has at most 1440 bars.</remarks>
    public override int Settling => length > 0 ? WarmUp : 1440;

    /// <inheritdoc/>
    protected override void Advance(in IndicatorTile run)
    {
        var typical = _typical.AsSpan(0, run.Output.Length);
        Lanes.TypicalPrice(run, typical);
        if (_rolling is not null)
        {
            _rolling.Advance(typical, run.Volume, run.Output);
            return;
        }

        for (var i = 0; i < typical.Length; i++)
        {
            var day = Math.DivRem(run.OpenTimeMs[i], DayMs).Quotient;
            if (day != _day)
            {
                _day = day;
                _traded = default;
                _volume = default;
            }

            _traded.Add(typical[i] * run.Volume[i]);
            _volume.Add(run.Volume[i]);
            run.Output[i] = _volume.Value > 0 ? _traded.Value / _volume.Value : double.NaN;
        }
    }

    /// <inheritdoc/>
    protected override void Restart()
    {
        _day = long.MinValue;
        _rolling?.Restart();
    }
}
