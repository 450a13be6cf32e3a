using Backtester.Core.Formulas.Compilation;

namespace Backtester.Core.Formulas.Execution;

/// <summary>
/// One operation over a tile. Buffers hold a whole number of 64 rows, so element-wise steps work in words of 64 rows
/// and leave garbage behind the tile's last row; bits behind the last row are zero.
/// </summary>
internal abstract class ColumnStep
{
    public abstract void Run(in CandleTile tile);

    /// <summary>Words of 64 rows that hold so many rows.</summary>
    internal static int Words(int rows) => (rows + 63) >> 6;

    /// <summary>Clears the bits behind the last row.</summary>
    internal static void CutTail(ulong[] bits, int rows)
    {
        if ((rows & 63) != 0)
        {
            bits[rows >> 6] &= (1UL << (rows & 63)) - 1;
        }
    }
}

/// <summary>Copies a candle column, or computes what depends on one candle alone.</summary>
internal sealed class InputStep(InputColumn column, double[] output) : ColumnStep
{
    private const long Hour = 3_600_000;
    private const long Day = 24 * Hour;

    public override void Run(in CandleTile tile)
    {
        switch (column)
        {
            case InputColumn.Open:
                Copy(tile.Open, tile.Count);
                break;
            case InputColumn.High:
                Copy(tile.High, tile.Count);
                break;
            case InputColumn.Low:
                Copy(tile.Low, tile.Count);
                break;
            case InputColumn.Close:
                Copy(tile.Close, tile.Count);
                break;
            case InputColumn.Volume:
                Copy(tile.Volume, tile.Count);
                break;
            case InputColumn.QuoteVolume:
                Copy(tile.QuoteVolume, tile.Count);
                break;
            case InputColumn.Trades:
                Copy(tile.Trades, tile.Count);
                break;
            case InputColumn.TakerBuyVolume:
                Copy(tile.TakerBuyVolume, tile.Count);
                break;
            default:
                Compute(tile);
                break;
        }
    }

    private void Copy(ReadOnlySpan<double> source, int rows)
    {
        if (source.IsEmpty)
        {
            output.AsSpan(0, rows).Fill(double.NaN);
        }
        else
        {
            source.CopyTo(output);
        }
    }

    private void Compute(in CandleTile tile)
    {
        for (var i = 0; i < tile.Count; i++)
        {
            output[i] = column switch
            {
                InputColumn.MedianPrice => (tile.High[i] + tile.Low[i]) / 2,
                InputColumn.TypicalPrice => (tile.High[i] + tile.Low[i] + tile.Close[i]) / 3,
                InputColumn.AveragePrice => (tile.Open[i] + tile.High[i] + tile.Low[i] + tile.Close[i]) / 4,
                InputColumn.Hour => Modulo(tile.OpenTimeMs[i], Day) / Hour,
                InputColumn.DayOfWeek => DayOfWeek(tile.OpenTimeMs[i]),
                _ => DateTime.UnixEpoch.AddMilliseconds(tile.OpenTimeMs[i]).Month,
            };
        }
    }

    /// <summary>1970-01-01 was a Thursday, the fourth day of its week.</summary>
    private static long DayOfWeek(long timeMs) => Modulo(((timeMs - Modulo(timeMs, Day)) / Day) + 3, 7) + 1;

    private static long Modulo(long value, long by) => ((value % by) + by) % by;
}
