using Backtester.Blazor.Pages.Backtests;
using Backtester.Core.Market;
using Xunit;

namespace Backtester.Blazor.Tests.Pages;

public sealed class MissingCandlesTests
{
    private const long Day = 86_400_000;
    private static readonly long Now = DateTimeOffset.Parse("2024-07-01T00:00:00Z").ToUnixTimeMilliseconds();
    private static readonly long First = DateTimeOffset.Parse("2024-02-01T00:00:00Z").ToUnixTimeMilliseconds();

    [Theory]
    [InlineData("", "")]
    [InlineData("\"start_date\":\"2024-03-01T00:00:00Z\",\"end_date\":\"2024-03-31T23:59:59Z\"", "")]
    [InlineData("\"start_date\":\"2024-01-01T00:00:00Z\"", "BTCUSDT 2024-01-01 to 2024-02-01")]
    [InlineData("\"end_date\":\"2024-06-30T23:59:59Z\"", "BTCUSDT 2024-04-30 to 2024-06-30")]
    [InlineData("\"start_date\":\"2024-01-01T00:00:00Z\",\"end_date\":\"2030-01-01T00:00:00Z\"", "BTCUSDT 2024-01-01 to 2024-07-01")]
    public void Ends_of_the_range_beyond_what_is_stored_are_missing(string dates, string expected)
    {
        var missing = MissingCandles.Of(Document("[\"BTCUSDT\"]", dates), new OneSeries(), Now);
        Assert.Equal(expected, string.Join("; ", missing.Select(m => $"{m.Symbol} {DayOf(m.Range.StartMs)} to {DayOf(m.Range.EndMs)}")));
    }

    [Fact]
    public void Symbol_that_is_not_stored_is_missing_as_a_whole()
    {
        var missing = Assert.Single(MissingCandles.Of(Document("[\"btc/usdt\",\"SOLUSDT\"]", ""), new OneSeries(), Now));
        Assert.Equal(("SOLUSDT", long.MinValue, long.MaxValue, "nothing is stored"), (missing.Symbol, missing.Range.StartMs, missing.Range.EndMs, missing.Words));
    }

    [Fact]
    public void Exchange_that_cannot_be_fetched_from_misses_nothing() =>
        Assert.Empty(MissingCandles.Of(FormDocument.Parse("""{"exchange":"mine","symbols":["AAA"],"timeframe":"1h"}"""), new OneSeries(), Now));

    [Fact]
    public void Bars_are_counted_over_all_symbols_inside_the_range()
    {
        Assert.Equal(90 * 24, RunBars.Of(Document("[\"BTCUSDT\"]", ""), new OneSeries()));
        Assert.Equal(10 * 24, RunBars.Of(Document("[\"BTCUSDT\",\"SOLUSDT\"]", "\"start_date\":\"2024-02-01\",\"end_date\":\"2024-02-11T00:00:00Z\""), new OneSeries()));
        Assert.Equal(0, RunBars.Of(new FormDocument(), new OneSeries()));
    }

    private static FormDocument Document(string symbols, string more) =>
        FormDocument.Parse($$"""{"exchange":"binance","symbols":{{symbols}},"timeframe":"1h"{{(more.Length > 0 ? "," + more : "")}}}""");

    private static string DayOf(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms).ToString("yyyy-MM-dd");

    /// <summary>Ninety days of hourly BTCUSDT from February 2024 on.</summary>
    private sealed class OneSeries : ICandleCatalog
    {
        private static readonly SeriesKey Key = new("binance", "BTCUSDT", Timeframe.Parse("1h"));

        public IReadOnlyList<SeriesInfo> List() => [new(Key, First, First + (90 * Day) - 3_600_000, 90 * 24, Synthetic: false)];

        public SeriesInfo? Find(SeriesKey key) => key == Key ? List()[0] : null;

        public CandleSeries Load(SeriesKey key, TimeRange range, CancellationToken cancellation = default) => CandleSeries.FromCandles(Key, []);
    }
}
