namespace Backtester.Core.Market.Quality;

/// <summary>A stretch of candles without any trade.</summary>
/// <param name="FirstRow">Its first row.</param>
/// <param name="Count">Number of candles.</param>
public readonly record struct QuietStretch(int FirstRow, int Count);

/// <summary>
/// What one look through the candles of a series finds, from the numbers alone. Rows need not be in order: a series from
/// a file that nobody checked is judged too.
/// </summary>
/// <param name="Doubtful">Rows with a doubt, rising.</param>
/// <param name="Outliers">Rows whose return is an outlier (<see cref="HampelIdentifier"/>), taken back or not, rising.</param>
/// <param name="QuietStretches">Stretches of at least <see cref="ShortestStretch"/> candles with volume 0, in order.</param>
/// <param name="QuietCandles">All candles with volume 0.</param>
public sealed record CandleScan(
    IReadOnlyList<DoubtfulCandle> Doubtful, IReadOnlyList<int> Outliers, IReadOnlyList<QuietStretch> QuietStretches, long QuietCandles)
{
    /// <summary>Fewer candles without trade in a row are not listed.</summary>
    public const int ShortestStretch = 10;

    /// <summary>The part of an outlier's move that the next candle must take back for it to be a spike.</summary>
    public const double TakenBack = 0.5;

    /// <summary>Looks through a series.</summary>
    public static CandleScan Of(CandleSeries series)
    {
        ArgumentNullException.ThrowIfNull(series);
        var times = series.OpenTimeMs;
        var close = series.Close;
        var open = series.Open;
        var high = series.High;
        var low = series.Low;
        var volume = series.Volume;
        var timeframe = series.Key.Timeframe;
        var outliers = HampelIdentifier.Outliers(times, close, timeframe.Milliseconds);
        var doubtful = new List<DoubtfulCandle>();
        var nextOutlier = 0;
        var misaligned = false;
        for (var row = 0; row < times.Length; row++)
        {
            var doubt = TimeDoubt(times, row, timeframe, misaligned) | PriceDoubt(open[row], high[row], low[row], close[row], volume[row]);
            misaligned = (doubt & CandleDoubt.Misaligned) != CandleDoubt.None;
            if (nextOutlier < outliers.Count && outliers[nextOutlier] == row)
            {
                nextOutlier++;
                doubt |= IsTakenBack(close, row) ? CandleDoubt.Spike : CandleDoubt.None;
            }

            if (doubt != CandleDoubt.None)
            {
                doubtful.Add(new DoubtfulCandle(row, doubt));
            }
        }

        var stretches = Quiet(volume, out var quiet);
        return new CandleScan(doubtful, outliers, stretches, quiet);
    }

    /// <summary>How many rows have a doubt.</summary>
    public int Count(CandleDoubt doubt) => Doubtful.Count(d => (d.Doubt & doubt) != CandleDoubt.None);

    private static CandleDoubt TimeDoubt(ReadOnlySpan<long> times, int row, Timeframe timeframe, bool previousMisaligned)
    {
        // One step after a candle on the grid is on the grid; nearly all candles are told so, without a division.
        var step = row == 0 ? 0 : times[row] - times[row - 1];
        if (step == timeframe.Milliseconds && !previousMisaligned)
        {
            return CandleDoubt.None;
        }

        var doubt = timeframe.Floor(times[row]) == times[row] ? CandleDoubt.None : CandleDoubt.Misaligned;
        if (row == 0)
        {
            return doubt;
        }

        return doubt | (step > timeframe.Milliseconds ? CandleDoubt.AfterGap
            : step == 0 ? CandleDoubt.Duplicate
            : step < 0 ? CandleDoubt.OutOfOrder
            : CandleDoubt.None);
    }

    private static CandleDoubt PriceDoubt(double open, double high, double low, double close, double volume)
    {
        var doubt = open > 0 && high > 0 && low > 0 && close > 0 && volume >= 0
            && double.IsFinite(open) && double.IsFinite(high) && double.IsFinite(low) && double.IsFinite(close)
            ? CandleDoubt.None
            : CandleDoubt.ImpossibleNumber;
        return high < low || open < low || open > high || close < low || close > high ? doubt | CandleDoubt.Inconsistent : doubt;
    }

    private static bool IsTakenBack(ReadOnlySpan<double> close, int row)
    {
        if (row + 1 == close.Length)
        {
            return false;
        }

        var (move, next) = (HampelIdentifier.Return(close, row), HampelIdentifier.Return(close, row + 1));
        return move * next < 0 && Math.Abs(next) >= TakenBack * Math.Abs(move);
    }

    private static List<QuietStretch> Quiet(ReadOnlySpan<double> volume, out long candles)
    {
        var stretches = new List<QuietStretch>();
        candles = 0;
        for (var row = 0; row < volume.Length;)
        {
            if (volume[row] != 0)
            {
                row++;
                continue;
            }

            var first = row;
            while (row < volume.Length && volume[row] == 0)
            {
                row++;
            }

            candles += row - first;
            if (row - first >= ShortestStretch)
            {
                stretches.Add(new QuietStretch(first, row - first));
            }
        }

        return stretches;
    }
}
