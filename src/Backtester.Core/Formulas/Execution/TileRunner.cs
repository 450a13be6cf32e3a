using Backtester.Core.Formulas.Checking;
using Backtester.Core.Market;

namespace Backtester.Core.Formulas.Execution;

/// <summary>
/// A program on its way through a series, tile after tile; what the past matters for is carried along. Buffers are made
/// once and used for every tile. The results are the same bit for bit whatever the tiles are.
/// </summary>
public sealed class TileRunner
{
    private readonly ContextRunner _runner;
    private readonly Timeframe _timeframe;

    internal TileRunner(ContextRunner runner, int[] nodes, IReadOnlyList<ProgramOutput> outputs, IReadOnlyList<int> wanted, Timeframe timeframe, int tileLength)
    {
        (_runner, _timeframe, TileLength) = (runner, timeframe, tileLength);
        var numbers = new double[nodes.Length][];
        var bits = new ulong[nodes.Length][];
        foreach (var i in wanted)
        {
            if (outputs[i].Kind == ValueKind.Boolean)
            {
                bits[i] = runner.Bits(nodes[i]);
            }
            else
            {
                numbers[i] = runner.Numbers(nodes[i]);
            }
        }

        Columns = new ProgramColumns(numbers, bits, tileLength);
    }

    /// <summary>Most rows of a tile.</summary>
    public int TileLength { get; }

    /// <summary>The outputs over the last tile, row 0 its first candle; overwritten by the next, in the same memory. Before the first tile they are empty rows, as many as a tile has at most.</summary>
    public ProgramColumns Columns { get; }

    /// <summary>Takes the rows [start, start + length) of a series; they must follow those of the tile before.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The tile is longer than <see cref="TileLength"/>.</exception>
    public void Next(CandleSeries candles, int start, int length)
    {
        ArgumentNullException.ThrowIfNull(candles);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, TileLength);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        _runner.Run(CandleTile.Of(candles, start, length), _timeframe.Milliseconds);
        Columns.Count = length;
    }
}
