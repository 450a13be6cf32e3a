using Backtester.Core.Market;
using Backtester.Core.Portfolio;

namespace Backtester.Core.Runs;

/// <summary>Compares the size of positions with what is traded in a bar.</summary>
internal static class LiquidityCheck
{
    /// <summary>A median position above this share of the median bar's quote volume is worth a warning.</summary>
    public const double LargestShare = 0.01;

    private const int MostBars = 10_001;

    /// <summary>Median entry notional of a symbol's trades over the median quote volume of its bars; NaN without trades, infinite where most bars have no volume.</summary>
    public static double ShareOf(CandleSeries candles, IReadOnlyList<Trade> trades)
    {
        var sizes = trades.Where(t => t.Symbol == candles.Key.Symbol).Select(t => t.EntryPrice * t.Quantity).ToArray();
        return sizes.Length == 0 ? double.NaN : Median(sizes) / MedianQuoteVolume(candles);
    }

    /// <summary>The median over all bars, of a long series over some ten thousand evenly spaced ones; close × volume where the quote volume is not known.</summary>
    public static double MedianQuoteVolume(CandleSeries candles)
    {
        var every = ((candles.Count - 1) / MostBars) + 1;
        var volumes = new double[((candles.Count - 1) / every) + 1];
        var quote = candles.QuoteVolume;
        var close = candles.Close;
        var volume = candles.Volume;
        for (var i = 0; i < volumes.Length; i++)
        {
            var row = i * every;
            volumes[i] = quote.IsEmpty || double.IsNaN(quote[row]) ? close[row] * volume[row] : quote[row];
        }

        return Median(volumes);
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
    }
}
