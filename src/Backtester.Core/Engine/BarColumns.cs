using System.Buffers;
using Backtester.Core.Market;
using Backtester.Core.Strategies;

namespace Backtester.Core.Engine;

/// <summary>
/// The columns that the loop reads at every bar, pinned for the length of a run: a pointer costs one load, where a span
/// taken from a mapped file's memory costs a virtual call. Rows are never out of range: they come from the
/// <see cref="Timeline"/>, which is made from the same series.
/// </summary>
internal sealed unsafe class BarColumns : IDisposable
{
    private readonly List<MemoryHandle> _handles = [];

    public BarColumns(CandleSeries series, ReadOnlyMemory<Signals> signals)
    {
        if (signals.Length != series.Count)
        {
            throw new ArgumentException($"signals: {signals.Length} values for {series.Count} candles", nameof(signals));
        }

        Count = series.Count;
        TimeMs = (long*)Pin(series.Columns.OpenTimeMs);
        Open = (double*)Pin(series.Columns.Open);
        High = (double*)Pin(series.Columns.High);
        Low = (double*)Pin(series.Columns.Low);
        Close = (double*)Pin(series.Columns.Close);
        Signals = (Signals*)Pin(signals);
    }

    public int Count { get; }

    public long* TimeMs { get; }

    public double* Open { get; }

    public double* High { get; }

    public double* Low { get; }

    public double* Close { get; }

    public Signals* Signals { get; }

    public void Dispose()
    {
        foreach (var handle in _handles)
        {
            handle.Dispose();
        }
    }

    private void* Pin<T>(ReadOnlyMemory<T> memory)
    {
        var handle = memory.Pin();
        _handles.Add(handle);
        return handle.Pointer;
    }
}
