namespace Backtester.Core.Formulas.Execution;

/// <summary>The value n bars ago; the last n values of the tile before are carried in a ring.</summary>
internal sealed class HistoryStep : ColumnStep
{
    private readonly double[] _source;
    private readonly double[] _output;
    private readonly double[] _ring;
    private int _oldest;

    public HistoryStep(double[] source, int bars, double[] output)
    {
        (_source, _output, _ring) = (source, output, new double[bars]);
        Array.Fill(_ring, double.NaN);
    }

    public override void Run(in CandleTile tile)
    {
        var (rows, bars) = (tile.Count, _ring.Length);
        var carried = Math.Min(rows, bars);
        var first = Math.Min(carried, bars - _oldest);
        _ring.AsSpan(_oldest, first).CopyTo(_output);
        _ring.AsSpan(0, carried - first).CopyTo(_output.AsSpan(first));
        if (rows > bars)
        {
            _source.AsSpan(0, rows - bars).CopyTo(_output.AsSpan(bars));
        }

        // The oldest values were just handed out; the newest take their places.
        var newest = _source.AsSpan(rows - carried, carried);
        newest[..first].CopyTo(_ring.AsSpan(_oldest));
        newest[first..].CopyTo(_ring);
        _oldest = (_oldest + carried) % bars;
    }
}

/// <summary>The bit n bars ago; false before the first bar.</summary>
internal sealed class HistoryBitStep(ulong[] source, int bars, ulong[] output) : ColumnStep
{
    private readonly bool[] _ring = new bool[bars];
    private int _oldest;

    public override void Run(in CandleTile tile)
    {
        output.AsSpan(0, Words(tile.Count)).Clear();
        for (var i = 0; i < tile.Count; i++)
        {
            if (_ring[_oldest])
            {
                output[i >> 6] |= 1UL << (i & 63);
            }

            _ring[_oldest] = (source[i >> 6] >> (i & 63) & 1) != 0;
            _oldest = _oldest + 1 == bars ? 0 : _oldest + 1;
        }
    }
}

/// <summary>Bars since a bit was last set; unknown before the first.</summary>
internal sealed class BarsSinceStep(ulong[] condition, double[] output) : ColumnStep
{
    private double _since = double.NaN;

    public override void Run(in CandleTile tile)
    {
        for (var i = 0; i < tile.Count; i++)
        {
            _since = (condition[i >> 6] >> (i & 63) & 1) != 0 ? 0 : _since + 1;
            output[i] = _since;
        }
    }
}

/// <summary>The value at the last bar where a bit was set, or at the n-th before it.</summary>
internal sealed class ValueWhenStep : ColumnStep
{
    private readonly ulong[] _condition;
    private readonly double[] _source;
    private readonly double[] _output;
    private readonly double[] _ring;
    private int _oldest;

    public ValueWhenStep(ulong[] condition, double[] source, int occurrence, double[] output)
    {
        (_condition, _source, _output, _ring) = (condition, source, output, new double[occurrence + 1]);
        Array.Fill(_ring, double.NaN);
    }

    public override void Run(in CandleTile tile)
    {
        for (var i = 0; i < tile.Count; i++)
        {
            if ((_condition[i >> 6] >> (i & 63) & 1) != 0)
            {
                _ring[_oldest] = _source[i];
                _oldest = _oldest + 1 == _ring.Length ? 0 : _oldest + 1;
            }

            _output[i] = _ring[_oldest];
        }
    }
}
