using Backtester.Core.Market;

namespace Backtester.Core.Engine;

/// <summary>How much of a symbol's bars orders may still take: a share of each bar's volume.</summary>
internal sealed class VolumeAllowance(CandleSeries candles, double share)
{
    private readonly ReadOnlyMemory<double> _volume = candles.Columns.Volume;
    private int _row = -1;
    private double _used;

    /// <summary>What is left of a bar's allowance, base asset.</summary>
    public double Left(int row) => Math.Max(0, (share * _volume.Span[row]) - (row == _row ? _used : 0));

    /// <summary>Takes a fill off a bar's allowance.</summary>
    public void Use(int row, double quantity) => (_used, _row) = (row == _row ? _used + quantity : quantity, row);
}
