using Backtester.Core.Market;
using Backtester.Data.Store;
using Xunit;

namespace Backtester.Data.Tests.Store;

public sealed class CandleConcurrencyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Readers_see_whole_versions_while_a_writer_replaces_them()
    {
        // Each version of the month carries its number in every value, so that a mixture would show.
        var key = RandomCandles.Key("1h");
        CandleSeries Version(int v) =>
            CandleSeries.FromCandles(key, [.. Enumerable.Range(0, 700).Select(i => new Candle(i * 3_600_000L, v, v, v, v, v))]);
        new CandleStore(_folder.Path).Write(Version(1), "test");
        using var done = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(() =>
        {
            var store = new CandleStore(_folder.Path);
            var reads = 0;
            while (!done.IsCancellationRequested || reads == 0)
            {
                var series = store.Read(key, TimeRange.All);
                var first = series.Open[0];
                Assert.Equal(700, series.Count);
                Assert.DoesNotContain(series.Close.ToArray(), c => c != first);
                Assert.DoesNotContain(series.Volume.ToArray(), c => c != first);
                reads++;
            }
        })).ToArray();
        var writer = new CandleStore(_folder.Path);
        for (var v = 2; v < 60; v++)
        {
            writer.Write(Version(v), "test");
            Assert.Equal(v, writer.Read(key, TimeRange.All).Open[0]);
        }

        await done.CancelAsync();
        await Task.WhenAll(readers);
    }

    [Fact]
    public async Task Writers_of_one_series_lose_nothing()
    {
        var key = RandomCandles.Key("1h");
        var candles = RandomCandles.Make(21, 2000, key);
        var writers = Enumerable.Range(0, 4).Select(w => Task.Run(() =>
        {
            var store = new CandleStore(_folder.Path);
            foreach (var piece in Enumerable.Range(0, 10).Where(p => p % 4 == w))
            {
                store.Write(CandleSeries.FromCandles(key, candles.GetRange(piece * 200, 200)), "test");
            }
        }));
        await Task.WhenAll(writers);
        RandomCandles.AssertSame(CandleSeries.FromCandles(key, candles), new CandleStore(_folder.Path).Read(key, TimeRange.All), "four writers");
    }
}
