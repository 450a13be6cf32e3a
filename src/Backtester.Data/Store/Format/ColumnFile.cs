using System.IO.MemoryMappedFiles;

namespace Backtester.Data.Store.Format;

/// <summary>
/// A column file, mapped into memory for reading. A block is checked against its checksum when it is first
/// asked for, before any byte of it is given out. Spans point into the map: keep the object alive while they are used.
/// </summary>
public sealed unsafe class ColumnFile : IDisposable
{
    private readonly MemoryMappedFile _map;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _start;
    private readonly bool[] _verified;
    private int _disposed;

    private ColumnFile(string path, MemoryMappedFile map, MemoryMappedViewAccessor view, byte* start, long length)
    {
        Path = path;
        _map = map;
        _view = view;
        _start = start;
        FileBytes = length;
        Header = ColumnFileHeader.Parse(new ReadOnlySpan<byte>(start, (int)Math.Min(length, int.MaxValue)), length, path);
        _verified = new bool[Header.Blocks.Count];
    }

    /// <summary>Releases the map where <see cref="Dispose"/> was not called: series keep it for as long as they live.</summary>
    ~ColumnFile() => Release();

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Its header, checked.</summary>
    public ColumnFileHeader Header { get; }

    /// <summary>Length of the file.</summary>
    public long FileBytes { get; }

    /// <summary>Opens a file and checks its header.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="DamagedFileException">The header is not as written.</exception>
    public static ColumnFile Open(string path)
    {
        if (!BitConverter.IsLittleEndian)
        {
            throw new PlatformNotSupportedException("column files are mapped as they are, which needs a little-endian machine");
        }

        // Rename and delete of an open file must stay possible: readers keep what they mapped.
        var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        MemoryMappedFile? map = null;
        MemoryMappedViewAccessor? view = null;
        try
        {
            var length = RandomAccess.GetLength(handle);
            if (length == 0)
            {
                throw new DamagedFileException(path, "file", "it is empty");
            }

            map = MemoryMappedFile.CreateFromFile(handle, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false);
            view = map.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read);
            byte* start = null;
            view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
            return new ColumnFile(path, map, view, start + view.PointerOffset, length);
        }
        catch
        {
            view?.Dispose();
            map?.Dispose();
            handle.Dispose();
            throw;
        }
    }

    /// <summary>Reads only the header of a file.</summary>
    /// <exception cref="DamagedFileException">The header is not as written.</exception>
    public static ColumnFileHeader ReadHeader(string path)
    {
        using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var length = RandomAccess.GetLength(file);
        var bytes = new byte[1024];
        var got = RandomAccess.Read(file, bytes, 0);
        var needed = ColumnFileHeader.LengthOf(bytes.AsSpan(0, got), path);
        if (needed > got)
        {
            bytes = new byte[needed];
            got = RandomAccess.Read(file, bytes, 0);
        }

        return ColumnFileHeader.Parse(bytes.AsSpan(0, got), length, path);
    }

    /// <summary>True where the file has the column.</summary>
    public bool Has(byte column) => IndexOf(column) >= 0;

    /// <summary>How the column is written.</summary>
    public ColumnBlock BlockOf(byte column) => Header.Blocks[Require(column)];

    /// <summary>The bytes of a column, checked.</summary>
    /// <param name="column">Its number.</param>
    /// <param name="name">Its name, for errors.</param>
    /// <exception cref="DamagedFileException">The bytes are not those that were written.</exception>
    public ReadOnlySpan<byte> Bytes(byte column, string name)
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        var index = Require(column);
        var block = Header.Blocks[index];
        var bytes = new ReadOnlySpan<byte>(_start + block.Offset, checked((int)block.Length));
        if (!Volatile.Read(ref _verified[index]))
        {
            if (Crc32C.Of(bytes) != block.Checksum)
            {
                var place = $"column {name}, block {index} (bytes {block.Offset} to {block.Offset + block.Length - 1})";
                throw new DamagedFileException(Path, place, "its checksum does not match");
            }

            Volatile.Write(ref _verified[index], true);
        }

        return bytes;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Release();
        GC.SuppressFinalize(this);
    }

    private int Require(byte column)
    {
        var index = IndexOf(column);
        return index >= 0 ? index : throw new DamagedFileException(Path, $"column {column}", "the file has no such column");
    }

    private int IndexOf(byte column)
    {
        for (var i = 0; i < Header.Blocks.Count; i++)
        {
            if (Header.Blocks[i].Column == column)
            {
                return i;
            }
        }

        return -1;
    }

    private void Release()
    {
        // The fields are null where the constructor failed on a damaged header.
        if (Interlocked.Exchange(ref _disposed, 1) == 0 && _view is not null)
        {
            _view.SafeMemoryMappedViewHandle.ReleasePointer();
            _view.Dispose();
            _map.Dispose();
        }
    }
}
