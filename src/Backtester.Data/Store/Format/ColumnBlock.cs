using Backtester.Data.Store.Encodings;

namespace Backtester.Data.Store.Format;

/// <summary>Where the values of one column lie in a column file.</summary>
/// <param name="Column">Number of the column; what it means is up to the kind of file.</param>
/// <param name="Encoding">How its values are written.</param>
/// <param name="Offset">First byte in the file, a multiple of 8.</param>
/// <param name="Length">Bytes, padding to a multiple of 8 included.</param>
/// <param name="Checksum">CRC-32C of these bytes.</param>
public readonly record struct ColumnBlock(byte Column, ColumnEncoding Encoding, long Offset, long Length, uint Checksum);
