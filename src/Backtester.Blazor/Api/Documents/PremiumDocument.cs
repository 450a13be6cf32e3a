using Backtester.Core.Market;
using Backtester.Data.Compare;

namespace Backtester.Blazor.Api.Documents;

/// <summary>By how much the closes of a series lie above those of another one, in percent of the other; null where they have no candle in common.</summary>
public sealed record PremiumDocument(
    string Exchange,
    string Symbol,
    string Timeframe,
    string WithExchange,
    string WithSymbol,
    int Candles,
    double? MeanPercentage,
    double? MedianPercentage,
    double? LowestPercentage,
    DateTimeOffset? LowestAt,
    double? HighestPercentage,
    DateTimeOffset? HighestAt,
    IReadOnlyList<PremiumPointDocument> Points)
{
    /// <summary>From a comparison.</summary>
    public static PremiumDocument Of(SeriesKey key, SeriesKey other, Premium premium, int points)
    {
        ArgumentNullException.ThrowIfNull(premium);
        var (low, high) = (IndexOf(premium.Values, -1), IndexOf(premium.Values, 1));
        return new PremiumDocument(
            key.Exchange, key.Symbol, key.Timeframe.Name, other.Exchange, other.Symbol, premium.Count, Percent(premium.Mean), Percent(premium.Median),
            low < 0 ? null : Percent(premium.Values[low]), low < 0 ? null : Time(premium.TimesMs[low]),
            high < 0 ? null : Percent(premium.Values[high]), high < 0 ? null : Time(premium.TimesMs[high]),
            [.. premium.Reduce(points).Select(p => new PremiumPointDocument(Time(p.TimeMs), Percent(p.Last)!.Value, Percent(p.Low)!.Value, Percent(p.High)!.Value))]);
    }

    /// <summary>The first lowest (−1) or highest (+1) value; −1 without any.</summary>
    private static int IndexOf(double[] values, int sign)
    {
        var best = values.Length == 0 ? -1 : 0;
        for (var i = 1; i < values.Length; i++)
        {
            best = sign * values[i] > sign * values[best] ? i : best;
        }

        return best;
    }

    private static double? Percent(double fraction) => double.IsNaN(fraction) ? null : Math.Round(fraction * 100, 6);

    private static DateTimeOffset Time(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms);
}

/// <summary>A stretch of the comparison: its first open time, the value of its last candle, the lowest and the highest.</summary>
public sealed record PremiumPointDocument(DateTimeOffset Time, double Percentage, double Low, double High);
