using Backtester.Core.Market;
using Backtester.Core.Orders;
using Backtester.Core.Runs;
using Backtester.Core.Tests.Runs;
using Xunit;

namespace Backtester.Core.Tests.Engine;

public class DelistingTests
{
    private const long Hour = 3_600_000;
    private static readonly long Start = DateTimeOffset.Parse("2024-01-01T00:00:00Z").ToUnixTimeMilliseconds();
    private static readonly SeriesKey Gone = new("binance", "GONEUSDT", Timeframe.Parse("1h"));
    private static readonly SeriesKey Stays = Gone with { Symbol = "STAYSUSDT" };

    [Theory]
    [InlineData("house")]
    [InlineData("backtrader")]
    [InlineData("backtesting_py")]
    [InlineData("vectorbt_next_open")]
    public void Position_in_a_delisted_instrument_is_closed_in_its_last_candle_under_every_preset(string preset)
    {
        // buy_and_hold buys both; one ends after 30 candles, the other after 60.
        var catalog = new Catalog([Flat(Gone, 30), Flat(Stays, 60)]);
        var trade = Assert.Single(Run(preset, catalog).Trades, t => t.Symbol == "GONEUSDT");
        Assert.Equal((ExitReason.Delisted, Start + (29 * Hour)), (trade.ExitReason, trade.ClosedAtMs));

        // A run that ends before the last candle knows nothing of it.
        trade = Assert.Single(Run(preset, catalog, ""","end_date":"2024-01-01T20:00:00Z" """).Trades, t => t.Symbol == "GONEUSDT");
        Assert.NotEqual(ExitReason.Delisted, trade.ExitReason);
    }

    private static RunResult Run(string preset, Catalog catalog, string more = "") => RunExecutor.Execute(
        RunPlanner.Plan(
            $$"""{"symbols":["GONEUSDT","STAYSUSDT"],"timeframe":"1h","strategy":"buy_and_hold","execution":{"preset":"{{preset}}"}{{more}}}""", SpecFormat.Json, catalog),
        catalog);

    private static CandleSeries Flat(SeriesKey key, int count) =>
        CandleSeries.FromCandles(key, [.. Enumerable.Range(0, count).Select(i => new Candle(Start + (i * Hour), 100, 101, 99, 100, 1e6))]);

    private sealed class Catalog(CandleSeries[] series) : ICandleCatalog
    {
        private readonly MemoryCatalog _all = new(series);

        public IReadOnlyList<SeriesInfo> List() => _all.List();

        public SeriesInfo? Find(SeriesKey key) => _all.Find(key) is { } found ? found with { Delisted = key == Gone } : null;

        public CandleSeries Load(SeriesKey key, TimeRange range, CancellationToken cancellation = default) => _all.Load(key, range, cancellation);
    }
}
