using Backtester.Core.Indicators.Windows;

namespace Backtester.Core.Indicators.Structure;

/// <summary>
/// Weinstein's stage from the simple average of the close over n bars (30 weekly bars in the book) and its change over s
/// bars: 2 (advance) where the close is not below the average and the average rises, 1 (base) where the close is not below
/// and it does not rise, 4 (decline) where the close is below and it falls, 3 (top) where the close is below and it does
/// not fall. It has no memory beyond its window.
/// </summary>
/// <param name="length">n, at least 1.</param>
/// <param name="slopeLength">s, at least 1.</param>
public sealed class WeinsteinStage(int length, int slopeLength) : Indicator
{
    private readonly SimpleAverage _average = new(length);
    private readonly History _averages = new(slopeLength);
    private int _seen;

    /// <inheritdoc/>
    public override IndicatorInputs Reads => IndicatorInputs.Close;

    /// <inheritdoc/>
    public override int WarmUp => length - 1 + slopeLength;

    /// <inheritdoc/>
    protected override void Advance(in IndicatorTile run)
    {
        _average.Advance(run.Close, _averages.Append(run.Output.Length));
        var now = _averages.Ago(0);
        var before = _averages.Ago(slopeLength);
        for (var i = 0; i < run.Output.Length; i++)
        {
            var warm = _seen >= WarmUp;
            _seen += warm ? 0 : 1;
            run.Output[i] = !warm ? double.NaN
                : run.Close[i] >= now[i] ? (now[i] > before[i] ? 2 : 1)
                : now[i] < before[i] ? 4 : 3;
        }
    }

    /// <inheritdoc/>
    protected override void Restart()
    {
        _average.Restart();
        _seen = 0;
    }
}
