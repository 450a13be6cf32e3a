using Backtester.Core.Market;

namespace Backtester.Data.Store;

/// <summary>
/// Candles of a longer timeframe from finer ones: open of the first, highest high, lowest low, close of the last,
/// volumes added up. A bucket that lacks any of its finer candles gives no candle, so the last, unfinished one never does.
/// </summary>
public static class Derivation
{
    /// <summary>True where whole candles of <paramref name="finer"/> fill each candle of <paramref name="coarser"/>.</summary>
    public static bool Divides(Timeframe finer, Timeframe coarser) =>
        finer.Milliseconds < coarser.Milliseconds
        && coarser.Milliseconds % finer.Milliseconds == 0
        && (coarser.Floor(0) - finer.Floor(0)) % finer.Milliseconds == 0;

    /// <summary>Derives candles.</summary>
    /// <param name="finer">Finer candles of the same instrument.</param>
    /// <param name="timeframe">The longer timeframe.</param>
    /// <exception cref="ArgumentException">The finer timeframe does not divide the longer one.</exception>
    public static CandleSeries Derive(CandleSeries finer, Timeframe timeframe)
    {
        ArgumentNullException.ThrowIfNull(finer);
        ArgumentNullException.ThrowIfNull(timeframe);
        if (!Divides(finer.Key.Timeframe, timeframe))
        {
            throw new ArgumentException($"{timeframe} cannot be made of {finer.Key.Timeframe}", nameof(timeframe));
        }

        var buckets = CompleteBuckets(finer, timeframe, out var length);
        var count = buckets.Length;
        var times = new long[count];
        var (open, high, low, close) = (new double[count], new double[count], new double[count], new double[count]);
        var opens = finer.Open;
        var highs = finer.High;
        var lows = finer.Low;
        var closes = finer.Close;
        var fineTimes = finer.OpenTimeMs;
        for (var b = 0; b < count; b++)
        {
            var start = buckets[b];
            times[b] = fineTimes[start];
            open[b] = opens[start];
            close[b] = closes[start + length - 1];
            var (highest, lowest) = (highs[start], lows[start]);
            for (var i = start + 1; i < start + length; i++)
            {
                highest = Math.Max(highest, highs[i]);
                lowest = Math.Min(lowest, lows[i]);
            }

            (high[b], low[b]) = (highest, lowest);
        }

        return new CandleSeries(
            finer.Key with { Timeframe = timeframe },
            times, open, high, low, close,
            Sums(finer.Volume), Sums(finer.QuoteVolume), Sums(finer.TradeCount), Sums(finer.TakerBuyVolume));

        ReadOnlyMemory<double> Sums(ReadOnlySpan<double> values)
        {
            if (values.IsEmpty)
            {
                return default;
            }

            var sums = new double[count];
            var hint = 0;
            for (var b = 0; b < count; b++)
            {
                sums[b] = BucketSum.Of(values.Slice(buckets[b], length), ref hint);
            }

            return sums;
        }
    }

    /// <summary>The first row of each bucket that has all its rows. Times rise on the finer grid, so first and last row tell.</summary>
    private static int[] CompleteBuckets(CandleSeries finer, Timeframe timeframe, out int length)
    {
        length = (int)(timeframe.Milliseconds / finer.Key.Timeframe.Milliseconds);
        var times = finer.OpenTimeMs;
        var lastOffset = (length - 1) * finer.Key.Timeframe.Milliseconds;
        var starts = new List<int>((times.Length / length) + 1);
        for (var row = 0; row + length <= times.Length;)
        {
            var bucket = timeframe.Floor(times[row]);
            if (times[row] == bucket && times[row + length - 1] == bucket + lastOffset)
            {
                starts.Add(row);
                row += length;
            }
            else
            {
                row++;
            }
        }

        return [.. starts];
    }
}
