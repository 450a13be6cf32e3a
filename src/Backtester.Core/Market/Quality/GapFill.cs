namespace Backtester.Core.Market.Quality;

/// <summary>Stands in for missing candles: flat at the last close, with volume 0, between the first and the last candle of a series.</summary>
public static class GapFill
{
    /// <summary>The series with every hole filled; the same one where there is none.</summary>
    public static CandleSeries Fill(CandleSeries series)
    {
        ArgumentNullException.ThrowIfNull(series);
        var times = series.OpenTimeMs;
        var step = series.Key.Timeframe.Milliseconds;
        if (series.Count == 0 || ((times[^1] - times[0]) / step) + 1 == series.Count)
        {
            return series;
        }

        var candles = new List<Candle>(series.Count * 2);
        for (var row = 0; row < series.Count; row++)
        {
            var next = series[row];
            while (candles.Count > 0 && candles[^1].OpenTimeMs + step < next.OpenTimeMs)
            {
                candles.Add(Flat(candles[^1], candles[^1].OpenTimeMs + step));
            }

            candles.Add(next);
        }

        return CandleSeries.FromCandles(series.Key, candles);
    }

    // A column that the source does not know stays unknown.
    private static Candle Flat(in Candle before, long time) => new(
        time, before.Close, before.Close, before.Close, before.Close, 0, Zero(before.QuoteVolume), Zero(before.TradeCount), Zero(before.TakerBuyVolume));

    private static double Zero(double known) => double.IsNaN(known) ? double.NaN : 0;
}
