using System.Buffers;
using System.Runtime.InteropServices;
using Backtester.Data.Store.Format;

namespace Backtester.Data.Store;

/// <summary>
/// A column that is checked and decoded when its values are first read, once, whoever asks; a run that reads closes
/// alone pays for closes alone. A single raw block is served from the mapped file itself.
/// </summary>
internal sealed unsafe class LazyColumn<T> : MemoryManager<T>
    where T : unmanaged
{
    private readonly Lock _gate = new();
    private readonly int _rows;
    private Func<Source>? _load;
    private ColumnFile? _file;
    private T* _mapped;
    private volatile T[]? _values;
    private volatile bool _isMapped;

    /// <summary>A column of <paramref name="rows"/> values that <paramref name="load"/> gives when they are first read.</summary>
    public LazyColumn(int rows, Func<Source> load) => (_rows, _load) = (rows, load);

    /// <summary>The column as memory, without decoding it.</summary>
    public ReadOnlyMemory<T> Column => CreateMemory(_rows);

    /// <inheritdoc/>
    public override Span<T> GetSpan()
    {
        var values = _values;
        if (values is not null)
        {
            return values;
        }

        return _isMapped ? new Span<T>(_mapped, _rows) : Load();
    }

    /// <inheritdoc/>
    public override MemoryHandle Pin(int elementIndex = 0)
    {
        GetSpan();
        if (_isMapped)
        {
            return new MemoryHandle(_mapped + elementIndex, default, this);
        }

        var handle = GCHandle.Alloc(_values, GCHandleType.Pinned);
        return new MemoryHandle((T*)handle.AddrOfPinnedObject() + elementIndex, handle);
    }

    /// <inheritdoc/>
    public override void Unpin()
    {
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
    }

    private Span<T> Load()
    {
        lock (_gate)
        {
            if (_load is not null)
            {
                var source = _load();
                if (source.File is null)
                {
                    _values = source.Values;
                }
                else
                {
                    _file = source.File;
                    _mapped = source.Mapped;
                    _isMapped = true;
                }

                _load = null;
            }
        }

        return GetSpan();
    }

    /// <summary>Decoded values, or a place in a mapped file that stays open with this column.</summary>
    internal readonly struct Source
    {
        public Source(T[] values) => Values = values;

        public Source(ColumnFile file, T* mapped)
        {
            File = file;
            Mapped = mapped;
            Values = [];
        }

        public T[] Values { get; }

        public ColumnFile? File { get; }

        public T* Mapped { get; }
    }
}
