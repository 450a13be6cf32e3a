using Backtester.Core.Market;
using Backtester.Data.Store;
using Backtester.TestSupport;
using Xunit;

namespace Backtester.Data.Tests.Import;

/// <summary>Real recordings: counts and known flaws as their README states them.</summary>
public sealed class SharedFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly CandleLibrary _library;

    public SharedFilesTests() => _library = new CandleLibrary(_folder.Path);

    public void Dispose() => _folder.Dispose();

    [SkippableTheory]
    [InlineData("binance_BTCUSDT_1h.csv.gz", 76_140, "2017-08-17T04:00Z", "2026-04-29T23:00Z", 128)]
    [InlineData("binance_BTCUSDT_5m.csv.gz", 469_951, "2021-09-02T00:00Z", "2026-02-19T21:50Z", 40)]
    [InlineData("kraken_BTCUSDC_1m.csv.gz", 56_717, "2023-01-01T00:00Z", "2023-03-31T23:59Z", 72_883)]
    [InlineData("binance_DOGEUSDT_1d.csv.gz", 2_491, "2019-07-05T00:00Z", "2026-04-29T00:00Z", 0)]
    public void Import_of_a_recording_gives_the_stated_rows_range_and_holes(string file, int rows, string first, string last, int missing)
    {
        var key = Import(file, out var outcome);
        Assert.Equal((rows, rows, 0), ((int)outcome.Rows, (int)outcome.Added, (int)outcome.Replaced));
        var stored = _library.Store.Find(key)!;
        Assert.Equal(DateTimeOffset.Parse(first).ToUnixTimeMilliseconds(), stored.FirstOpenMs);
        Assert.Equal(DateTimeOffset.Parse(last).ToUnixTimeMilliseconds(), stored.LastOpenMs);
        Assert.Equal(rows, stored.Count);
        Assert.Equal(missing, ((stored.LastOpenMs - stored.FirstOpenMs) / key.Timeframe.Milliseconds) + 1 - stored.Count);
        Assert.Empty(_library.Store.Verify(key));
    }

    [SkippableFact]
    public void Derived_hours_equal_the_recorded_ones_bit_for_bit_where_both_exist()
    {
        var hours = Import("binance_BTCUSDT_1h.csv.gz", out _);
        var recorded = _library.Load(hours, TimeRange.All);
        var derived = Derivation.Derive(_library.Load(Import("binance_BTCUSDT_5m.csv.gz", out _), TimeRange.All), hours.Timeframe);
        var (compared, different) = (0, new List<string>());
        for (var i = 0; i < derived.Count; i++)
        {
            var at = recorded.LowerBound(derived.OpenTimeMs[i]);
            if (at < recorded.Count && recorded.OpenTimeMs[at] == derived.OpenTimeMs[i])
            {
                compared++;
                if (recorded[at] != derived[i])
                {
                    different.Add(DateTimeOffset.FromUnixTimeMilliseconds(derived.OpenTimeMs[i]).ToString("yyyy-MM-dd HH:mm"));
                }
            }
        }

        // The README: two 5m candles were recorded a moment before they closed.
        Assert.Equal(["2021-12-24 04:00", "2021-12-27 11:00"], different);
        Assert.Equal(39_161, compared);
    }

    /// <summary>
    /// Every finer recording beside every coarser one of the same instrument: where the finer one is complete, the derived candle
    /// is the recorded one bit for bit, but for those of which the README says that the exchange corrected its history or that a
    /// recording ended early.
    /// </summary>
    [SkippableTheory]
    [InlineData("binance_BTCUSDT_1m", "binance_BTCUSDT_5m", 26_141)]
    [InlineData("binance_BTCUSDT_1m", "binance_BTCUSDT_15m", 8_713)]
    [InlineData("binance_BTCUSDT_1m", "binance_BTCUSDT_1h", 2_178)]
    [InlineData("binance_BTCUSDT_1m", "binance_BTCUSDT_4h", 544)]
    [InlineData("binance_BTCUSDT_1m", "binance_BTCUSDT_1d", 90)]
    [InlineData("binance_ETHUSDT_1m", "binance_ETHUSDT_5m", 26_141)]
    [InlineData("binance_ETHUSDT_1m", "binance_ETHUSDT_1h", 2_178)]
    [InlineData("binance_ETHUSDT_1m", "binance_ETHUSDT_1d", 90)]
    [InlineData("binance_ETHUSDT_5m", "binance_ETHUSDT_1h", 36_575)]
    [InlineData("binance_SOLUSDT_5m", "binance_SOLUSDT_1h", 9_982)]
    [InlineData("binance_XRPUSDT_5m", "binance_XRPUSDT_1h", 9_982)]
    [InlineData("binance_BTCUSDT_1m_2021-04", "binance_BTCUSDT_1h", 1_164, "2021-04-22 02:00", "2021-04-23 01:00", "2021-04-23 02:00")]
    public void Derived_candles_equal_the_recorded_ones_of_every_timeframe(string finer, string coarser, int expected, params string[] corrected)
    {
        var other = new CandleLibrary(Path.Combine(_folder.Path, "coarser"));
        var recorded = Load(other, coarser);
        var derived = Derivation.Derive(Load(_library, finer), recorded.Key.Timeframe);
        var (compared, different) = (0, new List<string>());
        for (var i = 0; i < derived.Count; i++)
        {
            var at = recorded.LowerBound(derived.OpenTimeMs[i]);
            if (at < recorded.Count && recorded.OpenTimeMs[at] == derived.OpenTimeMs[i])
            {
                compared++;
                if (recorded[at] != derived[i])
                {
                    different.Add(DateTimeOffset.FromUnixTimeMilliseconds(derived.OpenTimeMs[i]).ToString("yyyy-MM-dd HH:mm"));
                }
            }
        }

        Assert.Equal(corrected, different);
        Assert.Equal(expected, compared);
    }

    private static CandleSeries Load(CandleLibrary library, string name)
    {
        var parts = name.Split('_');
        using var stream = File.OpenRead(SharedData.PathOf($"candles/{name}.csv.gz"));
        return library.Load(library.Import(parts[0], parts[1], parts[2], stream, name).Key, TimeRange.All);
    }

    private SeriesKey Import(string file, out ImportOutcome outcome)
    {
        var parts = file.Split('_', '.');
        using var stream = File.OpenRead(SharedData.PathOf($"candles/{file}"));
        outcome = _library.Import(parts[0], parts[1], parts[2], stream, file);
        return outcome.Key;
    }
}
