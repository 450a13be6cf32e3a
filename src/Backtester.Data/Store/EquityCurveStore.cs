using System.Runtime.InteropServices;
using Backtester.Core.Portfolio;
using Backtester.Data.Store.Encodings;
using Backtester.Data.Store.Format;

namespace Backtester.Data.Store;

/// <summary>
/// The curve of every bar of each run as a compressed column file, named by the run's result hash:
/// {data folder}/curves/{first two digits}/{hash}.curve. Comes back bit for bit.
/// </summary>
public sealed class EquityCurveStore
{
    private const string InitialEquityText = "initial_equity_bits";
    private const string ResultHashText = "result_hash";
    private const byte TimeColumn = 1;
    private const byte EquityColumn = 2;
    private const byte CashColumn = 3;
    private const byte OpenPositionsColumn = 4;

    private readonly string _root;

    /// <summary>A store below a data folder, which need not exist yet.</summary>
    public EquityCurveStore(string dataDirectory) => _root = Path.Combine(Path.GetFullPath(dataDirectory), "curves");

    /// <summary>True where the curve of a result is stored.</summary>
    public bool Exists(string resultHash) => File.Exists(PathOf(resultHash));

    /// <summary>Stores a curve, replacing one of the same hash.</summary>
    /// <param name="resultHash">The run's result hash, hex digits.</param>
    /// <param name="curve">The curve.</param>
    public void Write(string resultHash, EquityCurve curve)
    {
        ArgumentNullException.ThrowIfNull(curve);
        var times = curve.TimeMs;
        var writer = new ColumnFileWriter(
            [new(ResultHashText, resultHash), new(InitialEquityText, BitConverter.DoubleToUInt64Bits(curve.InitialEquity).ToString("x16"))],
            curve.Count, curve.Count == 0 ? 0 : times[0], curve.Count == 0 ? 0 : times[^1]);
        if (TimeGrid.TryEncode(times, SmallestStep(times), out var grid))
        {
            writer.Add(TimeColumn, ColumnEncoding.TimeGrid, grid);
        }
        else
        {
            writer.Add(TimeColumn, ColumnEncoding.ShuffledXor, ShuffledXor.Encode(MemoryMarshal.Cast<long, ulong>(times)));
        }

        writer.Add(EquityColumn, ColumnEncoding.ShuffledXor, ShuffledXor.Encode(ShuffledXor.BitsOf(curve.Equity)));
        writer.Add(CashColumn, ColumnEncoding.ShuffledXor, ShuffledXor.Encode(ShuffledXor.BitsOf(curve.Cash)));
        var open = Array.ConvertAll(curve.OpenPositions, n => (ulong)(uint)n);
        writer.Add(OpenPositionsColumn, ColumnEncoding.ShuffledXor, ShuffledXor.Encode(open));
        AtomicFile.Replace(PathOf(resultHash), writer.WriteTo);
    }

    /// <summary>Reads a curve; null where none is stored.</summary>
    /// <exception cref="DamagedFileException">The file is not as written.</exception>
    public EquityCurve? Read(string resultHash)
    {
        var path = PathOf(resultHash);
        if (!File.Exists(path))
        {
            return null;
        }

        using var file = ColumnFile.Open(path);
        if (file.Header.TextOf(ResultHashText) != resultHash)
        {
            throw new DamagedFileException(path, "header", $"it holds the curve of {file.Header.TextOf(ResultHashText)}");
        }

        var rows = checked((int)file.Header.Rows);
        var times = new long[rows];
        if (file.BlockOf(TimeColumn).Encoding == ColumnEncoding.TimeGrid)
        {
            TimeGrid.Decode(file.Bytes(TimeColumn, "time"), times);
        }
        else
        {
            Decode(file, TimeColumn, "time", MemoryMarshal.Cast<long, ulong>(times.AsSpan()));
        }

        var (equity, cash, open) = (new double[rows], new double[rows], new ulong[rows]);
        Decode(file, EquityColumn, "equity", MemoryMarshal.Cast<double, ulong>(equity.AsSpan()));
        Decode(file, CashColumn, "cash", MemoryMarshal.Cast<double, ulong>(cash.AsSpan()));
        Decode(file, OpenPositionsColumn, "open_positions", open);
        var initial = BitConverter.UInt64BitsToDouble(Convert.ToUInt64(file.Header.TextOf(InitialEquityText), 16));
        return new EquityCurve(times, equity, cash, Array.ConvertAll(open, n => (int)(uint)n), initial);
    }

    /// <summary>Deletes a curve; false where none is stored.</summary>
    public bool Delete(string resultHash)
    {
        var path = PathOf(resultHash);
        var there = File.Exists(path);
        if (there)
        {
            File.Delete(path);
        }

        return there;
    }

    private static void Decode(ColumnFile file, byte column, string name, Span<ulong> values) =>
        ShuffledXor.Decode(file.Bytes(column, name), values);

    /// <summary>The grid of a curve: the shortest distance of two bars, which all others are multiples of unless a series has odd times.</summary>
    private static long SmallestStep(ReadOnlySpan<long> times)
    {
        var step = long.MaxValue;
        for (var i = 1; i < times.Length; i++)
        {
            step = Math.Min(step, times[i] - times[i - 1]);
        }

        return times.Length < 2 ? 1 : step;
    }

    private string PathOf(string resultHash)
    {
        ArgumentNullException.ThrowIfNull(resultHash);
        return resultHash.Length >= 8 && resultHash.All(char.IsAsciiHexDigit)
            ? Path.Combine(_root, resultHash[..2], resultHash + ".curve")
            : throw new ArgumentException($"'{resultHash}' is no result hash: at least 8 hex digits are expected", nameof(resultHash));
    }
}
