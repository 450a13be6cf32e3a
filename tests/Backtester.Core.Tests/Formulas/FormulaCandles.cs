using Backtester.Core.Formulas.Compilation;
using Backtester.Core.Formulas.Execution;
using Backtester.Core.Market;

namespace Backtester.Core.Tests.Formulas;

/// <summary>Candles for tests of formulas.</summary>
internal static class FormulaCandles
{
    public static readonly Timeframe Hour = Timeframe.Parse("1h");

    /// <summary>2024-01-01 00:00 UTC, a Monday.</summary>
    public const long Monday = 1_704_067_200_000;

    /// <summary>Hourly candles from Monday on with these closes; highs one above, lows one below, volume 1.</summary>
    public static CandleSeries Closes(params double[] closes) => CandleSeries.FromCandles(
        new SeriesKey("test", "BTCUSDT", Hour),
        [.. closes.Select((c, i) => new Candle(Monday + (i * Hour.Milliseconds), c, c + 1, c - 1, c, 1))]);

    /// <summary>A random walk on a coarse price grid, so that equal values occur, with missing bars and unknown values where asked for.</summary>
    public static CandleSeries Random(Random random, int count, Timeframe timeframe, string symbol = "BTCUSDT", double missing = 0, double unknown = 0)
    {
        var candles = new List<Candle>(count);
        var time = timeframe.Floor(Monday) + (random.Next(50) * timeframe.Milliseconds);
        var price = 100.0;
        while (candles.Count < count)
        {
            time += timeframe.Milliseconds;
            if (random.NextDouble() < missing)
            {
                continue;
            }

            var open = price;
            price = Math.Max(5, price + random.Next(-4, 5));
            var volume = random.NextDouble() < unknown ? double.NaN : random.Next(0, 20);
            candles.Add(new Candle(
                time,
                open,
                Math.Max(open, price) + random.Next(0, 3),
                Math.Min(open, price) - random.Next(0, 3),
                price,
                volume,
                volume * price,
                random.Next(1, 100),
                random.NextDouble() < unknown ? double.NaN : volume / 2));
        }

        return CandleSeries.FromCandles(new SeriesKey("test", symbol, timeframe), candles);
    }

    /// <summary>Bits as 1 and 0, numbers as they are, all rows of an output.</summary>
    public static double[] Values(this ProgramColumns columns, int output) =>
        [.. Enumerable.Range(0, columns.Count).Select(row => columns.Value(output, row))];

    /// <summary>The values of one formula.</summary>
    public static double[] Values(string formula, CandleSeries candles, IOtherCandles? others = null) =>
        Core.Formulas.FormulaCompiler.Compile(formula).Run(candles, others).Values(0);
}

/// <summary>Other instruments for symbol blocks.</summary>
internal sealed class GivenCandles(params CandleSeries[] all) : IOtherCandles
{
    public CandleSeries Load(SymbolInput symbol, Timeframe timeframe) =>
        all.Single(c => c.Key.Symbol == symbol.Symbol && (symbol.Exchange is null || c.Key.Exchange == symbol.Exchange) && c.Key.Timeframe == timeframe);
}
