namespace Backtester.Core.Engine;

/// <summary>The way of a group of sets through the candles: a few thousand steps, which all of them walk before any goes on.</summary>
public sealed class LeanTiles
{
    /// <summary>Steps of a tile unless told otherwise.</summary>
    public const int DefaultLength = 2048;

    private readonly int _length;

    /// <summary>Before the first tile.</summary>
    /// <param name="grid">The time of the run.</param>
    /// <param name="length">Steps of a tile; no result depends on it.</param>
    public LeanTiles(RunGrid grid, int length = DefaultLength)
    {
        ArgumentNullException.ThrowIfNull(grid);
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        (Grid, _length) = (grid, length);
        Closes = grid.Only is null ? null : new RangeTable(length);
    }

    /// <summary>The time of the run.</summary>
    public RunGrid Grid { get; }

    /// <summary>The first step of the tile.</summary>
    public int Start { get; private set; }

    /// <summary>The step behind the tile's last.</summary>
    public int End { get; private set; }

    /// <summary>Extremes of the tile's closes; null where the run has several symbols.</summary>
    internal RangeTable? Closes { get; }

    /// <summary>Goes on to the next tile; false at the end.</summary>
    public bool Next()
    {
        if (End >= Grid.Steps)
        {
            return false;
        }

        (Start, End) = (End, Math.Min(Grid.Steps, End + _length));
        Closes?.Fill(Start, Grid.Only!.Close[Start..End]);
        return true;
    }
}
