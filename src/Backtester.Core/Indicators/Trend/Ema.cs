using Backtester.Core.Indicators.Windows;

namespace Backtester.Core.Indicators.Trend;

/// <summary>Exponential moving average with weight 2 / (n + 1), seeded with the mean of the first n values, as in TA-Lib.</summary>
/// <param name="length">n, at least 1.</param>
public sealed class Ema(int length) : Indicator
{
    private readonly Smoothing _average = Smoothing.Exponential(length);

    /// <inheritdoc/>
    public override IndicatorInputs Reads => IndicatorInputs.Source;

    /// <inheritdoc/>
    public override int WarmUp => _average.Lead;

    /// <inheritdoc/>
    public override int Settling => WarmUp + _average.Forgetting;

    /// <inheritdoc/>
    protected override void Advance(in IndicatorTile run) => _average.Advance(run.Source, run.Output);

    /// <inheritdoc/>
    protected override void Restart() => _average.Restart();
}
