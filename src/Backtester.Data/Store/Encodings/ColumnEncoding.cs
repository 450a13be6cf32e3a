namespace Backtester.Data.Store.Encodings;

/// <summary>How the values of a column block are written. The numbers are part of the file format.</summary>
public enum ColumnEncoding : byte
{
    /// <summary>8 bytes a value, little-endian; served from the mapped file without a copy.</summary>
    Raw = 0,

    /// <summary>Decimal numbers as bit-packed integers: <see cref="Encodings.PackedDecimals"/>.</summary>
    PackedDecimals = 1,

    /// <summary>Times on a grid: <see cref="Encodings.TimeGrid"/>.</summary>
    TimeGrid = 2,

    /// <summary>Bits that differ from the value before, byte planes, deflate: <see cref="Encodings.ShuffledXor"/>.</summary>
    ShuffledXor = 3,
}
