using Backtester.Core.Formulas.Compilation;
using Backtester.Core.Market;

namespace Backtester.Core.Formulas.Execution;

/// <summary>A value of a derived stream and the parent's buffer that shows it: one of the two buffers is there.</summary>
internal sealed record DerivedExport(int ChildNode, double[]? Numbers, ulong[]? Bits);

/// <summary>What a run brings to its derived streams.</summary>
/// <param name="Timeframe">The run's timeframe.</param>
/// <param name="Others">Candles of other instruments; null where there are none.</param>
internal sealed record RunContext(Timeframe Timeframe, IOtherCandles? Others);

/// <summary>
/// The stream of a <c>tf</c> or <c>symbol</c> block and its place among the parent's bars. A parent bar sees the value
/// of the last candle that ended no later than the bar itself; before the first such candle the value is unknown.
/// </summary>
internal sealed class DerivedContext
{
    private readonly ContextRunner _runner;
    private readonly CandleBuffer _candles;
    private readonly CandleAggregator? _aggregator;
    private readonly CandleSeries? _other;
    private readonly long _otherLengthMs;
    private readonly long _lengthMs;
    private readonly List<DerivedExport> _exports;
    private readonly double[] _lastNumbers;
    private readonly int[] _seen;
    private int _otherRow;

    /// <summary>A stream of candles of <paramref name="timeframe"/>, shown to a parent with tiles of at most <paramref name="capacity"/> rows.</summary>
    public DerivedContext(ContextPlan plan, List<DerivedExport> exports, int capacity, RunContext run, Timeframe timeframe)
    {
        _exports = exports;
        _candles = new CandleBuffer(capacity);
        _seen = new int[capacity];
        _lengthMs = timeframe.Milliseconds;
        _lastNumbers = new double[exports.Count];
        for (var i = 0; i < exports.Count; i++)
        {
            _lastNumbers[i] = exports[i].Numbers is null ? 0 : double.NaN;
        }

        if (plan.Symbol is { } symbol)
        {
            _other = run.Others?.Load(symbol, run.Timeframe)
                ?? throw new ArgumentException($"symbol(\"{symbol}\", ...): no candles of other instruments were given", nameof(run));
            _otherLengthMs = run.Timeframe.Milliseconds;
        }

        _aggregator = plan.Timeframe is not null || timeframe != run.Timeframe ? new CandleAggregator(timeframe) : null;
        _runner = new ContextRunner(plan, exports.Select(e => e.ChildNode), capacity, run, timeframe);
    }

    /// <summary>Takes the candles that end within the parent's tile and fills the parent's buffers.</summary>
    public void Advance(in CandleTile parent, long parentLengthMs)
    {
        _candles.HasTakerBuyVolume = _other is null ? !parent.TakerBuyVolume.IsEmpty : !_other.TakerBuyVolume.IsEmpty;
        var shown = 0;
        for (var row = 0; row < parent.Count; row++)
        {
            var now = parent.OpenTimeMs[row] + parentLengthMs;
            if (_other is null)
            {
                Take(parent[row], row, ref shown);
            }
            else
            {
                for (; _otherRow < _other.Count && _other.OpenTimeMs[_otherRow] + _otherLengthMs <= now; _otherRow++)
                {
                    Take(_other[_otherRow], row, ref shown);
                }
            }

            if (_aggregator is not null && _aggregator.TakeEnded(now, out var ended))
            {
                Add(ended, row, ref shown);
            }

            _seen[row] = _candles.Count - 1;
        }

        Show(shown, parent.Count);
    }

    private void Take(in Candle candle, int row, ref int shown)
    {
        if (_aggregator is null)
        {
            Add(candle, row, ref shown);
        }
        else if (_aggregator.Add(candle, out var ended))
        {
            Add(ended, row, ref shown);
        }
    }

    private void Add(in Candle finished, int row, ref int shown)
    {
        if (_candles.IsFull)
        {
            Show(shown, row);
            shown = row;
        }

        _candles.Add(finished);
    }

    /// <summary>Runs the collected candles and writes what the parent's rows [from, to) saw of them.</summary>
    private void Show(int from, int to)
    {
        var count = _candles.Count;
        if (count > 0)
        {
            _runner.Run(_candles.Tile(), _lengthMs);
        }

        for (var i = 0; i < _exports.Count; i++)
        {
            var export = _exports[i];
            if (export.Numbers is { } numbers)
            {
                var values = _runner.Numbers(export.ChildNode);
                for (var row = from; row < to; row++)
                {
                    numbers[row] = _seen[row] >= 0 ? values[_seen[row]] : _lastNumbers[i];
                }

                _lastNumbers[i] = count > 0 ? values[count - 1] : _lastNumbers[i];
            }
            else
            {
                var values = _runner.Bits(export.ChildNode);
                for (var row = from; row < to; row++)
                {
                    Write(export.Bits!, row, _seen[row] >= 0 ? Read(values, _seen[row]) : _lastNumbers[i] != 0);
                }

                ColumnStep.CutTail(export.Bits!, to);

                _lastNumbers[i] = count > 0 ? (Read(values, count - 1) ? 1 : 0) : _lastNumbers[i];
            }
        }

        _candles.Clear();
    }

    private static bool Read(ulong[] bits, int row) => (bits[row >> 6] >> (row & 63) & 1) != 0;

    private static void Write(ulong[] bits, int row, bool value)
    {
        var bit = 1UL << (row & 63);
        bits[row >> 6] = value ? bits[row >> 6] | bit : bits[row >> 6] & ~bit;
    }
}
