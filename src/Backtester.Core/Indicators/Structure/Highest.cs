using Backtester.Core.Indicators.Windows;

namespace Backtester.Core.Indicators.Structure;

/// <summary>The greatest of the last n values, this bar's included (one side of a Donchian channel).</summary>
/// <param name="length">n, at least 1.</param>
public sealed class Highest(int length) : Indicator
{
    private readonly WindowFold<MaxMerge> _extreme = new(length);

    /// <inheritdoc/>
    public override IndicatorInputs Reads => IndicatorInputs.Source;

    /// <inheritdoc/>
    public override int WarmUp => _extreme.Lead;

    /// <inheritdoc/>
    protected override void Advance(in IndicatorTile run) => _extreme.Advance(run.Source, run.Output);

    /// <inheritdoc/>
    protected override void Restart() => _extreme.Restart();
}
