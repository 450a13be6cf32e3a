using Backtester.Core.Indicators;

namespace Backtester.Core.Tests.Indicators;

/// <summary>Made candles for properties: random walks, their parts, and degenerate markets.</summary>
internal static class RandomCandles
{
    private const long Hour = 3_600_000;

    public static Columns With(int seed, int rows, bool gaps = false)
    {
        var random = new Random(seed);
        var candles = Empty(rows);
        var price = 100.0;
        for (var i = 0; i < rows; i++)
        {
            var open = price;
            price *= Math.Exp((random.NextDouble() - 0.5) * 0.02);
            candles.Time[i] = (i + 5) * Hour;
            (candles.Open[i], candles.Close[i]) = (open, price);
            candles.High[i] = Math.Max(open, price) * (1 + (random.NextDouble() * 0.01));
            candles.Low[i] = Math.Min(open, price) * (1 - (random.NextDouble() * 0.01));
            candles.Volume[i] = 1 + (random.NextDouble() * 1000);
            candles.TakerBuyVolume[i] = random.Next(4) == 0 ? double.NaN : candles.Volume[i] * random.NextDouble();
            if (gaps && random.Next(60) == 0)
            {
                var column = new[] { candles.Open, candles.High, candles.Low, candles.Close, candles.Volume }[random.Next(5)];
                column[i] = random.Next(2) == 0 ? double.NaN : double.PositiveInfinity;
            }
        }

        return candles;
    }

    /// <summary>The columns of the candles that make a bar unknown when they are. The source is the close, the second one the open.</summary>
    public static IEnumerable<double[]> ColumnsOf(Columns candles, IndicatorInputs reads) => new[]
    {
        (IndicatorInputs.Source, candles.Close), (IndicatorInputs.Source2, candles.Open), (IndicatorInputs.Open, candles.Open), (IndicatorInputs.High, candles.High),
        (IndicatorInputs.Low, candles.Low), (IndicatorInputs.Close, candles.Close), (IndicatorInputs.Volume, candles.Volume),
    }.Where(pair => reads.HasFlag(pair.Item1)).Select(pair => pair.Item2);

    public static Columns From(Columns candles, int row) => new()
    {
        Time = candles.Time[row..],
        Open = candles.Open[row..],
        High = candles.High[row..],
        Low = candles.Low[row..],
        Close = candles.Close[row..],
        Volume = candles.Volume[row..],
        TakerBuyVolume = candles.TakerBuyVolume[row..],
    };

    public static Columns Joined(Columns first, Columns second, int cut) => new()
    {
        Time = first.Time,
        Open = [.. first.Open[..cut], .. second.Open[cut..]],
        High = [.. first.High[..cut], .. second.High[cut..]],
        Low = [.. first.Low[..cut], .. second.Low[cut..]],
        Close = [.. first.Close[..cut], .. second.Close[cut..]],
        Volume = [.. first.Volume[..cut], .. second.Volume[cut..]],
        TakerBuyVolume = [.. first.TakerBuyVolume[..cut], .. second.TakerBuyVolume[cut..]],
    };

    public static IEnumerable<Columns> Degenerate(int rows)
    {
        yield return Shaped(rows, _ => 0, _ => 0, 0);
        yield return Shaped(rows, _ => 41234.567, _ => 0, 0);
        yield return Shaped(rows, _ => 0.1, _ => 0, 5);
        yield return Shaped(rows, i => i, _ => 0, i => i % 2);
        yield return Shaped(rows, i => rows - i, _ => 0, 3);
        yield return Shaped(rows, i => i < 200 ? 100 + Math.Sin(i) : 33.3, i => i < 200 ? 1 : 0, i => i < 200 ? 7 : 0);
        yield return Shaped(rows, i => i % 2 == 0 ? 1e-7 : 1e9, _ => 0, 1);
        yield return Shaped(rows, i => Math.Sin(i), _ => 0.5, 0.001);
    }

    private static Columns Shaped(int rows, Func<int, double> price, Func<int, double> range, double volume) =>
        Shaped(rows, price, range, _ => volume);

    private static Columns Shaped(int rows, Func<int, double> price, Func<int, double> range, Func<int, double> volume)
    {
        var candles = Empty(rows);
        for (var i = 0; i < rows; i++)
        {
            candles.Time[i] = i * Hour;
            candles.Open[i] = candles.Close[i] = price(i);
            (candles.High[i], candles.Low[i]) = (price(i) + range(i), price(i) - range(i));
            (candles.Volume[i], candles.TakerBuyVolume[i]) = (volume(i), double.NaN);
        }

        return candles;
    }

    private static Columns Empty(int rows) => new()
    {
        Time = new long[rows],
        Open = new double[rows],
        High = new double[rows],
        Low = new double[rows],
        Close = new double[rows],
        Volume = new double[rows],
        TakerBuyVolume = new double[rows],
    };
}
