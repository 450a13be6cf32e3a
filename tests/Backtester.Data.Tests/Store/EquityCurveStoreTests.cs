using Backtester.Core.Portfolio;
using Backtester.Data.Store;
using Backtester.Data.Store.Format;
using Xunit;

namespace Backtester.Data.Tests.Store;

public sealed class EquityCurveStoreTests : IDisposable
{
    private const string Hash = "ab0123456789";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Write_random_curves_come_back_bit_for_bit()
    {
        for (var seed = 0; seed < 40; seed++)
        {
            var curve = Curve(seed, seed * 53);
            var store = new EquityCurveStore(_folder.Path);
            store.Write(Hash, curve);
            var back = new EquityCurveStore(_folder.Path).Read(Hash)!;
            Assert.Equal(curve.TimeMs, back.TimeMs);
            Assert.Equal(curve.OpenPositions, back.OpenPositions);
            Assert.Equal(Array.ConvertAll(curve.Equity, BitConverter.DoubleToInt64Bits), Array.ConvertAll(back.Equity, BitConverter.DoubleToInt64Bits));
            Assert.Equal(Array.ConvertAll(curve.Cash, BitConverter.DoubleToInt64Bits), Array.ConvertAll(back.Cash, BitConverter.DoubleToInt64Bits));
            Assert.Equal(BitConverter.DoubleToInt64Bits(curve.InitialEquity), BitConverter.DoubleToInt64Bits(back.InitialEquity));
        }

        Assert.Equal(Path.Combine(_folder.Path, "curves", "ab", Hash + ".curve"), Assert.Single(_folder.Files()));
    }

    [Fact]
    public void Read_unknown_hash_is_null_and_no_hash_is_refused()
    {
        var store = new EquityCurveStore(_folder.Path);
        Assert.Null(store.Read(Hash));
        Assert.False(store.Exists(Hash));
        Assert.Throws<ArgumentException>(() => store.Read("../../../../etc/passwd"));
        store.Write(Hash, Curve(1, 10));
        Assert.True(store.Exists(Hash));
        Assert.True(store.Delete(Hash));
        Assert.False(store.Delete(Hash));
    }

    [Fact]
    public void Flipped_bits_are_always_detected()
    {
        var store = new EquityCurveStore(_folder.Path);
        store.Write(Hash, Curve(2, 300));
        var file = _folder.Files()[0];
        var good = File.ReadAllBytes(file);
        for (var seed = 0; seed < 200; seed++)
        {
            var bad = (byte[])good.Clone();
            var bit = new Random(seed).Next(good.Length * 8);
            bad[bit / 8] ^= (byte)(1 << (bit % 8));
            File.WriteAllBytes(file, bad);
            var error = Record.Exception(() => store.Read(Hash));
            Assert.True(error is DamagedFileException, $"seed {seed}, bit {bit}: {error}");
        }
    }

    private static EquityCurve Curve(int seed, int count)
    {
        var random = new Random(seed);
        var (times, equity, cash, open) = (new long[count], new double[count], new double[count], new int[count]);
        var time = 1_700_000_000_000;
        for (var i = 0; i < count; i++)
        {
            times[i] = time += seed % 5 == 0 ? random.Next(1, 100_000) : 3_600_000 * random.Next(1, 3);
            open[i] = random.Next(4);
            cash[i] = i > 0 && open[i] == open[i - 1] ? cash[i - 1] : random.NextDouble() * 10_000;
            equity[i] = cash[i] + (open[i] * random.NextDouble());
        }

        return new EquityCurve(times, equity, cash, open, 10_000.1 + seed);
    }
}
