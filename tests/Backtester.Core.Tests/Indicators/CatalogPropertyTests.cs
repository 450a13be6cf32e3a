using Backtester.Core.Indicators;
using Backtester.Core.Indicators.Catalog;
using Xunit;

namespace Backtester.Core.Tests.Indicators;

/// <summary>What holds for every indicator of the catalogue, over random candles with a printed seed.</summary>
public class CatalogPropertyTests
{
    private const int Rows = 1400;

    /// <summary>Each family with two sets of arguments: its defaults (5 where there is none), and odd ones.</summary>
    public static TheoryData<string, string> Cases()
    {
        var cases = new TheoryData<string, string>();
        foreach (var family in IndicatorCatalog.Families)
        {
            cases.Add(family.Name, string.Join(' ', family.Arguments.Select(a => a.Default ?? 5)));
            if (family.Arguments.Count > 0)
            {
                cases.Add(family.Name, string.Join(' ', family.Arguments.Select((a, i) => a.IsInteger ? Math.Max(a.Min, 13 - (4 * i)) : a.Default ?? 1)));
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Any_tiles_give_the_bits_of_one_tile(string family, string arguments)
    {
        for (var seed = 1; seed <= 4; seed++)
        {
            var random = new Random(seed);
            var candles = RandomCandles.With(seed, Rows, gaps: seed > 2);
            var whole = candles.RunAll(Create(family, arguments));
            foreach (var tiles in new int[][] { [1], [512], [513], [random.Next(1, 9), random.Next(1, 700), 1, random.Next(1, 90)] })
            {
                var parts = candles.RunAll(Create(family, arguments), tiles: tiles);
                for (var k = 0; k < whole.Length; k++)
                {
                    Expect.Same(whole[k], parts[k], $"{family}({arguments}) output {k}, seed {seed}, tiles {string.Join(' ', tiles)}");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_value_stands_first_at_the_warm_up_and_then_always(string family, string arguments)
    {
        var indicator = Create(family, arguments);
        var outputs = RandomCandles.With(5, Rows).RunAll(indicator);
        for (var k = 0; k < outputs.Length; k++)
        {
            if (!family.StartsWith("pivot", StringComparison.Ordinal))
            {
                Assert.Equal(indicator.WarmUpOf(k), Array.FindIndex(outputs[k], v => !double.IsNaN(v)));
                Assert.Equal(indicator.WarmUpOf(k), Array.FindLastIndex(outputs[k], double.IsNaN) + 1);
            }
        }

        Assert.Equal(indicator.WarmUp, Enumerable.Range(0, outputs.Length).Max(indicator.WarmUpOf));
        Assert.True(indicator.Settling == Indicator.NeverSettles || indicator.Settling >= indicator.WarmUp);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void After_an_unknown_bar_it_begins_as_if_the_series_began_there(string family, string arguments)
    {
        const int Gap = 700;
        var candles = RandomCandles.With(6, Rows);
        var reads = IndicatorCatalog.Families.Single(f => f.Name == family).Reads;
        foreach (var column in RandomCandles.ColumnsOf(candles, reads))
        {
            var kept = column[Gap];
            column[Gap] = double.NaN;
            var outputs = candles.RunAll(Create(family, arguments));
            column[Gap] = kept;
            var untouched = candles.RunAll(Create(family, arguments));
            var later = RandomCandles.From(candles, Gap + 1).RunAll(Create(family, arguments));
            for (var k = 0; k < outputs.Length; k++)
            {
                Expect.Same(untouched[k][..Gap], outputs[k][..Gap], $"{family} output {k} before the gap");
                Assert.True(double.IsNaN(outputs[k][Gap]));
                Expect.Same(later[k], outputs[k][(Gap + 1)..], $"{family} output {k} after the gap");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_future_changes_no_earlier_value(string family, string arguments)
    {
        var candles = RandomCandles.With(7, Rows);
        var outputs = candles.RunAll(Create(family, arguments));
        foreach (var cut in new[] { 1, 511, 512, 513, 900 })
        {
            var other = RandomCandles.Joined(candles, RandomCandles.With(8, Rows), cut);
            var changed = other.RunAll(Create(family, arguments));
            for (var k = 0; k < outputs.Length; k++)
            {
                Expect.Same(outputs[k][..cut], changed[k][..cut], $"{family} output {k}, cut at {cut}");
            }
        }
    }

    /// <summary>Flat prices, prices of 0, no volume, bars without range, rising and falling lines: 0/0 is unknown, nothing is infinite.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void No_value_is_infinite(string family, string arguments)
    {
        foreach (var candles in RandomCandles.Degenerate(600))
        {
            var outputs = candles.RunAll(Create(family, arguments));
            Assert.All(outputs, column => Assert.DoesNotContain(column, double.IsInfinity));
        }
    }

    /// <summary>From <see cref="Indicator.Settling"/> on it does not matter where the series began: exactly for windows, to 1e-9 of the values' size for recursions.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void After_settling_the_start_is_forgotten(string family, string arguments)
    {
        const int Later = 37;
        var settling = Create(family, arguments).Settling;
        if (settling == Indicator.NeverSettles)
        {
            return;
        }

        var rows = settling + Later + 300;
        var candles = RandomCandles.With(9, rows);
        var outputs = candles.RunAll(Create(family, arguments));
        var later = RandomCandles.From(candles, Later).RunAll(Create(family, arguments));
        var window = settling == Create(family, arguments).WarmUp;
        for (var k = 0; k < outputs.Length; k++)
        {
            var known = outputs[k].Where(v => !double.IsNaN(v)).Select(Math.Abs).DefaultIfEmpty(0).Max();
            for (var i = settling; i < later[k].Length; i++)
            {
                var (a, b) = (outputs[k][i + Later], later[k][i]);
                if (!a.Equals(b) && (window || !(Math.Abs(a - b) <= 1e-9 * known)))
                {
                    Assert.Fail($"{family}({arguments}) output {k}, row {i}: {a:R} and {b:R}");
                }
            }
        }
    }

    [Fact]
    public void Every_name_of_the_language_is_there_once()
    {
        const string Names = """
            sma ema wma rma dema tema hma kama vwma vwap linreg macd_line macd_signal macd_hist rsi stoch_k stoch_d stoch_rsi cci roc mom
            willr mfi tsi ao adx plus_di minus_di aroon_up aroon_down psar supertrend supertrend_dir ichimoku_conversion ichimoku_base
            ichimoku_a ichimoku_b tr atr natr bb_upper bb_middle bb_lower bb_width bb_percent keltner_upper keltner_middle keltner_lower
            stdev zscore hv highest lowest sum change rising falling cum percentile_rank correlation obv cvd ad cmf poc value_area_high
            value_area_low stage pivot_high pivot_low ha_open ha_high ha_low ha_close random
            """;
        Assert.Equal(Names.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Order(), IndicatorCatalog.All.Select(s => s.Name).Order());
        Assert.All(IndicatorCatalog.Families, f => Assert.Equal(f.Reads, f.Create(f.Arguments.Select(a => a.Default ?? 5).ToArray()).Reads));
        Assert.All(IndicatorCatalog.Families, f => Assert.Equal(f.Signatures.Count, f.Create(f.Arguments.Select(a => a.Default ?? 5).ToArray()).Outputs));
    }

    [Theory]
    [InlineData("sma", "length is missing", "")]
    [InlineData("sma", "length: 0 is not a whole number from 1 to 100000", "0")]
    [InlineData("sma", "length: 2.5 is not a whole number", "2.5")]
    [InlineData("sma", "2 numbers came, at most 1", "2 3")]
    [InlineData("bb_upper", "multiplier: NaN is not a number from 0 to 100", "20 NaN")]
    public void A_bad_argument_is_refused_by_name(string name, string words, string arguments) =>
        Assert.Contains(words, Assert.Throws<ArgumentException>(() => IndicatorCatalog.Get(name).Create(Columns.Numbers(arguments))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_missing_column_is_refused_by_name()
    {
        var error = Assert.Throws<ArgumentException>(() => IndicatorCatalog.Get("atr").Create().Update(new IndicatorTile { High = new double[3], Close = new double[3], Output = new double[3] }));
        Assert.Contains("Low: 0 rows, but the first output has 3", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_name_is_refused_with_the_known_ones() =>
        Assert.Contains("known: sma ema", Assert.Throws<ArgumentException>(() => IndicatorCatalog.Get("smma")).Message, StringComparison.Ordinal);

    private static Indicator Create(string family, string arguments) => IndicatorCatalog.Families.Single(f => f.Name == family)
        .Create(Columns.Numbers(arguments));
}
