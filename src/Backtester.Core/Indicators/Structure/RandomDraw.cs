using Backtester.Core.Market;

namespace Backtester.Core.Indicators.Structure;

/// <summary>
/// A number in [0, 1) for each bar, drawn from its open time, a seed and the number of the draw by SplitMix64, without
/// any state: the same bar has the same number wherever the series begins.
/// </summary>
/// <param name="seed">Which sequence.</param>
/// <param name="draw">Which of several numbers of one bar.</param>
public sealed class RandomDraw(long seed, long draw) : Indicator
{
    // Mixed twice, so that neighbouring seeds and draws share no numbers at neighbouring times.
    private readonly ulong _key = SplitMix64.Mix(SplitMix64.Mix((ulong)seed + SplitMix64.Golden) + (ulong)draw);

    /// <inheritdoc/>
    public override IndicatorInputs Reads => IndicatorInputs.OpenTime;

    /// <inheritdoc/>
    public override int WarmUp => 0;

    /// <inheritdoc/>
    protected override void Advance(in IndicatorTile run)
    {
        for (var i = 0; i < run.Output.Length; i++)
        {
            run.Output[i] = SplitMix64.Unit(SplitMix64.Mix(_key + ((ulong)run.OpenTimeMs[i] * SplitMix64.Golden)));
        }
    }

    /// <inheritdoc/>
    protected override void Restart()
    {
    }
}
