using Backtester.Core.Market;
using Backtester.Core.Runs;
using Backtester.Data.Store;
using Backtester.Data.Symbols;
using Xunit;

namespace Backtester.Data.Tests.Symbols;

public sealed class SymbolLedgerTests : IDisposable
{
    private const string Header = "exchange,symbol,event,at,successor,ratio";
    private const long Hour = 3_600_000;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Redenominated_series_is_read_as_one_in_the_units_of_today()
    {
        // One OLD became 1,000 NEW: at 2.5 the old price is 0.0025 in the new unit, and 10 old units are 10,000 new ones.
        File.WriteAllLines(Path.Combine(_folder.Path, SymbolLedger.FileName), [Header, "x,OLDUSDT,redenominated,1970-01-01T03:00:00Z,NEWUSDT,1000"]);
        var library = new CandleLibrary(_folder.Path);
        var (old, now) = (Key("OLDUSDT"), Key("NEWUSDT"));
        library.Write(CandleSeries.FromCandles(old, [.. Enumerable.Range(0, 5).Select(i => new Candle(i * Hour, 2.5, 4, 2, 3, 10, 25, 7, 5))]), "test");
        library.Write(CandleSeries.FromCandles(now, [.. Enumerable.Range(3, 4).Select(i => new Candle(i * Hour, 0.003, 0.004, 0.002, 0.003, 9_000, 27, 6, 4_000))]), "test");

        var joined = library.Load(now, TimeRange.All);
        Assert.Equal([0, Hour, 2 * Hour, 3 * Hour, 4 * Hour, 5 * Hour, 6 * Hour], joined.OpenTimeMs.ToArray());
        Assert.Equal(new Candle(2 * Hour, 0.0025, 0.004, 0.002, 0.003, 10_000, 25, 7, 5_000), joined[2]);
        Assert.Equal(new Candle(3 * Hour, 0.003, 0.004, 0.002, 0.003, 9_000, 27, 6, 4_000), joined[3]);
        var info = library.Find(now)!;
        Assert.Equal((0L, 6 * Hour, 7L), (info.FirstOpenMs, info.LastOpenMs, info.Count));
        Assert.Equal(2, library.Load(now, new TimeRange(2 * Hour, 4 * Hour)).Count);

        // The old name keeps what it has, and both can be derived.
        Assert.Equal(5, library.Load(old, TimeRange.All).Count);
        Assert.Equal(2.5, library.Load(old, TimeRange.All).Open[0]);
    }

    [Fact]
    public void Chain_of_renames_is_followed_and_a_successor_without_candles_has_those_of_the_first_name()
    {
        File.WriteAllLines(Path.Combine(_folder.Path, SymbolLedger.FileName), [Header, "x,AUSDT,renamed,1970-01-01T02:00:00Z,BUSDT,", "x,BUSDT,renamed,1970-01-01T04:00:00Z,CUSDT,1"]);
        var library = new CandleLibrary(_folder.Path);
        library.Write(CandleSeries.FromCandles(Key("AUSDT"), [new(0, 1, 1, 1, 1, 1), new(Hour, 2, 2, 2, 2, 2)]), "test");
        library.Write(CandleSeries.FromCandles(Key("BUSDT"), [new(2 * Hour, 3, 3, 3, 3, 3)]), "test");
        Assert.Equal([1.0, 2, 3], library.Load(Key("CUSDT"), TimeRange.All).Close.ToArray());
        Assert.Equal(3, library.Find(Key("CUSDT"))!.Count);
        Assert.Equal([1.0, 2, 3], library.Load(Key("BUSDT"), TimeRange.All).Close.ToArray());
    }

    [Fact]
    public void Delisted_symbol_stays_and_is_marked()
    {
        File.WriteAllLines(Path.Combine(_folder.Path, SymbolLedger.FileName), [Header, "x,AUSDT,delisted,1970-01-01T02:00:00Z,,"]);
        var library = new CandleLibrary(_folder.Path);
        library.Write(CandleSeries.FromCandles(Key("AUSDT"), [new(0, 1, 1, 1, 1, 1)]), "test");
        library.Write(CandleSeries.FromCandles(Key("BUSDT"), [new(0, 1, 1, 1, 1, 1)]), "test");
        Assert.True(library.Find(Key("AUSDT"))!.Delisted);
        Assert.False(library.Find(Key("BUSDT"))!.Delisted);
        Assert.Equal(2, library.List().Count(s => !s.Synthetic));
    }

    [Theory]
    [InlineData("x,AUSDT,renamed,2024-01-01,,", "successor")]
    [InlineData("x,AUSDT,delisted,2024-01-01,BUSDT,", "successor")]
    [InlineData("x,AUSDT,vanished,2024-01-01,,", "event")]
    [InlineData("x,AUSDT,renamed,soon,BUSDT,", "at")]
    [InlineData("x,AUSDT,redenominated,2024-01-01,BUSDT,-2", "ratio")]
    [InlineData("x,AUSDT,renamed", "six fields")]
    [InlineData("x,AUSDT,renamed,2024-01-01,BUSDT,\nx,AUSDT,delisted,2024-01-01,,", "ends twice")]
    [InlineData("x,AUSDT,renamed,2024-01-01,CUSDT,\nx,BUSDT,renamed,2024-01-01,CUSDT,", "same successor")]
    [InlineData("x,AUSDT,renamed,2024-01-01,BUSDT,\nx,BUSDT,renamed,2024-01-01,AUSDT,", "circle")]
    public void Line_that_cannot_be_taken_is_named(string lines, string what)
    {
        var problem = Assert.Single(Assert.Throws<SpecException>(() => SymbolLedger.Parse([Header, .. lines.Split('\n')])).Problems);
        Assert.Contains(what, problem.ToString(), StringComparison.Ordinal);
        Assert.Contains("line ", problem.Field, StringComparison.Ordinal);
    }

    private static SeriesKey Key(string symbol) => new("x", symbol, Timeframe.Parse("1h"));
}
