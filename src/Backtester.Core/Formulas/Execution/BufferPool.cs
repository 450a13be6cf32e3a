namespace Backtester.Core.Formulas.Execution;

/// <summary>Buffers of one tile each, handed on to a later operation when nobody reads the value any more.</summary>
internal sealed class BufferPool
{
    private readonly int _rows;
    private readonly Stack<double[]> _numbers = [];
    private readonly Stack<ulong[]> _bits = [];

    /// <summary>Buffers for so many rows, rounded up to whole words of 64.</summary>
    public BufferPool(int rows) => _rows = (rows + 63) & ~63;

    public double[] TakeNumbers() => _numbers.TryPop(out var buffer) ? buffer : new double[_rows];

    public ulong[] TakeBits() => _bits.TryPop(out var buffer) ? buffer : new ulong[_rows >> 6];

    public void Return(double[] buffer) => _numbers.Push(buffer);

    public void Return(ulong[] buffer) => _bits.Push(buffer);
}
