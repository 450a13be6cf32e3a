namespace Backtester.Core.Indicators;

/// <summary>
/// A running indicator: it is fed the candles in stretches ("tiles") of any length, in order, and continues where it
/// stopped. The values are the same bit for bit whatever the tiles are; a single tile over the whole series is the
/// batch form. A value is NaN until the indicator is warm; an unknown (NaN) input makes the outputs that need it NaN.
/// </summary>
public abstract class Indicator
{
    /// <summary>Leading bars without a value when all inputs are known from bar 0 on: the first value stands at this row.</summary>
    public abstract int WarmUp { get; }

    /// <summary>Number of outputs, at most three.</summary>
    public virtual int Outputs => 1;

    /// <summary>Takes the next tile. All spans in use have the same length.</summary>
    public abstract void Update(in IndicatorTile tile);
}

/// <summary>
/// A stretch of input columns and the room for the outputs. What an indicator reads is said by its constructor's docs:
/// either <see cref="Source"/> (and <see cref="Source2"/>) or the columns of the candle. Columns not needed may be empty.
/// </summary>
public ref struct IndicatorTile
{
    /// <summary>The series given as argument, e.g. the close or another indicator.</summary>
    public ReadOnlySpan<double> Source;

    /// <summary>The second series, for indicators of two (correlation, vwma).</summary>
    public ReadOnlySpan<double> Source2;

    /// <summary>Open times, Unix ms.</summary>
    public ReadOnlySpan<long> OpenTimeMs;

    /// <summary>Open prices.</summary>
    public ReadOnlySpan<double> Open;

    /// <summary>High prices.</summary>
    public ReadOnlySpan<double> High;

    /// <summary>Low prices.</summary>
    public ReadOnlySpan<double> Low;

    /// <summary>Close prices.</summary>
    public ReadOnlySpan<double> Close;

    /// <summary>Volumes.</summary>
    public ReadOnlySpan<double> Volume;

    /// <summary>Taker buy volumes; empty where unknown.</summary>
    public ReadOnlySpan<double> TakerBuyVolume;

    /// <summary>First output.</summary>
    public Span<double> Output;

    /// <summary>Second output.</summary>
    public Span<double> Output2;

    /// <summary>Third output.</summary>
    public Span<double> Output3;
}
