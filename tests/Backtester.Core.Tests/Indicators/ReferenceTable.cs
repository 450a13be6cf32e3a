using System.Globalization;
using System.IO.Compression;
using Xunit;

namespace Backtester.Core.Tests.Indicators;

/// <summary>A gzip CSV with a header; a cell that is no number is NaN.</summary>
internal sealed class ReferenceTable
{
    private readonly string[] _header;
    private readonly string[][] _rows;

    private ReferenceTable(string[] header, string[][] rows) => (_header, _rows) = (header, rows);

    public int Count => _rows.Length;

    public static ReferenceTable Load(string path)
    {
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        var lines = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return new ReferenceTable(lines[0].TrimStart('\uFEFF').Split(','), lines.Skip(1).Select(line => line.Split(',')).ToArray());
    }

    public double[] Column(string name) => Text(name)
        .Select(cell => double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : double.NaN)
        .ToArray();

    public string[] Text(string name)
    {
        var index = Array.IndexOf(_header, name);
        Assert.True(index >= 0, $"{name} is not among {string.Join(' ', _header)}");
        return _rows.Select(row => index < row.Length ? row[index].Trim() : "").ToArray();
    }

    /// <summary>The table as candles; columns that it does not have stay empty.</summary>
    public Columns Candles(string time = "", string open = "open", string high = "high", string low = "low", string close = "close", string volume = "volume") => new()
    {
        Time = _header.Contains(time) ? Text(time).Select(Milliseconds).ToArray() : [],
        Open = Optional(open),
        High = Optional(high),
        Low = Optional(low),
        Close = Column(close),
        Volume = Optional(volume),
    };

    private static long Milliseconds(string cell) => long.TryParse(cell, out var ms)
        ? ms
        : new DateTimeOffset(DateTime.Parse(cell, CultureInfo.InvariantCulture), TimeSpan.Zero).ToUnixTimeMilliseconds();

    private double[] Optional(string name) => _header.Contains(name) ? Column(name) : [];
}
