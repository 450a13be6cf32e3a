using System.Text.RegularExpressions;
using Backtester.Core.Market.Quality;
using Backtester.Data.Quality;
using Backtester.Data.Store;
using Backtester.TestSupport;
using Xunit;

namespace Backtester.Data.Tests.Quality;

/// <summary>Every recording is imported and judged; what its README states must come out.</summary>
public sealed class SharedFilesQualityTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public void Every_recording_imports_and_verify_reproduces_rows_range_and_gaps_of_the_readme()
    {
        var rows = File.ReadAllLines(SharedData.PathOf("README.md"))
            .Select(line => Regex.Match(line, @"^\| `([a-zA-Z0-9_-]+\.csv\.gz)` \| .*? \| ([\d,]+) \| (\S+ \S+) \| (\S+ \S+) \| (.*?) \|"))
            .Where(m => m.Success && m.Groups[1].Value.Contains('_') && File.Exists(SharedData.PathOf($"candles/{m.Groups[1].Value}")))
            .Select(m => m.Groups)
            .ToList();
        Assert.True(rows.Count >= 40, $"{rows.Count} recordings in the README");
        Assert.Equal(
            Directory.GetFiles(Path.GetDirectoryName(SharedData.PathOf("candles/sources.csv"))!, "*.csv.gz").Select(Path.GetFileName).Order(StringComparer.Ordinal),
            rows.Select(g => g[1].Value).Order(StringComparer.Ordinal));

        var number = 0;
        foreach (var row in rows)
        {
            var file = row[1].Value;
            var parts = file.Split('_', '.');

            // A folder each: several files hold stretches of one series.
            var library = new CandleLibrary(Path.Combine(_folder.Path, $"{number++}"));
            using var stream = File.OpenRead(SharedData.PathOf($"candles/{file}"));
            var outcome = library.Import(parts[0], parts[1], parts[2], stream, file);
            var quality = new QualityReports(library).Of(outcome.Key);

            var gaps = row[5].Value;
            var stated = Regex.Match(gaps, @"^(\d+) gaps?, ([\d,]+) (?:candles )?missing");
            var (count, missing) = stated.Success ? (int.Parse(stated.Groups[1].Value), Number(stated.Groups[2].Value)) : (0, 0);
            Assert.True(stated.Success || gaps == "none", $"{file}: {gaps}");
            Assert.Equal((file, Number(row[2].Value), count, missing), (file, quality.Gaps.Present, quality.Gaps.Gaps.Count, quality.Gaps.Missing));
            Assert.Equal(Time(row[3].Value), quality.Range.StartMs);
            Assert.Equal(Time(row[4].Value) + outcome.Key.Timeframe.Milliseconds, quality.Range.EndMs);
            foreach (Match longest in Regex.Matches(gaps, @"(\d+) from (\d{4}-\d\d-\d\d \d\d:\d\d)"))
            {
                Assert.Contains(quality.Gaps.Gaps, g => g.Range.StartMs == Time(longest.Groups[2].Value) && g.Missing == long.Parse(longest.Groups[1].Value));
            }

            // The README: every file was read back, sorted, on the grid, low <= open and close <= high, prices above 0.
            Assert.Equal(0, quality.Findings.Count(~(CandleDoubt.AfterGap | CandleDoubt.Spike)));
            Assert.Empty(quality.Damages);
            Assert.Equal(quality.Gaps.Present, quality.Days.Sum(d => (long)d.Present));
            Assert.Equal(quality.Gaps.Expected, quality.Days.Sum(d => (long)d.Expected));
            Assert.InRange(quality.Score.Total, 55, 100);
        }
    }

    [SkippableTheory]
    [InlineData("binance_BTCUSDT_1h.csv.gz", 28, 0)]
    [InlineData("binance_ETHUSDT_1h.csv.gz", 27, 0)]
    [InlineData("binance_BTCUSDT_1m_2021-04.csv.gz", 2, 0)]
    [InlineData("binance_BTCUSDT_5m.csv.gz", 2, 0)]
    [InlineData("binance_BTCUSDT_4h.csv.gz", 8, 0)]
    [InlineData("coinbase_BTCUSD_4h.csv.gz", 3, 0)]
    [InlineData("kraken_BTCUSDC_1m.csv.gz", 0, 26_746)]
    public void Gaps_of_halts_and_of_quiet_minutes_are_marked_as_such(string file, int outages, int quiet)
    {
        // ETH 1h lacks 43 candles after the halt of 2018-02-08 that were recorded off the grid: not explained by the halt.
        var quality = Judge(file);
        Assert.Equal((outages, quiet), (quality.Gaps.Gaps.Count(g => g.Cause == GapCause.Outage), quality.Gaps.Gaps.Count(g => g.Cause == GapCause.NoTrades)));
    }

    [SkippableFact]
    public void The_far_candle_of_coinbase_is_a_spike()
    {
        var quality = Judge("coinbase_BTCUSD_4h.csv.gz");
        var spikes = quality.Findings.Doubtful.Zip(quality.FindingTimesMs).Where(d => d.First.Doubt.HasFlag(CandleDoubt.Spike)).Select(d => d.Second).ToList();
        Assert.Contains(Time("2018-04-03 20:00"), spikes);
        Assert.InRange(spikes.Count, 1, 30);
    }

    [SkippableFact]
    public void Flat_minutes_before_the_halt_of_2023_are_a_stretch_without_trade()
    {
        // The README: from 11:30 to 12:39 the candles are flat with volume 0.
        var quality = Judge("binance_BTCUSDT_1m_2023-03.csv.gz");
        var before = quality.Findings.QuietStretches.Zip(quality.QuietTimesMs).Single(s => s.Second <= Time("2023-03-24 11:30") && s.Second > Time("2023-03-24 11:00"));
        Assert.Equal(Time("2023-03-24 12:40"), before.Second + (before.First.Count * 60_000L));
        Assert.Equal(Time("2023-03-24 12:40"), Assert.Single(quality.Gaps.Gaps).Range.StartMs);
    }

    private static long Number(string text) => long.Parse(text.Replace(",", "", StringComparison.Ordinal));

    private static long Time(string text) => DateTimeOffset.Parse(text + "Z", System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();

    private SeriesQuality Judge(string file)
    {
        var library = new CandleLibrary(_folder.Path);
        var parts = file.Split('_', '.');
        using var stream = File.OpenRead(SharedData.PathOf($"candles/{file}"));
        return new QualityReports(library).Of(library.Import(parts[0], parts[1], parts[2], stream, file).Key);
    }
}
