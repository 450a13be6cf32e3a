using Backtester.Core.Market;
using Backtester.Data.Exchanges;
using Backtester.Data.Tests.Download;
using Xunit;

namespace Backtester.Data.Tests.Exchanges;

public class CandleRequestTests
{
    private const long Hour = 3_600_000;
    private const long Start = 1_700_000_000_000 / (24 * Hour) * 24 * Hour;

    [Theory]
    [InlineData("coinbase", "3m", 0, 180_000, "coinbase has no 3m candles; it has 1m, 5m")]
    [InlineData("binance", "1h", 1, Hour + 1, "not on the grid")]
    [InlineData("binance", "1h", Hour, Hour, "is empty")]
    [InlineData("okx", "1h", 0, 101 * Hour, "101 candles in one call; okx gives at most 100")]
    [InlineData("binance", "1h", -Start, Hour - Start, "has no candles before")]
    public async Task Request_beyond_the_facts_is_refused_before_the_network(string exchange, string timeframe, long from, long to, string message)
    {
        using var catalog = new ExchangeCatalog(new ExchangeSettings());
        var client = catalog.Get(exchange);
        var request = new CandleRequest(TestExchanges.Symbol("BTCUSDT"), Timeframe.Parse(timeframe), new TimeRange(Start + from, Start + to));

        var error = await Assert.ThrowsAsync<ArgumentException>(() => client.GetCandlesAsync(request));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Equal(0, client.Host.Calls);
    }

    [Fact]
    public void Facts_name_timeframes_that_there_are()
    {
        Assert.Equal(9, ExchangeCatalog.All.Count);
        Assert.All(ExchangeCatalog.All, f => Assert.Equal(f.Timeframes.Count, f.Offered.Count()));
        Assert.All(ExchangeCatalog.All, f => Assert.Equal(f.Timeframes.Count, f.Timeframes.Values.Distinct().Count()));
        Assert.All(ExchangeCatalog.All, f => Assert.True(f.Weights.Candles * 4 <= f.Limit.Weight));
    }
}
