using Backtester.Core.Analysis;
using Backtester.Core.Market;

namespace Backtester.Core.Optimization.MonteCarlo;

/// <summary>
/// Candles with the same moves in another order, and without drift (Masters, "Permutation and Randomization Tests for
/// Trading System Development", 2020). A bar is a gap (its open over the close before) and a body (high, low and close over
/// its open, with the volume); gaps and bodies are put in two random orders of their own. Each symbol's mean move a bar is
/// taken out of its gaps, so that the last close is the first one. Several symbols share the orders, which keeps what they
/// do together; where a symbol has holes, only bars change places that the same symbols have. The first bar of each
/// symbol stays. Prices are products of ratios, + − × ÷ alone: the same bytes on every machine.
/// </summary>
internal sealed class CandlePermutation
{
    private readonly IReadOnlyList<CandleSeries> _series;

    /// <summary>Of each series the number of its bars' rows in the common time.</summary>
    private readonly int[][] _rowOf;

    /// <summary>Of each series the row of each common time; −1 where it has no bar then.</summary>
    private readonly int[][] _barAt;

    /// <summary>Common times that may change places with each other.</summary>
    private readonly int[][] _groups;

    private readonly double[] _drift;

    /// <summary>Reads the candles.</summary>
    /// <param name="series">Series of one timeframe, each with at least one bar and prices above 0.</param>
    public CandlePermutation(IReadOnlyList<CandleSeries> series)
    {
        _series = series;
        long[] times = [.. series.SelectMany(s => s.OpenTimeMs.ToArray()).Distinct().Order()];
        _rowOf = [.. series.Select(s => RowsOf(s, times))];
        _barAt = [.. _rowOf.Select(rows => BarsAt(rows, times.Length))];
        _groups = Groups(times.Length);
        _drift = [.. series.Select(DriftOf)];
    }

    /// <summary>Growth of each series a bar, a factor, in the order of the series: what is taken out.</summary>
    public IReadOnlyList<double> Drift => _drift;

    /// <summary>The candles in their own order, without drift.</summary>
    public CandleSeries[] Driftless() => Make(Identity(), Identity());

    /// <summary>The candles in the random order of a stream.</summary>
    /// <param name="seed">Seed.</param>
    /// <param name="number">Number of the permutation.</param>
    public CandleSeries[] Permuted(long seed, long number)
    {
        var random = new CounterRandom(seed, number);
        return Make(Order(ref random), Order(ref random));
    }

    private int[] Identity() => [.. Enumerable.Range(0, _barAt[0].Length)];

    /// <summary>Fisher and Yates, in each group by itself.</summary>
    private int[] Order(ref CounterRandom random)
    {
        var order = Identity();
        foreach (var group in _groups)
        {
            for (var i = 0; i < group.Length; i++)
            {
                var other = i + random.NextInt(group.Length - i);
                (order[group[i]], order[group[other]]) = (order[group[other]], order[group[i]]);
            }
        }

        return order;
    }

    private CandleSeries[] Make(int[] gaps, int[] bodies) => [.. _series.Select((s, i) => Make(s, i, gaps, bodies))];

    private CandleSeries Make(CandleSeries source, int number, int[] gaps, int[] bodies)
    {
        var count = source.Count;
        var (open, high, low, close, volume) = (new double[count], new double[count], new double[count], new double[count], new double[count]);
        var (quote, trades, taker) = (Column(source.QuoteVolume), Column(source.TradeCount), Column(source.TakerBuyVolume));
        (open[0], high[0], low[0], close[0], volume[0]) = (source.Open[0], source.High[0], source.Low[0], source.Close[0], source.Volume[0]);
        Put(quote, 0, source.QuoteVolume, 0, 1);
        Put(trades, 0, source.TradeCount, 0, 1);
        Put(taker, 0, source.TakerBuyVolume, 0, 1);
        for (var bar = 1; bar < count; bar++)
        {
            var row = _rowOf[number][bar];
            var body = _barAt[number][bodies[row]];
            open[bar] = close[bar - 1] * GapOf(source, _barAt[number][gaps[row]], _drift[number]);
            high[bar] = open[bar] * (source.High[body] / source.Open[body]);
            low[bar] = open[bar] * (source.Low[body] / source.Open[body]);
            close[bar] = open[bar] * (source.Close[body] / source.Open[body]);
            volume[bar] = source.Volume[body];
            Put(quote, bar, source.QuoteVolume, body, open[bar] / source.Open[body]);
            Put(trades, bar, source.TradeCount, body, 1);
            Put(taker, bar, source.TakerBuyVolume, body, 1);
        }

        return new CandleSeries(source.Key, source.Columns.OpenTimeMs, open, high, low, close, volume, quote, trades, taker);
    }

    private static double GapOf(CandleSeries source, int bar, double drift) => source.Open[bar] / source.Close[bar - 1] / drift;

    /// <summary>The mean move between two closes; 1 for a single bar.</summary>
    private static double DriftOf(CandleSeries series) =>
        series.Count < 2 ? 1 : PortableMath.Exp(PortableMath.Log(series.Close[^1] / series.Close[0]) / (series.Count - 1));

    private static double[]? Column(ReadOnlySpan<double> known) => known.IsEmpty ? null : new double[known.Length];

    private static void Put(double[]? column, int bar, ReadOnlySpan<double> source, int body, double scale)
    {
        if (column is not null)
        {
            column[bar] = source[body] * scale;
        }
    }

    private static int[] RowsOf(CandleSeries series, long[] times)
    {
        var rows = new int[series.Count];
        for (var (bar, row) = (0, 0); bar < rows.Length; bar++)
        {
            while (times[row] < series.OpenTimeMs[bar])
            {
                row++;
            }

            rows[bar] = row;
        }

        return rows;
    }

    private static int[] BarsAt(int[] rows, int times)
    {
        var bars = new int[times];
        Array.Fill(bars, -1);
        for (var bar = 0; bar < rows.Length; bar++)
        {
            bars[rows[bar]] = bar;
        }

        return bars;
    }

    /// <summary>Times at which the same symbols have a bar, and none has its first.</summary>
    private int[][] Groups(int times)
    {
        var rows = Enumerable.Range(0, times).Where(row => _barAt.All(b => b[row] != 0));
        return [.. rows.GroupBy(row => string.Concat(_barAt.Select(b => b[row] < 0 ? '0' : '1'))).Select(g => g.ToArray())];
    }
}
