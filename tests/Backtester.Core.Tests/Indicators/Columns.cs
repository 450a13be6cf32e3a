using Backtester.Core.Indicators;
using Backtester.Core.Indicators.Catalog;

namespace Backtester.Core.Tests.Indicators;

/// <summary>Candle columns to run indicators over.</summary>
internal sealed class Columns
{
    public long[] Time { get; init; } = [];

    public double[] Open { get; init; } = [];

    public double[] High { get; init; } = [];

    public double[] Low { get; init; } = [];

    public double[] Close { get; init; } = [];

    public double[] Volume { get; init; } = [];

    public double[] TakerBuyVolume { get; init; } = [];

    public int Count => Close.Length;

    /// <summary>Numbers parted by spaces.</summary>
    public static double[] Numbers(string arguments) =>
        arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(double.Parse).ToArray();

    /// <summary>One indicator by its name, in one tile; the source is the close where none is given.</summary>
    public double[] Run(string name, double[] arguments, double[]? source = null, double[]? source2 = null)
    {
        var signature = IndicatorCatalog.Get(name);
        return RunAll(signature.Create(arguments), source, source2)[signature.Output];
    }

    /// <summary>All outputs of an indicator, in tiles of the given lengths (repeated), by default in one tile.</summary>
    public double[][] RunAll(Indicator indicator, double[]? source = null, double[]? source2 = null, params int[] tiles)
    {
        var count = Math.Max(Count, source?.Length ?? 0);
        var outputs = Enumerable.Range(0, 4).Select(k => new double[k < indicator.Outputs ? count : 0]).ToArray();
        for (int at = 0, turn = 0; at < count; turn++)
        {
            var length = tiles.Length == 0 ? count : Math.Min(tiles[turn % tiles.Length], count - at);
            var from = at;
            Span<double> Out(int k) => outputs[k].Length == 0 ? [] : outputs[k].AsSpan(from, length);
            ReadOnlySpan<double> In(double[] column) => column.Length == 0 ? [] : column.AsSpan(from, length);
            indicator.Update(new IndicatorTile
            {
                Source = In(source ?? Close),
                Source2 = In(source2 ?? Open),
                OpenTimeMs = Time.Length == 0 ? [] : Time.AsSpan(at, length),
                Open = In(Open),
                High = In(High),
                Low = In(Low),
                Close = In(Close),
                Volume = In(Volume),
                TakerBuyVolume = In(TakerBuyVolume),
                Output = Out(0),
                Output2 = Out(1),
                Output3 = Out(2),
                Output4 = Out(3),
            });
            at += length;
        }

        return outputs[..indicator.Outputs];
    }
}
