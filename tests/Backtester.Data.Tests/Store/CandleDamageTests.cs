using Backtester.Core.Market;
using Backtester.Data.Store;
using Backtester.Data.Store.Format;
using Xunit;

namespace Backtester.Data.Tests.Store;

public sealed class CandleDamageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Flipped_bits_are_always_detected_and_never_served()
    {
        var key = RandomCandles.Key("1h");
        var series = RandomCandles.Series(11, 1500, key);
        new CandleStore(_folder.Path).Write(series, "test");
        var file = _folder.Files("*.candles").OrderBy(f => new FileInfo(f).Length).Last();
        var good = File.ReadAllBytes(file);
        for (var seed = 0; seed < 400; seed++)
        {
            var random = new Random(seed);
            var bad = (byte[])good.Clone();
            var bit = random.Next(good.Length * 8);
            bad[bit / 8] ^= (byte)(1 << (bit % 8));
            File.WriteAllBytes(file, bad);
            var store = new CandleStore(_folder.Path);
            Assert.True(store.Verify(key).Count > 0, $"seed {seed}, bit {bit}: not detected");
            var damage = Assert.Throws<DamagedFileException>(() => ReadAll(store, key, series));
            Assert.Equal(file, damage.Path);
        }
    }

    [Fact]
    public void Damaged_block_is_named_by_file_column_and_block_and_other_columns_are_served()
    {
        var key = RandomCandles.Key("1h");
        var series = RandomCandles.Series(12, 200, key, gaps: 0);
        var store = new CandleStore(_folder.Path);
        store.Write(series, "test");
        var file = _folder.Files("*.candles")[0];
        var block = ColumnFile.ReadHeader(file).Blocks.Single(b => b.Column == (byte)CandleColumn.High);
        var bytes = File.ReadAllBytes(file);
        bytes[block.Offset + 3] ^= 1;
        File.WriteAllBytes(file, bytes);
        var read = new CandleStore(_folder.Path).Read(key, TimeRange.All);
        var damage = Assert.Throws<DamagedFileException>(() => read.High.Length);
        Assert.Contains(file, damage.Message);
        Assert.Contains("column high, block 2", damage.Message);
        Assert.Throws<DamagedFileException>(() => read.High.Length);
        Assert.True(series.Close.SequenceEqual(read.Close));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(300)]
    public void Cut_file_is_detected(int length)
    {
        var key = RandomCandles.Key("1h");
        var series = RandomCandles.Series(13, 200, key);
        new CandleStore(_folder.Path).Write(series, "test");
        var file = _folder.Files("*.candles")[0];
        File.WriteAllBytes(file, File.ReadAllBytes(file)[..length]);
        var store = new CandleStore(_folder.Path);
        Assert.Throws<DamagedFileException>(() => ReadAll(store, key, series));
        Assert.NotEmpty(store.Verify(key));
    }

    [Fact]
    public void File_of_another_series_in_the_folder_is_detected()
    {
        var key = RandomCandles.Key("1h");
        var store = new CandleStore(_folder.Path);
        store.Write(RandomCandles.Series(14, 100, key), "test");
        var other = key with { Symbol = "ETHUSDT" };
        store.Write(RandomCandles.Series(14, 100, other), "test");
        var files = _folder.Files("*.candles").GroupBy(Path.GetFileName).First(g => g.Count() == 2).ToArray();
        File.Copy(files[0], files[1], overwrite: true);
        var damaged = files[1].Contains("ETHUSDT") ? other : key;
        Assert.Throws<DamagedFileException>(() => new CandleStore(_folder.Path).Read(damaged, TimeRange.All));
    }

    [Fact]
    public void Newer_format_version_is_named()
    {
        var key = RandomCandles.Key("1h");
        new CandleStore(_folder.Path).Write(RandomCandles.Series(15, 100, key), "test");
        var file = _folder.Files("*.candles")[0];
        var bytes = File.ReadAllBytes(file);
        bytes[8] = 2;
        File.WriteAllBytes(file, bytes);
        var damage = Assert.Throws<DamagedFileException>(() => new CandleStore(_folder.Path).Read(key, TimeRange.All));
        Assert.Contains("format version 2", damage.Message);
    }

    /// <summary>Reads every value; what is served must be what was written.</summary>
    private static void ReadAll(CandleStore store, SeriesKey key, CandleSeries expected) =>
        RandomCandles.AssertSame(expected, store.Read(key, TimeRange.All), "served");
}
