using Backtester.Core.Market;

namespace Backtester.Core.Strategies.Proof;

/// <summary>What is put in the place of everything after a bar.</summary>
public enum FutureKind
{
    /// <summary>A wild random walk from the last close on.</summary>
    Noise,

    /// <summary>The candles of another instrument.</summary>
    OtherSymbol,

    /// <summary>Unknown prices and volumes.</summary>
    Unknown,

    /// <summary>The true history backwards.</summary>
    Reversed,

    /// <summary>Nothing: the series ends.</summary>
    CutOff,
}

/// <summary>Series that are the same up to a bar and different after it. Open times stay.</summary>
public static class Futures
{
    /// <summary>A series with another future.</summary>
    /// <param name="candles">The true series.</param>
    /// <param name="kept">How many candles from the first on stay as they are.</param>
    /// <param name="kind">What comes after them.</param>
    /// <param name="other">The other instrument, used from the same row on and again from its first; generated where it is null.</param>
    public static CandleSeries Replace(CandleSeries candles, int kept, FutureKind kind, CandleSeries? other = null)
    {
        ArgumentNullException.ThrowIfNull(candles);
        if (kind == FutureKind.CutOff)
        {
            return candles.SliceRows(0, kept);
        }

        var columns = new Columns(candles);
        var price = kept > 0 ? candles.Close[kept - 1] : candles.Open[0];
        for (var i = kept; i < candles.Count; i++)
        {
            var candle = kind switch
            {
                FutureKind.Unknown => new Candle(0, double.NaN, double.NaN, double.NaN, double.NaN, double.NaN),
                FutureKind.Reversed => candles[candles.Count - 1 - (i - kept)],
                FutureKind.OtherSymbol when other is { Count: > 0 } => other[i % other.Count],
                FutureKind.OtherSymbol => Walk(ref price, i, kept == i, salt: 2, scale: 37, swing: 0.01),
                _ => Walk(ref price, i, first: false, salt: 1, scale: 1, swing: 0.05),
            };
            columns.Set(i, candle);
        }

        return columns.Series(candles.Key);
    }

    /// <summary>A series of which one bar keeps its open alone, and everything after it is noise.</summary>
    public static CandleSeries KeepOpen(CandleSeries candles, int bar)
    {
        ArgumentNullException.ThrowIfNull(candles);
        var columns = new Columns(Replace(candles, bar + 1, FutureKind.Noise));
        var price = candles.Open[bar];
        columns.Set(bar, Walk(ref price, bar, first: false, salt: 3, scale: 1, swing: 0.002));
        return columns.Series(candles.Key);
    }

    /// <summary>A step of a random walk, a function of the row: 53 bits for each of the four draws of a candle.</summary>
    private static Candle Walk(ref double price, int row, bool first, ulong salt, double scale, double swing)
    {
        var open = first ? price * scale : price;
        var close = open * (1 + ((Unit(row, salt, 0) - 0.5) * 2 * swing));
        price = close;
        return new Candle(
            0,
            open,
            Math.Max(open, close) * (1 + (Unit(row, salt, 1) * swing / 2)),
            Math.Min(open, close) * (1 - (Unit(row, salt, 2) * swing / 2)),
            close,
            1 + (1000 * Unit(row, salt, 3)));
    }

    private static double Unit(int row, ulong salt, ulong draw) =>
        SplitMix64.Unit(SplitMix64.Mix(SplitMix64.Mix((ulong)row + (salt << 40)) + (draw * SplitMix64.Golden)));

    private sealed class Columns(CandleSeries from)
    {
        private readonly long[] _time = from.OpenTimeMs.ToArray();
        private readonly double[] _open = from.Open.ToArray();
        private readonly double[] _high = from.High.ToArray();
        private readonly double[] _low = from.Low.ToArray();
        private readonly double[] _close = from.Close.ToArray();
        private readonly double[] _volume = from.Volume.ToArray();
        private readonly double[] _quote = from.QuoteVolume.ToArray();
        private readonly double[] _trades = from.TradeCount.ToArray();
        private readonly double[] _taker = from.TakerBuyVolume.ToArray();

        public void Set(int row, in Candle candle)
        {
            (_open[row], _high[row], _low[row], _close[row], _volume[row]) = (candle.Open, candle.High, candle.Low, candle.Close, candle.Volume);
            if (_quote.Length > 0)
            {
                _quote[row] = Known(candle.QuoteVolume, candle.Volume * candle.Close);
            }

            if (_trades.Length > 0)
            {
                _trades[row] = Known(candle.TradeCount, candle.Volume);
            }

            if (_taker.Length > 0)
            {
                _taker[row] = Known(candle.TakerBuyVolume, candle.Volume * 0.8);
            }
        }

        public CandleSeries Series(SeriesKey key) => new(key, _time, _open, _high, _low, _close, _volume, _quote, _trades, _taker);

        private static double Known(double value, double replacement) => double.IsNaN(value) ? replacement : value;
    }
}
