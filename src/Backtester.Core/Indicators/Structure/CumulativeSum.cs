using Backtester.Core.Indicators.Windows;

namespace Backtester.Core.Indicators.Structure;

/// <summary>Sum of all values since the first, or since the last unknown one.</summary>
public sealed class CumulativeSum : Indicator
{
    private CompensatedSum _sum;

    /// <inheritdoc/>
    public override IndicatorInputs Reads => IndicatorInputs.Source;

    /// <inheritdoc/>
    public override int WarmUp => 0;

    /// <inheritdoc/>
    public override int Settling => NeverSettles;

    /// <inheritdoc/>
    protected override void Advance(in IndicatorTile run)
    {
        for (var i = 0; i < run.Output.Length; i++)
        {
            _sum.Add(run.Source[i]);
            run.Output[i] = _sum.Value;
        }
    }

    /// <inheritdoc/>
    protected override void Restart() => _sum = default;
}
