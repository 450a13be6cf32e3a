using Backtester.Core.Indicators.Windows;

namespace Backtester.Core.Indicators.Momentum;

/// <summary>Wilder's relative strength index, see <see cref="RelativeStrength"/>; TA-Lib's values, but unknown, not 0, where nothing ever changed.</summary>
/// <param name="length">n, at least 1.</param>
public sealed class Rsi(int length) : Indicator
{
    private readonly RelativeStrength _strength = new(length);

    /// <inheritdoc/>
    public override IndicatorInputs Reads => IndicatorInputs.Source;

    /// <inheritdoc/>
    public override int WarmUp => _strength.Lead;

    /// <inheritdoc/>
    public override int Settling => WarmUp + _strength.Forgetting;

    /// <inheritdoc/>
    protected override void Advance(in IndicatorTile run) => _strength.Advance(run.Source, run.Output);

    /// <inheritdoc/>
    protected override void Restart() => _strength.Restart();
}
