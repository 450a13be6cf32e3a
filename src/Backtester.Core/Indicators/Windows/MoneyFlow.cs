using System.Numerics;

namespace Backtester.Core.Indicators.Windows;

/// <summary>
/// Volume times the close's place in its bar, ((close − low) − (high − close)) / (high − low): from −volume at the low to
/// +volume at the high, 0 for a bar without range (Chaikin's money flow volume).
/// </summary>
internal static class MoneyFlow
{
    public static void Volume(in IndicatorTile run, Span<double> result)
    {
        for (var i = 0; i < result.Length; i += Lanes.Width)
        {
            var (high, low, close) = (Lanes.Load(run.High, i), Lanes.Load(run.Low, i), Lanes.Load(run.Close, i));
            var range = high - low;
            var place = (close - low - (high - close)) / range;
            var flow = Vector.ConditionalSelect(Vector.GreaterThan(range, Vector<double>.Zero), place, Vector<double>.Zero);
            Lanes.Store(flow * Lanes.Load(run.Volume, i), result, i);
        }
    }
}
