using System.Numerics;

namespace Backtester.Core.Formulas.Execution;

/// <summary>
/// The outputs of a program over the rows of a tile or of a whole series. Numbers are columns of doubles, unknown ones
/// NaN, percentages as fractions. Booleans are bit masks: row i is bit i mod 64 of word i / 64, bits behind the last row
/// are zero, so that a sweep finds the next row where something happens by counting trailing zeros.
/// </summary>
public sealed class ProgramColumns
{
    private readonly double[]?[] _numbers;
    private readonly ulong[]?[] _bits;

    internal ProgramColumns(double[]?[] numbers, ulong[]?[] bits, int count) => (_numbers, _bits, Count) = (numbers, bits, count);

    /// <summary>Number of rows.</summary>
    public int Count { get; internal set; }

    /// <summary>A number or percentage output.</summary>
    /// <param name="output">Index in <see cref="ColumnProgram.Outputs"/>.</param>
    public ReadOnlySpan<double> Numbers(int output) => _numbers[output].AsSpan(0, Count);

    /// <summary>A number or percentage output as memory, for readers that keep it.</summary>
    /// <param name="output">Index in <see cref="ColumnProgram.Outputs"/>.</param>
    public ReadOnlyMemory<double> Memory(int output) => _numbers[output].AsMemory(0, Count);

    /// <summary>The words of a boolean output.</summary>
    /// <param name="output">Index in <see cref="ColumnProgram.Outputs"/>.</param>
    public ReadOnlySpan<ulong> Bits(int output) => _bits[output].AsSpan(0, (Count + 63) >> 6);

    /// <summary>The words of a boolean output as memory, for readers that keep them.</summary>
    /// <param name="output">Index in <see cref="ColumnProgram.Outputs"/>.</param>
    public ReadOnlyMemory<ulong> BitMemory(int output) => _bits[output].AsMemory(0, (Count + 63) >> 6);

    /// <summary>A boolean output at a row.</summary>
    public bool IsTrue(int output, int row)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Count, nameof(row));
        return (_bits[output]![row >> 6] >> (row & 63) & 1) != 0;
    }

    /// <summary>A number output at a row.</summary>
    public double Number(int output, int row)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Count, nameof(row));
        return _numbers[output]![row];
    }

    /// <summary>The first row from <paramref name="row"/> on at which a boolean output is true; −1 where there is none.</summary>
    public int NextTrue(int output, int row)
    {
        var bits = Bits(output);
        for (var word = row >> 6; word < bits.Length; word++)
        {
            var set = word == row >> 6 ? bits[word] & (ulong.MaxValue << (row & 63)) : bits[word];
            if (set != 0)
            {
                return (word << 6) + BitOperations.TrailingZeroCount(set);
            }
        }

        return -1;
    }

    /// <summary>Rows at which a boolean output is true.</summary>
    public int CountTrue(int output)
    {
        var count = 0;
        foreach (var word in Bits(output))
        {
            count += BitOperations.PopCount(word);
        }

        return count;
    }

    /// <summary>A boolean output as 1 and 0, a number output as it is.</summary>
    internal double Value(int output, int row) => _numbers[output] is { } numbers ? numbers[row] : IsTrue(output, row) ? 1 : 0;
}
