using Backtester.Core.Market;
using Backtester.Core.Runs;
using Backtester.Data.SampleMarket;
using Xunit;

namespace Backtester.Data.Tests.Runs;

/// <summary>
/// A year of one-minute candles of the five instruments of the sample market: the hash over every fill and every bar's
/// equity is kept here. Where one changes, a digit of a result changed somewhere: that is a decision and needs a reason.
/// </summary>
public sealed class YearOfMinutesTests : IClassFixture<YearOfMinutesTests.Year>
{
    private readonly Year _year;

    public YearOfMinutesTests(Year year) => _year = year;

    [Theory]
    [InlineData("sma_cross", "house", 32753, "3d1acdeb9b798c6afa59bea980d15219c910cd4cc6e65f5c88939ebadf4fbcdd")]
    [InlineData("confluence", "house", 32976, "491b75070de2f74eab8518da518a167dbbc17ce3c0bcbe2f35bd6fe92ea30560")]
    [InlineData("bollinger_reversion", "backtesting_py", 19658, "8b3651ca64f6a3494eefeac58a669b045689dc8c4304930665f1bbf790dad201")]
    [InlineData("supertrend_follow", "vectorbt_same_close", 12647, "9d59468f13f61caa3225292d0e1b8cc7de4bf1694e8f72f67a521ad086421911")]
    public void Result_is_that_of_every_run_before(string strategy, string preset, int trades, string hash)
    {
        var spec = $$$"""{"exchange": "sample", "symbols": ["BTCUSDT", "ETHUSDT", "BNBUSDT", "SOLUSDT", "XRPUSDT"], "timeframe": "1m", "strategy": "{{{strategy}}}", "execution": {"preset": "{{{preset}}}"} }""";
        var result = RunExecutor.Execute(RunPlanner.Plan(spec, SpecFormat.Json, _year), _year);
        Assert.Equal(525_600, result.Curve.Count);
        var (count, found) = (result.Trades.Count, result.ResultHash);
        Assert.True((trades, hash) == (count, found), $"{count} trades with the hash {found}, not {trades} with {hash}");
    }

    /// <summary>The sample market's candles of 2022, in memory.</summary>
    public sealed class Year : ICandleCatalog
    {
        private readonly Dictionary<SeriesKey, CandleSeries> _series;

        public Year() => _series = SampleSymbol.All.AsParallel().AsOrdered().Select(Generate).ToDictionary(s => s.Key);

        public IReadOnlyList<SeriesInfo> List() => [.. _series.Keys.Select(key => Find(key)!)];

        public SeriesInfo? Find(SeriesKey key) => _series.TryGetValue(key, out var s)
            ? new SeriesInfo(key, s.OpenTimeMs[0], s.OpenTimeMs[^1], s.Count, Synthetic: true)
            : null;

        public CandleSeries Load(SeriesKey key, TimeRange range, CancellationToken cancellation = default) => _series[key].Slice(range);

        private static CandleSeries Generate(SampleSymbol symbol)
        {
            var candles = new List<Candle>(525_600);
            SampleGenerator.Generate(symbol, SampleCandles.Range.StartMs, 525_600, candles.Add);
            return CandleSeries.FromCandles(SampleCandles.KeyOf(symbol.Symbol), candles);
        }
    }
}
