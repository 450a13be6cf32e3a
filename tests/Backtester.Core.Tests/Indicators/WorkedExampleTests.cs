using Backtester.Core.Market;
using Backtester.TestSupport;
using Xunit;

namespace Backtester.Core.Tests.Indicators;

/// <summary>Examples from textbooks, and ones worked by hand where no outside values exist.</summary>
public class WorkedExampleTests
{
    private static readonly double Unknown = double.NaN;

    /// <summary>Session VWAP of the first exchange day; the sheet goes on summing over the days, ours begins anew.</summary>
    [SkippableFact]
    public void Vwap_of_the_day_equals_the_spreadsheet_and_begins_anew_the_next_day()
    {
        var quotes = ReferenceTable.Load(SharedData.PathOf("indicators/quotes/intraday.csv.gz"));
        var sheet = ReferenceTable.Load(SharedData.PathOf("indicators/spreadsheets/Vwap.csv.gz")).Column("VWAP");
        var candles = quotes.Candles("date");
        var actual = candles.Run("vwap", []);
        var day = Array.FindIndex(quotes.Text("date"), date => date.StartsWith("2020-12-16", StringComparison.Ordinal));
        Assert.True(day > 300);
        Expect.Close(sheet[..day], actual[..day]);
        Assert.Equal((candles.High[day] + candles.Low[day] + candles.Close[day]) / 3, actual[day], 1e-12);
    }

    /// <summary>The sheet's window is 14 bars, and it is full at row 13.</summary>
    [SkippableFact]
    public void Vwap_of_14_bars_equals_the_worked_example()
    {
        var sheet = ReferenceTable.Load(SharedData.PathOf("indicators/chartschool/cs-vwap.csv.gz"));
        var candles = sheet.Candles("", "Open", "High", "Low", "Close", "Volume");
        var actual = new Columns { Time = new long[candles.Count], High = candles.High, Low = candles.Low, Close = candles.Close, Volume = candles.Volume }.Run("vwap", [14]);
        Expect.Close(sheet.Column("vwap"), actual, from: 13);
    }

    /// <summary>
    /// Four bars, volumes 10, 20, 30, 40. Taker bought 6, unknown, 30, 10: deltas 2·6 − 10 = 2; the estimate; 30; −20.
    /// The unknown bar closes at 107 in 100…110: ((107 − 100) − (110 − 107)) / 10 · 20 = 8.
    /// </summary>
    [Fact]
    public void Cvd_takes_taker_volume_and_estimates_where_it_is_unknown()
    {
        var candles = new Columns
        {
            High = [110, 110, 110, 110],
            Low = [100, 100, 100, 100],
            Close = [105, 107, 105, 105],
            Volume = [10, 20, 30, 40],
            TakerBuyVolume = [6, Unknown, 30, 10],
        };
        Expect.Close([2, 10, 40, 20], candles.Run("cvd", []), tolerance: 1e-15);
        Expect.Close([Unknown, 10, 38, 10], candles.Run("cvd", [2]), tolerance: 1e-15);

        // Without the column every bar is estimated: 0 at the middle of the bar.
        var without = new Columns { High = candles.High, Low = candles.Low, Close = candles.Close, Volume = candles.Volume };
        Expect.Close([0, 8, 8, 8], without.Run("cvd", []), tolerance: 1e-15);
    }

    /// <summary>
    /// Three bars, range 100…110, five bins of 2. Bar 1: 100…110, volume 10: 2 in each bin. Bar 2: 104…108, volume 12: 6
    /// in the bins 104 and 106. Bar 3: 105 alone, volume 5, in bin 104. Bins: 2, 2, 13, 8, 2 of 27. Point of control 105;
    /// 70 % is 18.9: bin 104 holds 13, bin 106 above holds 8 against 2 below, 21 are enough: value area 104…108.
    /// </summary>
    [Fact]
    public void Volume_profile_spreads_each_bar_over_its_range()
    {
        var candles = new Columns { High = [110, 108, 105], Low = [100, 104, 105], Close = [100, 104, 105], Volume = [10, 12, 5] };
        Expect.Close([Unknown, Unknown, 105], candles.Run("poc", [3, 5]), tolerance: 1e-15);
        Expect.Close([Unknown, Unknown, 108], candles.Run("value_area_high", [3, 5]), tolerance: 1e-15);
        Expect.Close([Unknown, Unknown, 104], candles.Run("value_area_low", [3, 5]), tolerance: 1e-15);
    }

    /// <summary>
    /// Average of 2, slope over 1. Closes 10 12 14 13 11 8 9 9.5 9.5: averages from row 1: 11 13 13.5 12 9.5 8.5 9.25 9.5.
    /// Row 2: above and rising 2; row 3: 13 under 13.5, which rose: 3; rows 4, 5: below and falling 4; row 6: 9 over 8.5,
    /// which fell: 1; rows 7, 8: not below and rising 2.
    /// </summary>
    [Fact]
    public void Stage_is_read_from_the_average_and_its_slope()
    {
        var candles = new Columns { Close = [10, 12, 14, 13, 11, 8, 9, 9.5, 9.5] };
        Expect.Close([Unknown, Unknown, 2, 3, 4, 4, 1, 2, 2], candles.Run("stage", [2, 1]), tolerance: 0);
    }

    /// <summary>Prices that go up and down by one tenth have log returns ±ln 1.1: deviation ln 1.1 around a mean of 0.</summary>
    [Fact]
    public void Historical_volatility_is_the_deviation_of_log_returns()
    {
        var candles = new Columns { Close = [100, 110, 100, 110, 100] };
        var once = Math.Log(1.1);
        Expect.Close([Unknown, Unknown, once, once, once], candles.Run("hv", [2, 1]), tolerance: 1e-14);
        Expect.Close([Unknown, Unknown, once * 5, once * 5, once * 5], candles.Run("hv", [2, 25]), tolerance: 1e-14);
    }

    [Fact]
    public void Rising_and_falling_compare_with_every_bar_of_the_window()
    {
        // Row 3: 2 is above 1, not above 3. Row 4: 4 is above 1 and 2. Row 6: 4 is above 0, not above the 4 before it.
        var candles = new Columns { Close = [1, 3, 1, 2, 4, 0, 4] };
        Expect.Close([Unknown, Unknown, 0, 0, 1, 0, 0], candles.Run("rising", [2]), tolerance: 0);
        Expect.Close([Unknown, Unknown, 0, 0, 0, 1, 0], candles.Run("falling", [2]), tolerance: 0);
    }

    [Fact]
    public void Sums_and_changes_are_what_their_names_say()
    {
        var candles = new Columns { Close = [1, 2, 4, Unknown, 8, 16] };
        Expect.Close([1, 3, 7, Unknown, 8, 24], candles.Run("cum", []), tolerance: 0);
        Expect.Close([Unknown, 3, 6, Unknown, Unknown, 24], candles.Run("sum", [2]), tolerance: 0);
        Expect.Close([Unknown, 1, 2, Unknown, Unknown, 8], candles.Run("change", []), tolerance: 0);
        Expect.Close([Unknown, Unknown, 3, Unknown, Unknown, Unknown], candles.Run("mom", [2]), tolerance: 0);
    }

    /// <summary>Cumulative sums keep what rounding loses: 2^60 and 2^20 ones.</summary>
    [Fact]
    public void A_cumulative_sum_is_exact_beyond_a_doubles_digits()
    {
        var values = Enumerable.Repeat(1.0, 1 << 20).Prepend(Math.Pow(2, 60)).Append(-Math.Pow(2, 60)).ToArray();
        Assert.Equal(1 << 20, new Columns { Close = values }.Run("cum", [])[^1]);
    }

    [Fact]
    public void A_pivot_needs_lower_neighbours_on_both_sides_and_appears_with_the_last()
    {
        // 5 at row 2 is confirmed at row 3; the equal highs at rows 5 and 6 are no pivot.
        var candles = new Columns { High = [1, 2, 5, 3, 1, 4, 4, 2], Close = new double[8] };
        Expect.Close([Unknown, Unknown, Unknown, 5, Unknown, Unknown, Unknown, Unknown], candles.Run("pivot_high", [2, 1]), tolerance: 0);
    }

    /// <summary>A window of equal values has no deviation at all, however its sum rounds.</summary>
    [Theory]
    [InlineData(0.1)]
    [InlineData(41234.567)]
    [InlineData(1e-7 / 3)]
    public void Equal_values_have_no_deviation(double value)
    {
        var candles = new Columns { Close = Enumerable.Repeat(value, 300).ToArray(), Open = Enumerable.Repeat(value, 300).ToArray() };
        foreach (var length in new[] { 2, 7, 20, 30, 127, 255 })
        {
            Assert.All(candles.Run("stdev", [length])[(length - 1)..], v => Assert.Equal(0, v));
            Assert.All(candles.Run("zscore", [length]), v => Assert.True(double.IsNaN(v)));
            Assert.All(candles.Run("correlation", [length]), v => Assert.True(double.IsNaN(v)));
        }
    }

    /// <summary>Small steps on a great price: the deviation of 1e8 ± 0.25 is 0.25, where mean(x²) − mean(x)² gives 0.</summary>
    [Fact]
    public void Deviation_does_not_lose_small_steps_on_a_great_price()
    {
        var candles = new Columns { Close = Enumerable.Range(0, 100).Select(i => 1e8 + (i % 2 == 0 ? 0.25 : -0.25)).ToArray() };
        Assert.All(candles.Run("stdev", [20])[19..], v => Assert.Equal(0.25, v, 1e-12));
    }

    [Fact]
    public void Moments_of_a_window_do_not_depend_on_what_came_before()
    {
        var random = new Random(3);
        var calm = Enumerable.Range(0, 60).Select(_ => 100 + random.NextDouble()).ToArray();
        double[] shaken = [.. Enumerable.Range(0, 40).Select(i => 1e12 * (i % 3)), .. calm];
        foreach (var name in new[] { "sma", "wma", "linreg", "sum", "stdev", "zscore", "bb_upper", "highest" })
        {
            var length = name == "bb_upper" ? new double[] { 20, 2 } : [20];
            Expect.Same(new Columns { Close = calm }.Run(name, length)[19..], new Columns { Close = shaken }.Run(name, length)[59..], name);
        }
    }

    [Fact]
    public void Logarithms_of_the_returns_come_from_the_portable_log() =>
        Assert.Equal(PortableMath.Log(1.25) / 2, new Columns { Close = [4, 5, 5] }.Run("hv", [2, 1])[2], 1e-15);
}
