using Backtester.Core.Market;
using Backtester.Core.Runs;
using Backtester.Data.SampleMarket;
using Backtester.Data.Store;
using Xunit;

namespace Backtester.Data.Tests.SampleMarket;

public sealed class SampleCandlesTests(SampleCandlesTests.Folder folder) : IClassFixture<SampleCandlesTests.Folder>
{
    /// <summary>The candles of this symbol must never change unless the generator is meant to: every result on them would.</summary>
    private const string XrpHash = "f24440e92cbb8b0b4a3bbd2c8a51b8c17c7b2ba0b232c8396899c303a88cb4bd";

    private readonly CandleLibrary _library = new(folder.Path);

    [Fact]
    public async Task Candles_are_the_same_whatever_the_order_and_the_number_of_askers()
    {
        // Two at once, each as another process would be, then SOL after XRP; in the other folder SOL alone and first.
        var hashes = await Task.WhenAll(
            Task.Run(() => HashOf(new CandleLibrary(folder.Path), "XRPUSDT")),
            Task.Run(() => HashOf(new CandleLibrary(folder.Path), "XRPUSDT")));
        var sol = HashOf(_library, "SOLUSDT");
        using var other = new TemporaryFolder();
        Assert.Equal(sol, HashOf(new CandleLibrary(other.Path), "SOLUSDT"));
        Assert.Equal(hashes[0], hashes[1]);
        Assert.NotEqual(sol, hashes[0]);
        Assert.Equal(XrpHash, hashes[0]);
    }

    [Fact]
    public void Candles_are_complete_valid_and_small_on_disk()
    {
        var key = SampleCandles.KeyOf("BTCUSDT");
        var series = _library.Load(key, TimeRange.All);
        Assert.Equal(1_578_240, series.Count);
        Assert.Equal(new DateTimeOffset(2022, 1, 1, 0, 0, 0, default).ToUnixTimeMilliseconds(), series.OpenTimeMs[0]);
        Assert.Equal(new DateTimeOffset(2024, 12, 31, 23, 59, 0, default).ToUnixTimeMilliseconds(), series.OpenTimeMs[^1]);
        Assert.InRange(_library.Store.Find(key)!.Bytes, 1, 40_000_000);
        var gapped = 0;
        for (var i = 0; i < series.Count; i++)
        {
            var c = series[i];
            var valid = c.Low > 0 && c.High >= Math.Max(c.Open, c.Close) && c.Low <= Math.Min(c.Open, c.Close) && c.Volume > 0
                && c.QuoteVolume > 0 && c.TradeCount >= 1 && c.TakerBuyVolume >= 0 && c.TakerBuyVolume <= c.Volume
                && (i == 0 || c.OpenTimeMs == series.OpenTimeMs[i - 1] + 60_000);
            Assert.True(valid, $"row {i}: {c}");
            gapped += i > 0 && c.Open != series.Close[i - 1] ? 1 : 0;
        }

        Assert.InRange(gapped / (double)series.Count, 0.1, 0.4);
    }

    [Fact]
    public void Market_looks_like_one()
    {
        var day = Timeframe.Parse("1d");
        var bitcoin = Returns(_library.Load(SampleCandles.KeyOf("BTCUSDT") with { Timeframe = day }, TimeRange.All));
        var solana = Returns(_library.Load(SampleCandles.KeyOf("SOLUSDT") with { Timeframe = day }, TimeRange.All));
        Assert.InRange(Deviation(bitcoin), 0.015, 0.045);
        Assert.InRange(Deviation(solana), 0.025, 0.07);
        var product = bitcoin.Zip(solana, (a, b) => a * b).Average() - (bitcoin.Average() * solana.Average());
        Assert.InRange(product / (Deviation(bitcoin) * Deviation(solana)), 0.3, 0.9);
        foreach (var symbol in new[] { "BTCUSDT", "SOLUSDT" })
        {
            var minutes = _library.Load(SampleCandles.KeyOf(symbol), TimeRange.All);
            var start = minutes.Open[0];
            Assert.All([Max(minutes.High) / start, start / Min(minutes.Low)], r => Assert.InRange(r, 1.2, 4));
        }
    }

    [Fact]
    public void Instruments_have_the_tick_and_lot_of_their_candles()
    {
        Assert.Equal(["BNBUSDT", "BTCUSDT", "ETHUSDT", "SOLUSDT", "XRPUSDT"], SampleCandles.Symbols);
        Assert.Equal(new Instrument("sample", "BTCUSDT", 0.01, 0.00001, 5), SampleCandles.Instruments[1]);
    }

    /// <summary>Against the library function, to the accuracy that its summary promises.</summary>
    [Fact]
    public void Exp_is_accurate()
    {
        var random = new Random(5);
        for (var i = 0; i < 20_000; i++)
        {
            var x = (random.NextDouble() - 0.5) * (i % 2 == 0 ? 4 : 600);
            Assert.InRange(SampleNumbers.Exp(x) / Math.Exp(x), 1 - 2e-15, 1 + 2e-15);
        }
    }

    [Fact]
    public void Bell_has_mean_0_and_deviation_1()
    {
        var draws = Enumerable.Range(0, 200_000).Select(i => SampleNumbers.Bell(7, i)).ToArray();
        Assert.InRange(draws.Average(), -0.01, 0.01);
        Assert.InRange(Deviation(draws), 0.99, 1.01);
    }

    /// <summary>One folder for all tests of the class, so that each instrument is generated once.</summary>
    public sealed class Folder : IDisposable
    {
        private readonly TemporaryFolder _folder = new();

        public string Path => _folder.Path;

        public void Dispose() => _folder.Dispose();
    }

    private static string HashOf(CandleLibrary library, string symbol) => DatasetHash.Of([library.Load(SampleCandles.KeyOf(symbol), TimeRange.All)]);

    private static double[] Returns(CandleSeries series) =>
        [.. Enumerable.Range(1, series.Count - 1).Select(i => Math.Log(series.Close[i] / series.Close[i - 1]))];

    private static double Deviation(double[] values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Average(v => (v - mean) * (v - mean)));
    }

    private static double Max(ReadOnlySpan<double> values) => values.ToArray().Max();

    private static double Min(ReadOnlySpan<double> values) => values.ToArray().Min();
}
