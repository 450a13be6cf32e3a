using System.Security.Cryptography;
using System.Text;
using Backtester.Core.Market;
using Backtester.Core.Runs;
using Backtester.Data.Store;
using Xunit;

namespace Backtester.Data.Tests.Runs;

public sealed class DatasetHashTests
{
    /// <summary>The text of the docstring written out by hand for two candles.</summary>
    [Fact]
    public void Of_two_candles_is_the_hash_of_the_text_it_says()
    {
        var key = RandomCandles.Key("1h");
        var series = CandleSeries.FromCandles(key, [new(0, 1, 2, 0.5, 1.5, 10, 15), new(3_600_000, 1.5, 2, 1.5, 2, 11, 20)]);
        var text = "candles 1\ntest BTCUSDT 1h 2\n"
            + Line("open_time_ms", BitConverter.GetBytes(0L), BitConverter.GetBytes(2L))
            + Line("open", Bytes(1), Bytes(1.5)) + Line("high", Bytes(2), Bytes(2)) + Line("low", Bytes(0.5), Bytes(1.5))
            + Line("close", Bytes(1.5), Bytes(2)) + Line("volume", Bytes(10), Bytes(11)) + Line("quote_volume", Bytes(15), Bytes(20));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))), DatasetHash.Of([series]));

        static byte[] Bytes(double value) => BitConverter.GetBytes(value);

        // One piece: its hash, hashed once more with those of the other pieces, of which there are none.
        static string Line(string name, params byte[][] values) =>
            $"{name} {Convert.ToHexStringLower(SHA256.HashData(SHA256.HashData([.. values.SelectMany(v => v)])))}\n";
    }

    [Fact]
    public void Of_the_same_candles_is_equal_however_they_came()
    {
        using var folder = new TemporaryFolder();
        var key = RandomCandles.Key("5m");
        var candles = RandomCandles.Make(31, 30_000, key);
        var whole = CandleSeries.FromCandles(key, candles);
        var store = new CandleStore(folder.Path);
        for (var from = 20_000; from >= 0; from -= 10_000)
        {
            store.Write(CandleSeries.FromCandles(key, candles.GetRange(from, 10_000)), "test");
        }

        Assert.Equal(DatasetHash.Of([whole]), DatasetHash.Of([store.Read(key, TimeRange.All)]));
        var part = whole.SliceRows(100, 25_000);
        Assert.Equal(DatasetHash.Of([CandleSeries.FromCandles(key, candles.GetRange(100, 25_000))]), DatasetHash.Of([part]));
    }

    [Fact]
    public void Of_any_changed_value_differs()
    {
        var key = RandomCandles.Key("1h");
        var candles = RandomCandles.Make(33, 9000, key);
        var before = DatasetHash.Of([CandleSeries.FromCandles(key, candles)]);
        for (var seed = 0; seed < 20; seed++)
        {
            var row = new Random(seed).Next(candles.Count);
            var changed = candles.ToList();
            changed[row] = (seed % 4) switch
            {
                0 => changed[row] with { Close = Math.BitIncrement(changed[row].Close) },
                1 => changed[row] with { Volume = changed[row].Volume + 1 },
                2 => changed[row] with { TakerBuyVolume = 7.5 },
                _ => changed[row] with { High = changed[row].High * 2 },
            };
            Assert.NotEqual(before, DatasetHash.Of([CandleSeries.FromCandles(key, changed)]));
        }

        Assert.NotEqual(before, DatasetHash.Of([CandleSeries.FromCandles(key with { Exchange = "other" }, candles)]));
        Assert.NotEqual(before, DatasetHash.Of([CandleSeries.FromCandles(key, candles[1..])]));
    }

    [Fact]
    public void Of_an_optional_column_without_values_is_that_of_none()
    {
        var key = RandomCandles.Key("1h");
        double[] one = [1], unknown = [double.NaN];
        long[] time = [0];
        var with = new CandleSeries(key, time, one, one, one, one, one, unknown, unknown, unknown);
        var without = new CandleSeries(key, time, one, one, one, one, one);
        Assert.Equal(DatasetHash.Of([without]), DatasetHash.Of([with]));
    }
}
