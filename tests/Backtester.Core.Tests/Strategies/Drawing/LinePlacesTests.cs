using Backtester.Core.Formulas;
using Backtester.Core.Formulas.Syntax;
using Backtester.Core.Indicators.Catalog;
using Backtester.Core.Market;
using Backtester.Core.Strategies.Drawing;
using Backtester.Core.Tests.Strategies.Proof;
using Xunit;

namespace Backtester.Core.Tests.Strategies.Drawing;

public sealed class LinePlacesTests
{
    private const double Shift = 4096;

    /// <summary>Every indicator of prices, with its defaults; those that read other series have nothing to be shifted.</summary>
    public static TheoryData<string> Indicators =>
    [
        .. IndicatorCatalog.All.Where(i => i.SeriesCount <= 1 && i.Name is not ("random" or "cum"))
            .Select(i => i.SeriesCount == 1 ? $"{i.Name}(close{Arguments(i)})" : i.Arguments.Any(a => a.Default is null) ? $"{i.Name}({Arguments(i).TrimStart(',', ' ')})" : $"{i.Name}()"),
    ];

    [Theory]
    [MemberData(nameof(Indicators))]
    public void Indicator_lies_on_the_price_where_it_moves_with_every_price(string formula)
    {
        var candles = ProofCandles.Hours(seed: 5, count: 400);
        var moved = Moved(candles);
        var (before, after) = (Values(formula, candles), Values(formula, moved));
        var known = Enumerable.Range(0, before.Length).Where(i => double.IsFinite(before[i]) && double.IsFinite(after[i])).ToList();
        Assert.NotEmpty(known);
        var follows = known.All(i => Math.Abs(after[i] - before[i] - Shift) < 0.01 * Shift);
        Assert.Equal(follows, Place(formula) == LinePlace.Price);
    }

    [Theory]
    [InlineData("close - 2 * atr(14)", LinePlace.Price)]
    [InlineData("ema(close, 5) - ema(close, 9)", LinePlace.Pane)]
    [InlineData("ema(rsi(close, 14), 3)", LinePlace.Pane)]
    [InlineData("highest(high, 20)[1]", LinePlace.Price)]
    [InlineData("tf(\"1d\", sma(hlc3, 3))", LinePlace.Price)]
    [InlineData("sma(close, 9) * 1.02", LinePlace.Price)]
    [InlineData("close / sma(close, 9)", LinePlace.Pane)]
    [InlineData("tf(\"1w\", stage())", LinePlace.Stage)]
    [InlineData("symbol(\"ETHUSDT\", close)", LinePlace.Pane)]
    public void Calculation_keeps_the_scale_of_prices_or_loses_it(string formula, LinePlace expected) => Assert.Equal(expected, Place(formula));

    private static LinePlace Place(string formula) =>
        new LinePlaces(new Dictionary<string, Expression>()).Of(FormulaParser.Parse(formula, new DiagnosticBag())!);

    private static double[] Values(string formula, CandleSeries candles)
    {
        var columns = FormulaCompiler.Compile(formula, null, candles.Key.Timeframe).Run(candles);
        return [.. Enumerable.Range(0, candles.Count).Select(i => columns.Value(0, i))];
    }

    private static string Arguments(IndicatorSignature indicator) =>
        string.Concat(indicator.Arguments.Where(a => a.Default is null).Select(a => $", {Math.Clamp(10, a.Min, a.Max)}"));

    private static CandleSeries Moved(CandleSeries candles) => CandleSeries.FromCandles(
        candles.Key,
        [.. Enumerable.Range(0, candles.Count).Select(i => new Candle(candles.OpenTimeMs[i], candles.Open[i] + Shift, candles.High[i] + Shift, candles.Low[i] + Shift, candles.Close[i] + Shift, candles.Volume[i]))]);
}
