using System.Numerics;

namespace Backtester.Core.Indicators.Windows;

/// <summary>Which windows of 1, 2, 4 … bars make one of n bars, newest first, and how far back each must be remembered.</summary>
internal sealed class WindowPlan
{
    private readonly int[] _lags;

    /// <summary>Plans a window.</summary>
    /// <param name="length">Bars in the window, at least 1.</param>
    /// <param name="overlaps">True where the rest may be the greatest power of two again, overlapping the first.</param>
    public WindowPlan(int length, bool overlaps)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        Length = length;
        var top = BitOperations.Log2((uint)length);
        _lags = new int[top + 1];
        var rest = new List<(int Level, int Ago)>();
        var covered = 1 << top;
        if (overlaps && covered < length)
        {
            rest.Add((top, length - covered));
        }
        else
        {
            for (var k = top - 1; k >= 0; k--)
            {
                if ((length & (1 << k)) != 0)
                {
                    rest.Add((k, covered));
                    covered += 1 << k;
                }
            }
        }

        foreach (var (level, ago) in rest)
        {
            _lags[level] = Math.Max(_lags[level], ago);
        }

        Rest = [.. rest];
        var steps = new List<(int From, int To)>();
        for (var k = 0; k < top;)
        {
            // Two doublings at once where the level between is not needed for itself.
            var to = k + 2 <= top && !rest.Exists(part => part.Level == k + 1) ? k + 2 : k + 1;
            _lags[k] = Math.Max(_lags[k], (1 << to) - (1 << k));
            steps.Add((k, to));
            k = to;
        }

        Steps = [.. steps];
    }

    /// <summary>Bars in the window.</summary>
    public int Length { get; }

    /// <summary>The doublings from level to level, each one or two levels up.</summary>
    public (int From, int To)[] Steps { get; }

    /// <summary>The windows to merge after the newest: 2^Level bars, ending Ago bars before the newest bar.</summary>
    public (int Level, int Ago)[] Rest { get; }

    /// <summary>One column a level, level k for windows of 2^k bars.</summary>
    public History[] NewLevels() => Array.ConvertAll(_lags, lag => new History(lag));
}
