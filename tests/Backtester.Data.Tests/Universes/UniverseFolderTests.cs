using Backtester.Core.Market;
using Backtester.Core.Market.Universes;
using Backtester.Core.Runs;
using Backtester.Data.Store;
using Backtester.Data.Symbols;
using Backtester.Data.Universes;
using Xunit;

namespace Backtester.Data.Tests.Universes;

public sealed class UniverseFolderTests : IDisposable
{
    private const long Day = 86_400_000;
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Universe_is_a_file_that_is_stored_replaced_and_deleted()
    {
        var files = new UniverseFolder(_folder.Path);
        Assert.Empty(files.Names);
        files.Save("majors", "# mine\nsymbols: [BTC/USDT, ETHUSDT]\n");
        files.Save("top20", "{\"rule\": {\"quote\": \"USDT\", \"top\": 20}}");
        Assert.Equal(["majors", "top20"], files.Names);
        Assert.Equal(["BTCUSDT", "ETHUSDT"], files.Find("majors")!.Symbols);
        Assert.StartsWith("# mine", files.TextOf("majors"), StringComparison.Ordinal);
        Assert.Equal(20, new UniverseFolder(_folder.Path).Find("top20")!.Rule!.Top);

        // In the other spelling it takes the place of the file that was there.
        files.Save("majors", "{\"symbols\": [\"BTCUSDT\"]}");
        Assert.Equal(["BTCUSDT"], files.Find("majors")!.Symbols);
        Assert.Equal(["majors.json", "top20.json"], Directory.GetFiles(Path.Combine(_folder.Path, "universes")).Select(Path.GetFileName).Order());
        Assert.True(files.Delete("majors"));
        Assert.False(files.Delete("majors"));
        Assert.Null(files.Find("majors"));
        Assert.Equal("top20", files.Missing("top2").Suggestion);
    }

    [Theory]
    [InlineData("../out", "symbols: [A]")]
    [InlineData("Upper", "symbols: [A]")]
    [InlineData("good", "symbols: []")]
    [InlineData("good", "symbols: [A, a]")]
    [InlineData("good", "rule: {by: price}")]
    [InlineData("good", "just text")]
    public void Universe_that_cannot_be_taken_is_not_stored(string name, string text)
    {
        Assert.Throws<SpecException>(() => new UniverseFolder(_folder.Path).Save(name, text));
        Assert.Empty(Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void Renamed_symbol_is_one_instrument_under_its_last_name_and_a_delisted_one_is_a_member_of_its_time()
    {
        // OLD went on as NEW in February; DEAD was delisted in the middle of February; one unit of OLD is two of NEW.
        var start = DateTimeOffset.Parse("2021-01-01T00:00:00Z").ToUnixTimeMilliseconds();
        File.WriteAllLines(Path.Combine(_folder.Path, SymbolLedger.FileName),
        [
            "exchange,symbol,event,at,successor,ratio", "x,OLDUSDT,redenominated,2021-02-01T00:00:00Z,NEWUSDT,2", "x,DEADUSDT,delisted,2021-02-16T00:00:00Z,,",
        ]);
        var library = new CandleLibrary(_folder.Path);
        Write("OLDUSDT", 0, 31, 300);
        Write("NEWUSDT", 31, 150, 300);
        Write("DEADUSDT", 0, 46, 900);
        Write("OTHERUSDT", 0, 150, 100);
        library.UniverseFiles!.Save("top", "rule: {quote: USDT, top: 2, days: 20, listed_days: 20}");

        var universe = library.Universes!.Find("top")!;
        var periods = UniverseChoice.Of(universe, "x", new TimeRange(start, start + (100 * Day)), library);
        Assert.Equal(
            ["", "DEADUSDT NEWUSDT", "NEWUSDT OTHERUSDT", "NEWUSDT OTHERUSDT"], periods.Select(p => string.Join(' ', p.Symbols)));

        // A run over February buys it, and its position ends with its last candle.
        var plan = RunPlanner.Plan(
            """{"exchange": "x", "universe": "top", "timeframe": "1d", "start_date": "2021-02-01", "end_date": "2021-04-01", "strategy": {"id": "hold", "version": "1.0.0", "long_entry": "close > 0"}}""",
            SpecFormat.Json, library);
        var run = RunExecutor.Execute(plan, library);
        Assert.Equal("delisted", Words.Of(Assert.Single(run.Trades, t => t.Symbol == "DEADUSDT").ExitReason));
        Assert.Equal(["DEADUSDT", "NEWUSDT", "OTHERUSDT"], run.Trades.Select(t => t.Symbol).Order());
        var entered = Assert.Single(run.Trades, t => t.Symbol == "OTHERUSDT").OpenedAtMs;
        Assert.Equal(DateTimeOffset.Parse("2021-03-02T00:00:00Z").ToUnixTimeMilliseconds(), entered);

        void Write(string symbol, int from, int to, double quoteVolume) => library.Write(
            CandleSeries.FromCandles(new SeriesKey("x", symbol, Timeframe.Parse("1d")), [.. Enumerable.Range(from, to - from).Select(d => new Candle(start + (d * Day), 1, 1, 1, 1, 10, quoteVolume, 1, 1))]), "test");
    }
}
