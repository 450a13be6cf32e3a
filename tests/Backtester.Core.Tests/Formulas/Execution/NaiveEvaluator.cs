using Backtester.Core.Formulas.Syntax;
using Backtester.Core.Indicators;
using Backtester.Core.Indicators.Catalog;
using Backtester.Core.Market;

namespace Backtester.Core.Tests.Formulas.Execution;

/// <summary>
/// The meaning of the language written down a second time, as plainly as possible: every part of a formula is a column
/// computed on its own, bar by bar, without sharing, tiles or vectors. Bits are 1 and 0.
/// </summary>
internal sealed class NaiveEvaluator(CandleSeries candles, CandleSeries? other)
{
    public double[] Evaluate(Expression expression) => Evaluate(expression, candles);

    private double[] Evaluate(Expression e, CandleSeries on) => e switch
    {
        NumberExpression n => Each(on, _ => n.Value),
        PercentExpression p => Each(on, _ => p.Percent / 100),
        BooleanExpression b => Each(on, _ => b.Value ? 1 : 0),
        NameExpression n => Name(n.Name, on),
        UnaryExpression u => Map(Evaluate(u.Operand, on), x => u.Operator == UnaryOperator.Not ? 1 - x : -x),
        BinaryExpression b => Map(Evaluate(b.Left, on), Evaluate(b.Right, on), (x, y) => Binary(b.Operator, x, y)),
        ConditionalExpression c => Choose(Evaluate(c.Condition, on), Evaluate(c.WhenTrue, on), Evaluate(c.WhenFalse, on)),
        HistoryExpression h => History(h, on),
        CallExpression c => Call(c, on),
        _ => throw new NotSupportedException(),
    };

    private static double[] Each(CandleSeries on, Func<int, double> value) => [.. Enumerable.Range(0, on.Count).Select(value)];

    private static double[] Map(double[] a, Func<double, double> f) => [.. a.Select(f)];

    private static double[] Map(double[] a, double[] b, Func<double, double, double> f) => [.. a.Zip(b, f)];

    private static double[] Choose(double[] c, double[] a, double[] b) => [.. c.Select((x, i) => x != 0 ? a[i] : b[i])];

    private static double Bit(bool b) => b ? 1 : 0;

    private static double Binary(BinaryOperator op, double a, double b) => op switch
    {
        BinaryOperator.And => Bit(a != 0 && b != 0),
        BinaryOperator.Or => Bit(a != 0 || b != 0),
        BinaryOperator.Less => Bit(a < b),
        BinaryOperator.LessOrEqual => Bit(a <= b),
        BinaryOperator.Greater => Bit(a > b),
        BinaryOperator.GreaterOrEqual => Bit(a >= b),
        BinaryOperator.Equal => Bit(a == b),
        BinaryOperator.NotEqual => Bit(a != b && !double.IsNaN(a) && !double.IsNaN(b)),
        BinaryOperator.Add => a + b,
        BinaryOperator.Subtract => a - b,
        BinaryOperator.Multiply => a * b,
        BinaryOperator.Divide => b == 0 ? double.NaN : a / b,
        _ => a % b,
    };

    private double[] History(HistoryExpression h, CandleSeries on)
    {
        var bars = (int)Evaluate(h.Offset, on).FirstOrDefault();
        var source = Evaluate(h.Source, on);
        var before = IsBoolean(h.Source) ? 0 : double.NaN;
        return [.. source.Select((_, i) => i >= bars ? source[i - bars] : before)];
    }

    private double[] Name(string name, CandleSeries on) => name switch
    {
        "open" => on.Open.ToArray(),
        "high" => on.High.ToArray(),
        "low" => on.Low.ToArray(),
        "close" => on.Close.ToArray(),
        "volume" => on.Volume.ToArray(),
        "trades" => on.TradeCount.IsEmpty ? Each(on, _ => double.NaN) : on.TradeCount.ToArray(),
        "taker_buy_volume" => on.TakerBuyVolume.IsEmpty ? Each(on, _ => double.NaN) : on.TakerBuyVolume.ToArray(),
        "hl2" => Each(on, i => (on[i].High + on[i].Low) / 2),
        "hlc3" => Each(on, i => (on[i].High + on[i].Low + on[i].Close) / 3),
        "ohlc4" => Each(on, i => (on[i].Open + on[i].High + on[i].Low + on[i].Close) / 4),
        "hour" => Each(on, i => Time(on[i]).Hour),
        "day_of_week" => Each(on, i => Time(on[i]).DayOfWeek == DayOfWeek.Sunday ? 7 : (int)Time(on[i]).DayOfWeek),
        "month" => Each(on, i => Time(on[i]).Month),
        _ => Indicator(name, [], on),
    };

    private static DateTime Time(Candle candle) => DateTimeOffset.FromUnixTimeMilliseconds(candle.OpenTimeMs).UtcDateTime;

    private double[] Call(CallExpression c, CandleSeries on)
    {
        if (c.Name is "tf" or "symbol")
        {
            return Block(c, on);
        }

        var a = c.Arguments.Select(x => Evaluate(x, on)).ToArray();
        return c.Name switch
        {
            "crossover" => Cross(a[0], a[1]),
            "crossunder" => Cross(a[1], a[0]),
            "bars_since" => [.. a[0].Select((_, i) => Occurrence(a[0], i, 0) is var k && k < 0 ? double.NaN : i - k)],
            "value_when" => [.. a[0].Select((_, i) => Occurrence(a[0], i, (int)a[2][0]) is var k && k < 0 ? double.NaN : a[1][k])],
            "abs" => Map(a[0], Math.Abs),
            "sqrt" => Map(a[0], Math.Sqrt),
            "log" => Map(a[0], Core.Formulas.Compilation.Elementary.Log),
            "sign" => Map(a[0], x => x > 0 ? 1 : x < 0 ? -1 : x == 0 ? 0 : double.NaN),
            "round" => Map(a[0], x => Math.Round(x, MidpointRounding.AwayFromZero)),
            "min" => Map(a[0], a[1], Math.Min),
            "max" => Map(a[0], a[1], Math.Max),
            "nz" => Map(a[0], a[1], (x, y) => double.IsNaN(x) ? y : x),
            _ => Indicator(c.Name, a, on),
        };
    }

    private static double[] Cross(double[] a, double[] b) => [.. a.Select((_, i) => Bit(i > 0 && a[i - 1] <= b[i - 1] && a[i] > b[i]))];

    /// <summary>The bar at which a condition held for the n-th last time, −1 for none.</summary>
    private static int Occurrence(double[] condition, int bar, int n)
    {
        for (var i = bar; i >= 0; i--)
        {
            if (condition[i] != 0 && n-- == 0)
            {
                return i;
            }
        }

        return -1;
    }

    private static double[] Indicator(string name, double[][] arguments, CandleSeries on)
    {
        var signature = IndicatorCatalog.Get(name);
        var indicator = signature.Create(arguments.Skip(signature.SeriesCount).Select(x => x.FirstOrDefault()).ToArray());
        var outputs = Enumerable.Range(0, 4).Select(_ => new double[on.Count]).ToArray();
        indicator.Update(new IndicatorTile
        {
            Source = signature.SeriesCount > 0 ? arguments[0] : default,
            Source2 = signature.SeriesCount > 1 ? arguments[1] : default,
            OpenTimeMs = on.OpenTimeMs,
            Open = on.Open,
            High = on.High,
            Low = on.Low,
            Close = on.Close,
            Volume = on.Volume,
            TakerBuyVolume = on.TakerBuyVolume,
            Output = outputs[0],
            Output2 = outputs[1],
            Output3 = outputs[2],
            Output4 = outputs[3],
        });
        return name is "rising" or "falling" ? Map(outputs[signature.Output], x => Bit(x == 1)) : outputs[signature.Output];
    }

    /// <summary>Computes the inside on its own candles, then gives each bar the last candle that ended no later than it.</summary>
    private double[] Block(CallExpression call, CandleSeries on)
    {
        var inner = call.Name == "tf"
            ? Join(on, Timeframe.Parse(((TextExpression)call.Arguments[0]).Text))
            : Join(other!, on.Key.Timeframe);
        var values = Evaluate(call.Arguments[1], inner);
        var nothing = IsBoolean(call.Arguments[1]) ? 0 : double.NaN;
        return Each(on, i =>
        {
            var now = on.OpenTimeMs[i] + on.Key.Timeframe.Milliseconds;
            var seen = -1;
            for (var k = 0; k < inner.Count && inner.OpenTimeMs[k] + inner.Key.Timeframe.Milliseconds <= now; k++)
            {
                seen = k;
            }

            return seen < 0 ? nothing : values[seen];
        });
    }

    private static CandleSeries Join(CandleSeries from, Timeframe to)
    {
        var all = Enumerable.Range(0, from.Count).Select(i => from[i]).GroupBy(c => to.Floor(c.OpenTimeMs)).Select(g => new Candle(
            g.Key,
            g.First().Open,
            g.Select(c => c.High).Aggregate(Math.Max),
            g.Select(c => c.Low).Aggregate(Math.Min),
            g.Last().Close,
            g.Select(c => c.Volume).Aggregate((a, b) => a + b),
            g.Select(c => c.QuoteVolume).Aggregate((a, b) => a + b),
            g.Select(c => c.TradeCount).Aggregate((a, b) => a + b),
            g.Select(c => c.TakerBuyVolume).Aggregate((a, b) => a + b)));
        return CandleSeries.FromCandles(from.Key with { Timeframe = to }, [.. all]);
    }

    private static bool IsBoolean(Expression e) => e switch
    {
        BooleanExpression => true,
        UnaryExpression u => u.Operator == UnaryOperator.Not,
        BinaryExpression b => b.Operator < BinaryOperator.Add,
        ConditionalExpression c => IsBoolean(c.WhenTrue),
        HistoryExpression h => IsBoolean(h.Source),
        CallExpression c => c.Name is "crossover" or "crossunder" or "rising" or "falling" || (c.Name is "tf" or "symbol" && IsBoolean(c.Arguments[1])),
        _ => false,
    };
}
