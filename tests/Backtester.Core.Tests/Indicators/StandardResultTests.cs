using System.IO.Compression;
using System.Text.Json;
using Backtester.TestSupport;
using Xunit;

namespace Backtester.Core.Tests.Indicators;

/// <summary>Against the results that the Stock.Indicators library publishes for 502 daily SPY quotes.</summary>
public class StandardResultTests
{
    /// <summary>From the first value on; oscillators around 0 to 1e-9 of their scale.</summary>
    [SkippableTheory]
    [InlineData("hma", "hma", "hma", 0, 0, "14")]
    [InlineData("kama", "kama", "kama", 10, 0, "10 2 30")]
    [InlineData("vwma", "vwma", "vwma", 0, 0, "14")]
    [InlineData("epma", "epma", "linreg", 0, 0, "10")]
    [InlineData("smma", "smma", "rma", 0, 0, "20")]
    [InlineData("ichimoku", "tenkanSen", "ichimoku_conversion", 0, 0, "9")]
    [InlineData("ichimoku", "kijunSen", "ichimoku_base", 0, 0, "26")]
    [InlineData("ichimoku", "senkouSpanA", "ichimoku_a", 0, 0, "9 26 26")]
    [InlineData("ichimoku", "senkouSpanB", "ichimoku_b", 0, 0, "52 26")]
    [InlineData("tr", "tr", "tr", 0, 0, "")]
    [InlineData("atr", "atr", "atr", 0, 0, "14")]
    [InlineData("atr", "atrp", "natr", 0, 0, "14")]
    [InlineData("bb", "percentB", "bb_percent", 0, 1, "20 2")]
    [InlineData("bb", "width", "bb_width", 0, 0, "20 2")]
    [InlineData("bb", "zScore", "zscore", 0, 1, "20")]
    [InlineData("bb", "upperBand", "bb_upper", 0, 0, "20 2")]
    [InlineData("bb", "lowerBand", "bb_lower", 0, 0, "20 2")]
    [InlineData("stdev", "stdDev", "stdev", 0, 0, "14")]
    [InlineData("keltner", "centerline", "keltner_middle", 0, 0, "20 2 10")]
    [InlineData("keltner", "upperBand", "keltner_upper", 0, 0, "20 2 10")]
    [InlineData("keltner", "lowerBand", "keltner_lower", 0, 0, "20 2 10")]
    [InlineData("stoch-rsi", "stochRsi", "stoch_rsi", 0, 100, "14 14 1")]
    [InlineData("tsi", "tsi", "tsi", 0, 100, "25 13")]
    [InlineData("awesome", "oscillator", "ao", 0, 250, "5 34")]
    [InlineData("cmf", "cmf", "cmf", 0, 1, "20")]
    [InlineData("adl", "adl", "ad", 0, 1e8, "")]
    [InlineData("heikinashi", "open", "ha_open", 0, 0, "")]
    [InlineData("heikinashi", "high", "ha_high", 0, 0, "")]
    [InlineData("heikinashi", "low", "ha_low", 0, 0, "")]
    [InlineData("heikinashi", "close", "ha_close", 0, 0, "")]
    [InlineData("roc", "roc", "roc", 0, 100, "14")]
    [InlineData("roc", "momentum", "change", 0, 250, "14")]
    [InlineData("macd", "macd", "macd_line", 0, 250, "12 26 9")]
    [InlineData("macd", "signal", "macd_signal", 0, 250, "12 26 9")]
    [InlineData("macd", "histogram", "macd_hist", 0, 250, "12 26 9")]
    [InlineData("dema", "dema", "dema", 300, 0, "14")]
    [InlineData("tema", "tema", "tema", 300, 0, "20")]
    public void Values_equal_the_published_results(string set, string field, string name, int from, double scale, string arguments) =>
        Expect.Close(Results(set, field), Quotes("default").Run(name, Columns.Numbers(arguments)), from, scale: scale);

    /// <summary>Of equal extremes that library takes the oldest, TA-Lib and we the newest: windows with equal ones are left out.</summary>
    [SkippableTheory]
    [InlineData("aroonUp", "aroon_up")]
    [InlineData("aroonDown", "aroon_down")]
    public void Aroon_equals_the_published_results_where_the_extreme_is_one(string field, string name)
    {
        var quotes = Quotes("default");
        var expected = Results("aroon", field);
        var actual = quotes.Run(name, [25]);
        var several = 0;
        for (var i = 25; i < expected.Length; i++)
        {
            var window = (name == "aroon_up" ? quotes.High : quotes.Low.Select(low => -low).ToArray())[(i - 25)..(i + 1)];
            if (window.Count(value => value == window.Max()) > 1)
            {
                Assert.True(actual[i] > expected[i]);
                expected[i] = actual[i];
                several++;
            }
        }

        Assert.InRange(several, 1, 40);
        Expect.Close(expected, actual);
    }

    [SkippableFact]
    public void Correlation_equals_the_published_results() =>
        Expect.Close(Results("corr", "correlation"), Quotes("default").Run("correlation", [20], Quotes("default").Close, Quotes("compare").Close), scale: 1);

    /// <summary>
    /// There the earlier gains below today's are counted, here also those equal to it: with the equal ones taken off, the
    /// two agree. (Its first day counts as a gain of 0; ours knows its first gain on the second.)
    /// </summary>
    [SkippableFact]
    public void Percentile_rank_of_the_daily_gain_is_the_one_in_Connors_rsi()
    {
        var quotes = Quotes("default");
        var gains = quotes.Run("roc", [1]);
        var ranks = quotes.Run("percentile_rank", [100], gains);
        var below = ranks.Select((rank, i) => rank - (i < 101 ? 0 : gains[(i - 100)..i].Count(gain => gain == gains[i]))).ToArray();
        Expect.Close(Results("crsi", "percentRank"), below, from: 101);
        Assert.Equal(1, ranks[419] - below[419]);
    }

    /// <summary>Donchian's channel there leaves out the bar itself.</summary>
    [SkippableTheory]
    [InlineData("upperBand", "highest")]
    [InlineData("lowerBand", "lowest")]
    public void Extremes_of_the_20_bars_before_are_the_Donchian_channel(string field, string name)
    {
        var quotes = Quotes("default");
        var values = quotes.Run(name, [20], name == "highest" ? quotes.High : quotes.Low);
        Expect.Close(Results("donchian", field), [double.NaN, .. values[..^1]], tolerance: 0);
    }

    /// <summary>A fractal with two bars on each side is written there at the pivot, here two bars later, when it is known.</summary>
    [SkippableTheory]
    [InlineData("fractalBear", "pivot_high")]
    [InlineData("fractalBull", "pivot_low")]
    public void Pivots_are_the_published_fractals_at_their_confirmation(string field, string name)
    {
        var published = Results("fractal", field);
        Expect.Close([double.NaN, double.NaN, .. published[..^2]], Quotes("default").Run(name, [2, 2]), tolerance: 0);
    }

    private static Columns Quotes(string name) => ReferenceTable.Load(SharedData.PathOf($"indicators/quotes/{name}.csv.gz")).Candles();

    private static double[] Results(string set, string field)
    {
        using var stream = new GZipStream(File.OpenRead(SharedData.PathOf("indicators/standard_results.json.gz")), CompressionMode.Decompress);
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.GetProperty(set).EnumerateArray()
            .Select(row => row.TryGetProperty(field, out var value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : double.NaN)
            .ToArray();
    }
}
