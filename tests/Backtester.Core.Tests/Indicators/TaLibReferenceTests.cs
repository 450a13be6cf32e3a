using Backtester.TestSupport;
using Xunit;

namespace Backtester.Core.Tests.Indicators;

/// <summary>Against TA-Lib's own values over 6000 hourly candles (Supertrend: from its definition, with TA-Lib's ATR).</summary>
public class TaLibReferenceTests
{
    private const double Price = 20_000;

    private static readonly Columns Candles = Table("candles_synth_a_1h").Candles("open_time_ms");
    private static readonly ReferenceTable Reference = Table("talib_synth_a_1h");

    [Theory]
    [InlineData("sma_10", "sma", "10")]
    [InlineData("sma_30", "sma", "30")]
    [InlineData("ema_10", "ema", "10")]
    [InlineData("ema_50", "ema", "50")]
    [InlineData("rsi_14", "rsi", "14")]
    [InlineData("atr_14", "atr", "14")]
    [InlineData("bb_middle", "bb_middle", "20 2")]
    [InlineData("stoch_k_14_3_3", "stoch_k", "14 3 3")]
    [InlineData("stoch_d", "stoch_d", "14 3 3")]
    [InlineData("adx_14", "adx", "14")]
    [InlineData("plus_di_14", "plus_di", "14")]
    [InlineData("minus_di_14", "minus_di", "14")]
    [InlineData("obv", "obv", "")]
    [InlineData("willr_14", "willr", "14")]
    [InlineData("sar_0.02_0.2", "psar", "0.02 0.2")]
    [InlineData("supertrend_10_3", "supertrend", "10 3")]
    [InlineData("supertrend_dir", "supertrend_dir", "10 3")]
    public void Values_equal_the_reference_to_1e9(string column, string name, string arguments) =>
        Expect.Close(Reference.Column(column), Late(column, Candles.Run(name, Columns.Numbers(arguments))));

    /// <summary>Values that cross zero are held to 1e-9 of the quantities whose difference they are.</summary>
    [Theory]
    [InlineData("cci_20", "cci", 100, "20")]
    [InlineData("mom_10", "mom", Price, "10")]
    [InlineData("roc_10", "roc", 100, "10")]
    [InlineData("mfi_14", "mfi", 100, "14")]
    public void Differences_equal_the_reference_to_1e9_of_their_terms(string column, string name, double scale, string arguments) =>
        Expect.Close(Reference.Column(column), Candles.Run(name, Columns.Numbers(arguments)), scale: scale);

    /// <summary>TA-Lib carries one weighted sum along and loses digits; its WMA is known to 1e-7 only.</summary>
    [Fact]
    public void Wma_equals_the_reference_as_far_as_TaLib_is_exact() =>
        Expect.Close(Reference.Column("wma_20"), Candles.Run("wma", [20]), tolerance: 1e-11);

    /// <summary>TA-Lib takes mean(x²) − mean(x)²: up to 4e-6 absolute at these prices.</summary>
    [Theory]
    [InlineData("bb_upper_20_2", "bb_upper", "20 2")]
    [InlineData("bb_lower", "bb_lower", "20 2")]
    [InlineData("stddev_20", "stdev", "20")]
    public void Deviations_equal_the_reference_as_far_as_TaLib_is_exact(string column, string name, string arguments) =>
        Expect.Close(Reference.Column(column), Candles.Run(name, Columns.Numbers(arguments)), tolerance: 4e-6 / Price, scale: Price);

    /// <summary>Two passes over each window in decimal, 28 digits: the true value.</summary>
    [Fact]
    public void Deviation_equals_exact_arithmetic_to_1e12()
    {
        var actual = Candles.Run("stdev", [20]);
        var expected = new double[actual.Length];
        for (var i = 0; i < expected.Length; i++)
        {
            var window = i < 19 ? [] : Candles.Close[(i - 19)..(i + 1)].Select(x => (decimal)x).ToArray();
            expected[i] = i < 19 ? double.NaN : Math.Sqrt((double)(window.Sum(x => (x - window.Average()) * (x - window.Average())) / 20));
        }

        Expect.Close(expected, actual, tolerance: 1e-12);
    }

    /// <summary>Ours starts both averages with their own seeds; the difference is forgotten after some 200 bars.</summary>
    [Theory]
    [InlineData("macd_12_26_9", "macd_line")]
    [InlineData("macd_signal", "macd_signal")]
    [InlineData("macd_hist", "macd_hist")]
    public void Macd_equals_the_reference_after_250_bars(string column, string name) =>
        Expect.Close(Reference.Column(column), Candles.Run(name, [12, 26, 9]), from: 250, scale: Price);

    /// <summary>The signal is the EMA(9) of the line as each of them stands, so TA-Lib's line gives TA-Lib's signal from its first bar.</summary>
    [Fact]
    public void Macd_signal_is_the_ema_of_the_line()
    {
        var line = Candles.Run("macd_line", [12, 26, 9]);
        Expect.Same(Candles.Run("ema", [9], source: line), Candles.Run("macd_signal", [12, 26, 9]), "signal");
        var fast = Candles.Run("ema", [12]);
        var slow = Candles.Run("ema", [26]);
        Expect.Same(fast.Zip(slow, (f, s) => f - s).ToArray(), line, "line");
    }

    // TA-Lib gives both stochastics from the bar on which %D is known.
    private static double[] Late(string column, double[] values)
    {
        if (column == "stoch_k_14_3_3")
        {
            values.AsSpan(0, 17).Fill(double.NaN);
        }

        return values;
    }

    private static ReferenceTable Table(string name) =>
        ReferenceTable.Load(RepositoryFiles.PathOf($"tests/Backtester.Core.Tests/Fixtures/Indicators/{name}.csv.gz"));
}
