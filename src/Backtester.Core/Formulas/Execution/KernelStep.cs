using Backtester.Core.Indicators;

namespace Backtester.Core.Formulas.Execution;

/// <summary>Feeds an indicator with the tile and its sources.</summary>
internal sealed class KernelStep(Indicator indicator, double[]? source, double[]? source2, double[][] outputs) : ColumnStep
{
    public override void Run(in CandleTile tile)
    {
        var rows = tile.Count;
        indicator.Update(new IndicatorTile
        {
            Source = source is null ? default : source.AsSpan(0, rows),
            Source2 = source2 is null ? default : source2.AsSpan(0, rows),
            OpenTimeMs = tile.OpenTimeMs,
            Open = tile.Open,
            High = tile.High,
            Low = tile.Low,
            Close = tile.Close,
            Volume = tile.Volume,
            TakerBuyVolume = tile.TakerBuyVolume,
            Output = outputs[0].AsSpan(0, rows),
            Output2 = outputs.Length > 1 ? outputs[1].AsSpan(0, rows) : default,
            Output3 = outputs.Length > 2 ? outputs[2].AsSpan(0, rows) : default,
            Output4 = outputs.Length > 3 ? outputs[3].AsSpan(0, rows) : default,
        });
    }
}
