using Backtester.Core.Indicators;
using Backtester.Core.Indicators.Catalog;
using BenchmarkDotNet.Attributes;

namespace Backtester.Bench;

/// <summary>Time per bar of each indicator over a year of minutes, in one tile and in tiles of 4096; the mean is ns a bar.</summary>
public class IndicatorsBenchmark
{
    private const int Bars = 525_600;

    private readonly long[] _time = new long[Bars];
    private readonly double[] _open = new double[Bars];
    private readonly double[] _high = new double[Bars];
    private readonly double[] _low = new double[Bars];
    private readonly double[] _close = new double[Bars];
    private readonly double[] _volume = new double[Bars];
    private readonly double[][] _outputs = [new double[Bars], new double[Bars], new double[Bars], new double[Bars]];
    private Func<Indicator> _create = () => IndicatorCatalog.Get("sma").Create(20);

    [Params("sma 20", "sma 200", "ema 20", "wma 20", "rsi 14", "macd_line 12 26 9", "atr 14", "bb_upper 20 2", "adx 14", "stoch_k 14 3 3", "cci 20", "mfi 14", "obv", "psar", "supertrend 10 3", "highest 20", "aroon_up 14", "kama 10", "hv 20", "correlation 20", "percentile_rank 100", "poc 100 24")]
    public string Name { get; set; } = "";

    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(1);
        var price = 30_000.0;
        for (var i = 0; i < Bars; i++)
        {
            (_time[i], _open[i]) = (i * 60_000L, price);
            price *= Math.Exp((random.NextDouble() - 0.5) * 0.002);
            (_close[i], _volume[i]) = (price, random.NextDouble() * 100);
            (_high[i], _low[i]) = (Math.Max(_open[i], price) * (1 + (random.NextDouble() * 0.0005)), Math.Min(_open[i], price) * (1 - (random.NextDouble() * 0.0005)));
        }

        var words = Name.Split(' ');
        var arguments = words.Skip(1).Select(double.Parse).ToArray();
        _create = () => IndicatorCatalog.Get(words[0]).Create(arguments);
    }

    [Benchmark(OperationsPerInvoke = Bars)]
    public double OneTile() => Run(Bars);

    [Benchmark(OperationsPerInvoke = Bars)]
    public double Tiles() => Run(4096);

    private double Run(int tile)
    {
        var indicator = _create();
        for (var at = 0; at < Bars; at += tile)
        {
            var length = Math.Min(tile, Bars - at);
            indicator.Update(new IndicatorTile
            {
                Source = _close.AsSpan(at, length),
                Source2 = _volume.AsSpan(at, length),
                OpenTimeMs = _time.AsSpan(at, length),
                Open = _open.AsSpan(at, length),
                High = _high.AsSpan(at, length),
                Low = _low.AsSpan(at, length),
                Close = _close.AsSpan(at, length),
                Volume = _volume.AsSpan(at, length),
                Output = _outputs[0].AsSpan(at, length),
                Output2 = indicator.Outputs > 1 ? _outputs[1].AsSpan(at, length) : [],
                Output3 = indicator.Outputs > 2 ? _outputs[2].AsSpan(at, length) : [],
                Output4 = indicator.Outputs > 3 ? _outputs[3].AsSpan(at, length) : [],
            });
        }

        return _outputs[0][^1];
    }
}
