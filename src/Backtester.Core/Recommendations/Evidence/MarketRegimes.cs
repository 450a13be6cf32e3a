using Backtester.Core.Analysis;
using Backtester.Core.Market;

namespace Backtester.Core.Recommendations.Evidence;

/// <summary>Mean advantage a day while the market rose, fell, or went sideways.</summary>
/// <param name="Name">rising, falling, sideways.</param>
/// <param name="Days">Days of the kind.</param>
/// <param name="Advantage">Mean advantage a day; NaN without days.</param>
internal sealed record RegimeAdvantage(string Name, int Days, double Advantage);

/// <summary>Stretches of 30 days by what the first symbol did in them: above +5 % rising, under −5 % falling, else sideways.</summary>
internal static class MarketRegimes
{
    private const int Stretch = 30;
    private const double Move = 0.05;

    private static readonly string[] Names = ["rising", "falling", "sideways"];

    /// <summary>The advantage in each.</summary>
    /// <param name="candles">Candles of the first symbol over the evidence.</param>
    /// <param name="dayMs">Days of the evidence, Unix ms.</param>
    /// <param name="advantage">Advantage on each day.</param>
    public static IReadOnlyList<RegimeAdvantage> Of(CandleSeries candles, long[] dayMs, double[] advantage)
    {
        var sums = new (int Days, double Sum)[3];
        for (var from = 0; from < dayMs.Length; from += Stretch)
        {
            var to = Math.Min(from + Stretch, dayMs.Length);
            var (first, last) = (candles.LowerBound(dayMs[from]), candles.LowerBound(dayMs[to - 1] + DailyEquity.MsPerDay) - 1);
            var change = last > first && first < candles.Count ? (candles.Close[last] / candles.Open[first]) - 1 : 0;
            var regime = change > Move ? 0 : change < -Move ? 1 : 2;
            for (var day = from; day < to; day++)
            {
                sums[regime] = (sums[regime].Days + 1, sums[regime].Sum + advantage[day]);
            }
        }

        return [.. Names.Select((name, i) => new RegimeAdvantage(name, sums[i].Days, sums[i].Days == 0 ? double.NaN : sums[i].Sum / sums[i].Days))];
    }
}
