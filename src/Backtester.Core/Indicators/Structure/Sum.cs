using Backtester.Core.Indicators.Windows;

namespace Backtester.Core.Indicators.Structure;

/// <summary>The sum of the last n values.</summary>
/// <param name="length">n, at least 1.</param>
public sealed class Sum(int length) : Indicator
{
    private readonly WindowFold<SumMerge> _sum = new(length);

    /// <inheritdoc/>
    public override IndicatorInputs Reads => IndicatorInputs.Source;

    /// <inheritdoc/>
    public override int WarmUp => _sum.Lead;

    /// <inheritdoc/>
    protected override void Advance(in IndicatorTile run) => _sum.Advance(run.Source, run.Output);

    /// <inheritdoc/>
    protected override void Restart() => _sum.Restart();
}
