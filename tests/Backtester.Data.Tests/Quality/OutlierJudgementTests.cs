using Backtester.Core.Market;
using Backtester.Core.Market.Quality;
using Backtester.Data.Quality;
using Backtester.Data.Store;
using Backtester.TestSupport;
using Xunit;

namespace Backtester.Data.Tests.Quality;

/// <summary>A spike that other markets do not have is a bad price; a move that they all make is a move of the market.</summary>
public sealed class OutlierJudgementTests : IDisposable
{
    private const long Hour = 3_600_000;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Move_of_one_market_alone_is_a_bad_price_and_one_of_all_is_real()
    {
        // Candle 50: 10 % down and back on the first market alone. Candle 100: the same on all. Candle 200: 10 % down for
        // good on all.
        var mine = Walk("a", [50, 100], [200]);
        var others = new[] { Walk("b", [100], [200]), Walk("c", [100], [200]) };
        var quality = SeriesQuality.Of(mine, others: others);
        var verdicts = quality.Outliers.ToDictionary(o => o.TimeMs / Hour, o => o.Verdict);
        Assert.Equal(OutlierVerdict.BadPrice, verdicts[50]);
        Assert.Equal(OutlierVerdict.Real, verdicts[51]); // the way back to where the others are
        Assert.Equal(OutlierVerdict.Real, verdicts[100]);
        Assert.Equal(OutlierVerdict.Real, verdicts[101]);
        Assert.Equal(OutlierVerdict.Real, verdicts[200]);

        var doubts = quality.Findings.Doubtful.ToDictionary(d => d.Row, d => d.Doubt);
        Assert.Equal(CandleDoubt.Spike | CandleDoubt.BadPrice, doubts[50]);
        Assert.DoesNotContain(100, doubts.Keys);
        Assert.Equal(2, quality.Outliers.Single(o => o.TimeMs == 50 * Hour).Others);
        Assert.Equal(Math.Log(1 / 0.9), quality.Outliers.Single(o => o.TimeMs == 50 * Hour).Deviation, 0.002);

        // Alone, both spikes are one; with the others the real one costs nothing any more.
        var alone = SeriesQuality.Of(mine);
        Assert.All(alone.Outliers, o => Assert.Equal(OutlierVerdict.Unjudged, o.Verdict));
        Assert.Equal(CandleDoubt.Spike, alone.Findings.Doubtful.Single(d => d.Row == 100).Doubt);
        Assert.True(quality.Score.Total > alone.Score.Total);
        Assert.Equal(["b", "c"], quality.Others.Select(o => o.Exchange));
    }

    [Fact]
    public void Market_without_candles_around_an_outlier_does_not_judge_it()
    {
        var mine = Walk("a", [50], []);
        var elsewhere = Walk("b", [], []).SliceRows(45, 10);
        Assert.All(SeriesQuality.Of(mine, others: [elsewhere]).Outliers, o => Assert.Equal((OutlierVerdict.Unjudged, 0), (o.Verdict, o.Others)));
    }

    [SkippableFact]
    public void Known_bad_price_of_Coinbase_is_named_beside_real_moves()
    {
        var library = new CandleLibrary(_folder.Path);
        Import(library, "coinbase_BTCUSD_4h.csv.gz");
        var reports = new QualityReports(library);
        var key = new SeriesKey("coinbase", "BTCUSD", Timeframe.Parse("4h"));
        Assert.All(reports.Of(key).Outliers, o => Assert.Equal(OutlierVerdict.Unjudged, o.Verdict));

        // Once another market is stored, the judgement is made anew.
        Import(library, "binance_BTCUSDT_4h.csv.gz");
        Assert.Null(reports.Known(key));
        var quality = reports.Of(key);
        Assert.Same(quality, reports.Known(key));
        var bad = Assert.Single(quality.Outliers, o => o.TimeMs == Ms("2018-04-03T20:00:00Z"));
        Assert.Equal(OutlierVerdict.BadPrice, bad.Verdict);

        // 5,200 where Binance closed at 7,405.
        Assert.Equal(Math.Log(7405.0 / 5200), bad.Deviation, 0.02);

        // Moves of more than a tenth that Binance made too.
        Assert.Contains(quality.Outliers, o => o.Verdict == OutlierVerdict.Real && Math.Abs(o.Return) > 0.1);
    }

    /// <summary>A walk of small steps, with dips of one candle and steps down of 10 %.</summary>
    private static CandleSeries Walk(string exchange, int[] dips, int[] down)
    {
        var random = new Random(9);
        var level = 100.0;
        var candles = new List<Candle>();
        for (var i = 0; i < 300; i++)
        {
            level *= (1 + ((random.NextDouble() - 0.5) * 0.002)) * (down.Contains(i) ? 0.9 : 1);
            var close = dips.Contains(i) ? level * 0.9 : level;
            candles.Add(new Candle(i * Hour, close, close, close, close, 1));
        }

        return CandleSeries.FromCandles(new SeriesKey(exchange, "BTCUSDT", Timeframe.Parse("1h")), candles);
    }

    private static void Import(CandleLibrary library, string file)
    {
        var parts = file.Split('_', '.');
        using var stream = File.OpenRead(SharedData.PathOf($"candles/{file}"));
        library.Import(parts[0], parts[1], parts[2], stream, file);
    }

    private static long Ms(string time) => DateTimeOffset.Parse(time).ToUnixTimeMilliseconds();
}
