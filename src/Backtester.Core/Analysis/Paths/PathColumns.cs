namespace Backtester.Core.Analysis.Paths;

/// <summary>What became of each path. Columns of equal length, one row a path.</summary>
internal sealed class PathColumns
{
    /// <summary>Room for paths.</summary>
    /// <param name="paths">How many.</param>
    /// <param name="marks">Numbers of the steps (from 1, rising) after which the equity of every path is kept.</param>
    public PathColumns(int paths, int[] marks)
    {
        Marks = marks;
        (Final, Deepest, Longest, Lowest) = (new double[paths], new double[paths], new double[paths], new double[paths]);
        AtMark = [.. marks.Select(_ => new double[paths])];
    }

    public int[] Marks { get; }

    /// <summary>Equity at the end.</summary>
    public double[] Final { get; }

    /// <summary>Least of equity over its peak so far, 0 to 1; the drawdown is this less 1.</summary>
    public double[] Deepest { get; }

    /// <summary>Most steps from a peak until it was reached again, or the end.</summary>
    public double[] Longest { get; }

    /// <summary>Least equity, the initial one included.</summary>
    public double[] Lowest { get; }

    /// <summary>Equity of every path after each marked step.</summary>
    public double[][] AtMark { get; }
}
