using Backtester.Core.Formulas;
using Backtester.Core.Market;
using Xunit;

namespace Backtester.Core.Tests.Formulas.Execution;

/// <summary>Values worked out by hand.</summary>
public class ColumnProgramTests
{
    private const double Na = double.NaN;

    [Theory]
    [InlineData("close[2]", new[] { Na, Na, 1, 2, 3, 2 })]
    [InlineData("close - close[1]", new[] { Na, 1, 1, -1, -1, 4 })]
    [InlineData("(close > 2)[1]", new double[] { 0, 0, 0, 1, 0, 0 })]
    [InlineData("crossover(close, 2)", new double[] { 0, 0, 1, 0, 0, 1 })]
    [InlineData("crossunder(close, 2)", new double[] { 0, 0, 0, 0, 1, 0 })]
    [InlineData("bars_since(close == 2)", new[] { Na, 0, 1, 0, 1, 2 })]
    [InlineData("value_when(close == 2, high)", new[] { Na, 3, 3, 3, 3, 3 })]
    [InlineData("value_when(close >= 2, close, 1)", new[] { Na, Na, 2, 3, 3, 2 })]
    [InlineData("highest(close, 3)", new[] { Na, Na, 3, 3, 3, 5 })]
    [InlineData("rising(close, 2)", new double[] { 0, 0, 1, 0, 0, 1 })]
    [InlineData("close[1] != 2", new double[] { 0, 1, 0, 1, 0, 1 })]
    [InlineData("not close[1] > 2", new double[] { 1, 1, 1, 0, 1, 1 })]
    [InlineData("nz(close[1])", new double[] { 0, 1, 2, 3, 2, 1 })]
    [InlineData("nz(close[1], close)", new double[] { 1, 1, 2, 3, 2, 1 })]
    [InlineData("if close > 2 then high else low", new double[] { 0, 1, 4, 1, 0, 6 })]
    [InlineData("close > 2 ? 1 : close == 2 ? 0 : -1", new double[] { -1, 0, 1, 0, -1, 1 })]
    [InlineData("close % 2", new double[] { 1, 0, 1, 0, 1, 1 })]
    [InlineData("-close % 2", new double[] { -1, -0.0, -1, -0.0, -1, -1 })]
    [InlineData("1 / (close - 2)", new[] { -1, Na, 1, Na, -1, 1 / 3.0 })]
    [InlineData("hour", new double[] { 0, 1, 2, 3, 4, 5 })]
    [InlineData("day_of_week + month", new double[] { 2, 2, 2, 2, 2, 2 })]
    [InlineData("close * 50%", new[] { 0.5, 1, 1.5, 1, 0.5, 2.5 })]
    [InlineData("min(close, 2, open)", new double[] { 1, 2, 2, 2, 1, 2 })]
    [InlineData("round(close / 2) + sign(-close)", new double[] { 0, 0, 1, 0, 0, 2 })]
    [InlineData("sqrt(-close)", new[] { Na, Na, Na, Na, Na, Na })]
    [InlineData("trades", new[] { Na, Na, Na, Na, Na, Na })]
    [InlineData("2 > 1 and close > 2", new double[] { 0, 0, 1, 0, 0, 1 })]
    public void Formula_has_the_values_worked_by_hand(string formula, double[] expected) =>
        Assert.Equal(expected, FormulaCandles.Values(formula, FormulaCandles.Closes(1, 2, 3, 2, 1, 5)));

    /// <summary>
    /// Hours 0 to 9. The first 4h candle (closes 1 to 4) ends with the bar of hour 3, the second (5 to 8) with hour 7;
    /// the third has not ended. Its high is the highest close + 1.
    /// </summary>
    [Fact]
    public void Longer_timeframe_shows_its_last_finished_candle()
    {
        var candles = FormulaCandles.Closes(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        Assert.Equal([Na, Na, Na, 4, 4, 4, 4, 8, 8, 8], FormulaCandles.Values("tf(\"4h\", close)", candles));
        Assert.Equal([Na, Na, Na, 5, 5, 5, 5, 9, 9, 9], FormulaCandles.Values("tf(\"4h\", high)", candles));
        Assert.Equal([Na, Na, Na, 4, 4, 4, 4, 4, 4, 4], FormulaCandles.Values("tf(\"4h\", volume)", candles));
        Assert.Equal([Na, Na, Na, Na, Na, Na, Na, 4, 4, 4], FormulaCandles.Values("tf(\"4h\", close[1])", candles));
        Assert.Equal([0.0, 0, 0, 1, 1, 1, 1, 1, 1, 1], FormulaCandles.Values("tf(\"4h\", close > open)", candles));
    }

    /// <summary>Bar of hour 3 is missing: the candle 0 to 4 is known to be finished with the next bar, of hour 4.</summary>
    [Fact]
    public void Longer_candle_whose_last_bar_is_missing_appears_with_the_next_bar()
    {
        var all = FormulaCandles.Closes(1, 2, 3, 4, 5, 6);
        var candles = CandleSeries.FromCandles(all.Key, [all[0], all[1], all[2], all[4], all[5]]);
        Assert.Equal([Na, Na, Na, 3, 3], FormulaCandles.Values("tf(\"4h\", close)", candles));
    }

    /// <summary>The other instrument begins two bars earlier and misses the bar of hour 1.</summary>
    [Fact]
    public void Other_instrument_shows_its_last_candle_that_ended_by_then()
    {
        var candles = FormulaCandles.Closes(1, 2, 3, 4);
        var hour = FormulaCandles.Hour.Milliseconds;
        var other = CandleSeries.FromCandles(
            candles.Key with { Symbol = "ETHUSDT" },
            [.. new[] { (-2, 10.0), (-1, 20.0), (0, 30.0), (2, 50.0), (3, 60.0) }.Select(c => new Candle(FormulaCandles.Monday + (c.Item1 * hour), c.Item2, c.Item2, c.Item2, c.Item2, 1))]);
        Assert.Equal([30.0, 30, 50, 60], FormulaCandles.Values("symbol(\"ETH/USDT\", close)", candles, new GivenCandles(other)));
        Assert.Equal([20.0, 20, 30, 50], FormulaCandles.Values("symbol(\"ETHUSDT\", close[1])", candles, new GivenCandles(other)));
    }

    [Fact]
    public void Equal_parts_exist_once()
    {
        // close, ema 10, ema 20, a > b: the second formula only adds "not".
        var program = FormulaCompiler.Compile([new("a", "ema(close, 10) > ema(close, 5 * 4)"), new("b", "not (ema(close, 20) < ema(close, 10))")]);
        Assert.Equal(7, program.OperationCount);

        // The three outputs of one family share the kernel: close, kernel, three outputs, two sums.
        Assert.Equal(7, FormulaCompiler.Compile("bb_upper(close, 20, 2) + bb_lower(close, 20, 2) + bb_middle(close)").OperationCount);
        Assert.Equal(FormulaCompiler.Compile("open + close").OperationCount, FormulaCompiler.Compile("max(open + close, close + open)").OperationCount - 1);
    }

    [Fact]
    public void Inputs_are_known_before_running()
    {
        var inputs = FormulaCompiler.Compile("tf(\"4h\", close) > atr(14) and symbol(\"coinbase:BTC-USD\", volume) > hl2").Inputs;
        Assert.Equal(["high", "low", "close"], inputs.Columns);
        Assert.Equal("coinbase:BTCUSD", Assert.Single(inputs.Symbols).ToString());
        Assert.Equal("4h", Assert.Single(inputs.Timeframes).Name);
    }

    [Theory]
    [InlineData("close", 0)]
    [InlineData("close[3]", 3)]
    [InlineData("ema(close, 10)", 9)]
    [InlineData("sma(ema(close, 10), 5)", 13)]
    [InlineData("sma(close, 10) - sma(close, 20)[2]", 21)]
    [InlineData("atr(14)", 14)]
    [InlineData("tf(\"4h\", close)", 3)]
    [InlineData("tf(\"4h\", sma(close, 5))", 19)]
    [InlineData("tf(\"4h\", close)[2]", 5)]
    public void Warm_up_is_the_row_of_the_first_value(string formula, int bars)
    {
        var program = FormulaCompiler.Compile(formula);
        Assert.Equal(bars, program.WarmUp(FormulaCandles.Hour).Bars);
        var candles = FormulaCandles.Closes([.. Enumerable.Range(0, 60).Select(i => 100.0 + (i % 7))]);
        Assert.Equal(bars, Array.FindIndex(program.Run(candles).Values(0), v => !double.IsNaN(v)));
    }

    [Theory]
    [InlineData("tf(\"30m\", close)", "below that of the run")]
    [InlineData("symbol(\"ETHUSDT\", tf(\"15m\", close))", "below that of the run")]
    public void Timeframe_below_the_run_is_refused_with_its_place(string formula, string cause)
    {
        var problem = Assert.Single(FormulaCompiler.Check(formula, timeframe: FormulaCandles.Hour));
        Assert.Contains(cause, problem.Message, StringComparison.Ordinal);
        var thrown = Assert.Throws<ArgumentException>(() => FormulaCompiler.Compile(formula).Run(FormulaCandles.Closes(1, 2)));
        Assert.Contains("1h", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tiles_of_a_running_program_allocate_nothing()
    {
        var candles = FormulaCandles.Random(new Random(1), 4_000, FormulaCandles.Hour);
        var runner = FormulaCompiler.Compile("crossover(ema(close, 5), sma(close, 20)) and tf(\"4h\", rsi(close, 14) < 50) and bars_since(close > open) < 9")
            .CreateRunner(FormulaCandles.Hour, 100);
        runner.Next(candles, 0, 100);
        runner.Next(candles, 100, 100);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var start = 200; start < 4_000; start += 100)
        {
            runner.Next(candles, start, 100);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Next_true_row_is_found_by_its_bit()
    {
        var candles = FormulaCandles.Closes([.. Enumerable.Range(0, 200).Select(i => (double)(i % 70))]);
        var columns = FormulaCompiler.Compile("close == 3").Run(candles);
        Assert.Equal((3, 73, 143, -1), (columns.NextTrue(0, 0), columns.NextTrue(0, 4), columns.NextTrue(0, 74), columns.NextTrue(0, 144)));
        Assert.Equal(3, columns.CountTrue(0));
    }
}
