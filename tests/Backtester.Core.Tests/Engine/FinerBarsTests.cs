using System.Globalization;
using Backtester.Core.Engine;
using Backtester.Core.Market;
using Backtester.Core.Runs;
using Backtester.Core.Strategies;
using Backtester.Core.Tests.Runs;
using Xunit;

namespace Backtester.Core.Tests.Engine;

/// <summary>Ambiguous bars of an hour, seen through candles of a quarter: a long from 100 with its stop at 98 and its target at 104.</summary>
public class FinerBarsTests
{
    private const long QuarterMs = Drawn.BarMs / 4;

    private static readonly StopDistance Stop = StopDistance.Column(Enumerable.Repeat(2.0, 64).ToArray());
    private static readonly StopDistance Target = StopDistance.Column(Enumerable.Repeat(4.0, 64).ToArray());

    [Theory]
    [InlineData("101 103 100 102|102 105 101 104|104 104 97 98|98 101 98 101", "LONG 1@100 -> 2@104 TakeProfit")]
    [InlineData("101 103 100 102|102 103 97 98|98 105 98 104|104 104 101 101", "LONG 1@100 -> 2@98 StopLoss")]
    [InlineData("101 105 97 101|101 101 101 101|101 101 101 101|101 101 101 101", "LONG 1@100 -> 2@98 StopLoss")] // a finer candle holds both
    [InlineData("101 101 101 101|106 106 106 106|97 97 97 97|101 101 101 101", "LONG 1@100 -> 2@104 TakeProfit")] // the price is the level's, not the finer open's
    [InlineData("", "LONG 1@100 -> 2@98 StopLoss")] // no finer candle
    public void Finer_candles_decide_which_level_came_first(string quarters, string expected)
    {
        var symbol = Drawn.Symbol("100 101 99 100 buy\n100 101 99 100\n101 106 97 101\n100 100 100 100", Stop, Target) with { Finer = Quarters(2, quarters) };
        var input = Drawn.House(symbol) with { Intrabar = IntrabarRule.LowerTimeframe };
        Assert.Equal([expected], Drawn.Trades(input));
        Assert.Equal(1, Backtest.Run(input).AmbiguousBars);
    }

    [Theory]
    [InlineData("99 100 97 98|98 99 95 96|96 103 96 102|102 102 100 100", "SHORT 1@100 -> 2@96 TakeProfit")]
    [InlineData("99 103 99 102|102 103 101 102|102 103 95 96|96 100 96 100", "SHORT 1@100 -> 2@102 StopLoss")]
    public void Short_is_looked_into_as_the_mirror_of_long(string quarters, string expected)
    {
        var symbol = Drawn.Symbol("100 101 99 100 short\n100 101 99 100\n99 103 95 100\n100 100 100 100", Stop, Target) with { Finer = Quarters(2, quarters) };
        Assert.Equal([expected], Drawn.Trades(Drawn.House(symbol) with { Intrabar = IntrabarRule.LowerTimeframe }));
    }

    [Theory]
    [InlineData("100 102 100 102|102 103 101 101|101 101 97 98|98 105 98 101", "LONG 1@100 -> 2@102 Trim; LONG 1@100 -> 2@98 StopLoss")]
    [InlineData("100 102 100 102|102 105 101 101|101 101 97 98|98 101 98 101", "LONG 1@100 -> 2@102 Trim; LONG 1@100 -> 2@104 TakeProfit")]
    [InlineData("100 101 97 98|98 105 98 104|104 104 101 101|101 101 101 101", "LONG 1@100 -> 2@98 StopLoss")]
    public void Partial_exit_the_rest_and_the_stop_come_in_the_order_of_the_finer_candles(string quarters, string expected)
    {
        var symbol = Drawn.Symbol("100 101 99 100 buy\n100 101 99 100\n100 105 97 101\n101 101 101 101", Stop, Target) with { Finer = Quarters(2, quarters) };
        var half = new Trim(StopDistance.Column(Enumerable.Repeat(2.0, 64).ToArray()), 0.5);
        symbol = symbol with { Decisions = symbol.Decisions with { Trims = [half] } };
        Assert.Equal(expected, string.Join("; ", Drawn.Trades(Drawn.House(symbol) with { Intrabar = IntrabarRule.LowerTimeframe })));
    }

    [Fact]
    public void Bar_that_is_not_ambiguous_is_not_looked_into()
    {
        // The hour reaches the target alone; the quarters, were they read, would show the stop.
        var symbol = Drawn.Symbol("100 101 99 100 buy\n100 101 99 100\n101 106 99 101\n100 100 100 100", Stop, Target) with { Finer = Quarters(2, "101 101 90 91|91 91 91 91|91 91 91 91|91 91 91 91") };
        Assert.Equal(["LONG 1@100 -> 2@104 TakeProfit"], Drawn.Trades(Drawn.House(symbol) with { Intrabar = IntrabarRule.LowerTimeframe }));
    }

    [Theory]
    [InlineData("99 105 98.5 99|99 99 97 98.5|98.5 99 98.5 99|99 99 99 99", "LONG 1@98 -> 2@99 EndOfData")] // the high lies before the fill
    [InlineData("99 99 97 98.5|98.5 105 98.5 99|99 99 99 99|99 99 99 99", "LONG 1@98 -> 1@102 TakeProfit")]
    [InlineData("99 105 97 99|99 99 99 99|99 99 99 99|99 99 99 99", "LONG 1@98 -> 2@99 EndOfData")] // not known: the cautious reading
    public void Order_filled_inside_a_bar_is_followed_from_its_finer_candle_on(string quarters, string expected)
    {
        var prices = new double[] { 98, 98, 98 };
        var symbol = Drawn.Symbol("100 101 99 100 buy\n99 105 97 99\n99 99 99 99", Stop, Target) with { Finer = Quarters(1, quarters) };
        symbol = symbol with { Decisions = symbol.Decisions with { EntryOrder = new EntryOrder(EntryOrderType.Limit, new SidePrices(prices, prices)) } };
        Assert.Equal([expected], Drawn.Trades(Drawn.House(symbol) with { Intrabar = IntrabarRule.LowerTimeframe }));
    }

    [Fact]
    public void Level_that_a_path_of_prices_reached_first_is_found_and_lies_in_the_band()
    {
        var ambiguous = 0;
        for (var seed = 0; seed < 400; seed++)
        {
            // A walk of 60 prices an hour for 40 hours; the finer candles are its single steps, so that each step's order of
            // prices is known. One long from the open of hour 1; whichever level the walk crosses first closes it.
            var random = new Random(seed);
            var walk = new double[(40 * 60) + 1];
            walk[0] = 100;
            for (var i = 1; i < walk.Length; i++)
            {
                walk[i] = walk[i - 1] + ((random.NextDouble() - 0.5) * 1.4);
            }

            var minutes = Enumerable.Range(0, walk.Length - 1).Select(i => Bar(walk, i, 1, i * 60_000L)).ToList();
            var hours = Enumerable.Range(0, 40).Select(h => Bar(walk, h * 60, 60, h * Drawn.BarMs)).ToList();
            var signals = new Signals[40];
            signals[0] = Signals.LongEntry;
            var input = Drawn.House(new SymbolInput(
                Series("1h", hours),
                new Decisions { Signals = signals, StopLoss = Stop, TakeProfit = StopDistance.Column(Enumerable.Repeat(2.0, 64).ToArray()) },
                new Instrument("drawn", "AAA"))
            {
                Finer = Series("1m", minutes),
            });
            var entry = walk[60];
            var first = Enumerable.Range(61, walk.Length - 61).Select(i => walk[i]).FirstOrDefault(p => p <= entry - 2 || p >= entry + 2);
            if (first == 0)
            {
                continue;
            }

            var outcome = Backtest.Run(input with { Intrabar = IntrabarRule.LowerTimeframe });
            Assert.Equal(first < entry ? entry - 2 : entry + 2, outcome.Trades[0].ExitPrice, 9);
            double Final(IntrabarRule rule) => Backtest.Run(input with { Intrabar = rule }).Curve.Equity[^1];
            Assert.InRange(outcome.Curve.Equity[^1], Final(IntrabarRule.StopFirst), Final(IntrabarRule.TargetFirst));
            ambiguous += outcome.AmbiguousBars;
        }

        Assert.True(ambiguous > 20, $"{ambiguous} ambiguous bars");
    }

    [Fact]
    public void Spec_reads_the_finest_stored_candles_and_hashes_them()
    {
        const string Spec = """{"symbols": ["AAA"], "timeframe": "1h", "strategy": {"id": "dip", "long_entry": "close < open", "stop_loss": "0.5%", "take_profit": "0.5%"}, "execution": {"intrabar": "lower_timeframe"}}""";
        var random = new Random(1);
        var walk = new double[(40 * 60) + 1];
        walk[0] = 100;
        for (var i = 1; i < walk.Length; i++)
        {
            walk[i] = walk[i - 1] + ((random.NextDouble() - 0.5) * 0.5);
        }

        var hours = Series("1h", [.. Enumerable.Range(0, 40).Select(h => Bar(walk, h * 60, 60, h * Drawn.BarMs))]);
        var minutes = Series("1m", [.. Enumerable.Range(0, walk.Length - 1).Select(i => Bar(walk, i, 1, i * 60_000L))]);
        var quarters = Series("15m", [.. Enumerable.Range(0, 160).Select(q => Bar(walk, q * 15, 15, q * QuarterMs))]);
        var alone = Assert.Throws<SpecException>(() => RunPlanner.Plan(Spec, SpecFormat.Json, new MemoryCatalog(hours)));
        Assert.Equal("execution.intrabar", Assert.Single(alone.Problems).Field);
        var catalog = new MemoryCatalog(hours, quarters, minutes);
        var plan = RunPlanner.Plan(Spec, SpecFormat.Json, catalog);
        Assert.Contains(DatasetHash.Of([hours, minutes]), plan.Manifest, StringComparison.Ordinal);
        var result = RunExecutor.Execute(plan, catalog);
        Assert.True(result.Ambiguity.Bars > 0);
        Assert.InRange(result.Curve.Equity[^1], result.Ambiguity.Low, result.Ambiguity.High);

        // A range that ends inside its last hour: that hour belongs to the run, and so do all of its minutes.
        var part = RunPlanner.Plan(Spec.Replace("1h\"", "1h\", \"end_date\": \"1970-01-01T10:30:00Z\"", StringComparison.Ordinal), SpecFormat.Json, catalog);
        Assert.Contains(DatasetHash.Of([hours.Slice(new TimeRange(0, 11 * Drawn.BarMs)), minutes.Slice(new TimeRange(0, 11 * Drawn.BarMs))]), part.Manifest, StringComparison.Ordinal);
    }

    private static CandleSeries Quarters(int hour, string table) => Series("15m", [.. table
        .Split('|', StringSplitOptions.RemoveEmptyEntries)
        .Select((line, i) => (Cells: line.Split(' ').Select(c => double.Parse(c, CultureInfo.InvariantCulture)).ToArray(), Time: (hour * Drawn.BarMs) + (i * QuarterMs)))
        .Select(q => new Candle(q.Time, q.Cells[0], q.Cells[1], q.Cells[2], q.Cells[3], 1))]);

    private static Candle Bar(double[] walk, int start, int length, long timeMs)
    {
        var prices = walk[start..(start + length + 1)];
        return new Candle(timeMs, prices[0], prices.Max(), prices.Min(), prices[^1], 1);
    }

    private static CandleSeries Series(string timeframe, IReadOnlyList<Candle> candles) =>
        CandleSeries.FromCandles(new SeriesKey("drawn", "AAA", Timeframe.Parse(timeframe)), candles);
}
