namespace Backtester.Core.Indicators;

/// <summary>
/// A running indicator: it is fed the candles in stretches ("tiles") of any length, in order, and continues where it
/// stopped. The values are the same bit for bit whatever the tiles are; a single tile over the whole series is the
/// batch form. A value is NaN until the indicator is warm. A bar where an input is unknown (NaN or infinite) has NaN
/// outputs, and after it the indicator begins anew, as if the series began there.
/// </summary>
public abstract class Indicator
{
    /// <summary>The value of <see cref="Settling"/> where the first bar is never forgotten (cumulative sums, parabolic SAR).</summary>
    public const int NeverSettles = -1;

    /// <summary>The longest run that <see cref="Advance"/> receives, and so the size of an indicator's scratch columns.</summary>
    protected internal const int MaxRun = 512;

    private bool _fresh = true;

    /// <summary>The columns it reads.</summary>
    public abstract IndicatorInputs Reads { get; }

    /// <summary>Leading bars in which some output has no value when all inputs are known from bar 0 on: at this row all are known.</summary>
    public abstract int WarmUp { get; }

    /// <summary>
    /// Bars after which a value no longer depends on where the series began: the warm-up for windows; for recursive
    /// smoothing the bar at which the weight of the seed is under 1e-12; <see cref="NeverSettles"/> where it always does.
    /// </summary>
    public virtual int Settling => WarmUp;

    /// <summary>Number of outputs, at most four.</summary>
    public virtual int Outputs => 1;

    /// <summary>Leading bars in which output <paramref name="output"/> (0-based) has no value.</summary>
    public virtual int WarmUpOf(int output) => WarmUp;

    /// <summary>Takes the next tile, of any length. Outputs must not overlap inputs. Nothing is allocated.</summary>
    /// <exception cref="ArgumentException">A column that it reads, or an output, has not the length of the first output.</exception>
    public void Update(in IndicatorTile tile)
    {
        tile.Require(Reads, Outputs);
        var length = tile.Output.Length;
        for (var at = 0; at < length;)
        {
            var end = Math.Min(at + MaxRun, length);
            var known = tile.FirstUnknown(Reads, at, end);
            if (known > at)
            {
                Advance(tile.Slice(at, known - at));
                _fresh = false;
                at = known;
                continue;
            }

            if (!_fresh)
            {
                Restart();
                _fresh = true;
            }

            tile.Slice(at, 1).FillUnknown();
            at++;
        }
    }

    /// <summary>Takes at most <see cref="MaxRun"/> bars in which every input is known, and writes every output in full.</summary>
    protected abstract void Advance(in IndicatorTile run);

    /// <summary>Forgets all earlier bars.</summary>
    protected abstract void Restart();
}
