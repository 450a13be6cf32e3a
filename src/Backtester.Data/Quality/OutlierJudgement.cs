using Backtester.Core.Market;
using Backtester.Core.Market.Quality;

namespace Backtester.Data.Quality;

/// <summary>What the other stored markets say of an outlier.</summary>
public enum OutlierVerdict
{
    /// <summary>No other market has enough candles around it.</summary>
    Unjudged,

    /// <summary>The others were there too: the market moved.</summary>
    Real,

    /// <summary>The others were elsewhere: a bad price.</summary>
    BadPrice,
}

/// <summary>An outlier of a series, judged against the same instrument on other markets.</summary>
/// <param name="TimeMs">Open time of its candle.</param>
/// <param name="Return">Its log return.</param>
/// <param name="IsSpike">True where the next candle took it back.</param>
/// <param name="Others">Markets that could be compared.</param>
/// <param name="Deviation">Median over them of how far the log price lies from where it should beside theirs; NaN without any.</param>
/// <param name="Verdict">What follows.</param>
public sealed record OutlierJudgement(long TimeMs, double Return, bool IsSpike, int Others, double Deviation, OutlierVerdict Verdict)
{
    /// <summary>By how much the price lies off where it should, as a fraction, with the sign of the move; NaN where unknown.</summary>
    public double Off => Math.Exp(Math.CopySign(Deviation, Return)) - 1;

    /// <summary>Candles on either side that tell how far apart two markets usually are.</summary>
    public const int Reach = 30;

    /// <summary>The part of the move by which a price must be off for it to be a bad one.</summary>
    public const double Share = 0.5;

    private const int FewestCandles = 10;

    /// <summary>
    /// Judges every outlier. The log price minus that of another market is nearly the same from candle to candle; its
    /// median over the 30 candles on either side says where the price should be. A candle that is off by half of its own
    /// move or more, in the median over the other markets, is a bad price; one after it, by which the price comes back,
    /// is not.
    /// </summary>
    /// <param name="series">The series.</param>
    /// <param name="scan">What was found in it.</param>
    /// <param name="others">The same instrument elsewhere, at the same timeframe.</param>
    public static IReadOnlyList<OutlierJudgement> Of(CandleSeries series, CandleScan scan, IReadOnlyList<CandleSeries> others)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(scan);
        ArgumentNullException.ThrowIfNull(others);
        var spikes = scan.Doubtful.Where(d => d.Doubt.HasFlag(CandleDoubt.Spike)).Select(d => d.Row).ToHashSet();
        var judged = new List<OutlierJudgement>();
        foreach (var row in scan.Outliers)
        {
            var move = HampelIdentifier.Return(series.Close, row);
            var off = others.Select(o => Math.Abs(DeviationOf(series, row, o))).Where(d => !double.IsNaN(d)).Order().ToArray();
            var deviation = off.Length == 0 ? double.NaN : Median(off);
            judged.Add(new OutlierJudgement(
                series.OpenTimeMs[row], move, spikes.Contains(row), off.Length, deviation,
                off.Length == 0 ? OutlierVerdict.Unjudged : deviation >= Share * Math.Abs(move) ? OutlierVerdict.BadPrice : OutlierVerdict.Real));
        }

        return judged;
    }

    /// <summary>How far a log price lies from the other market's, beyond what is usual around it; NaN where too little is known.</summary>
    private static double DeviationOf(CandleSeries series, int row, CandleSeries other)
    {
        var around = new List<double>();
        var here = double.NaN;
        for (var i = Math.Max(0, row - Reach); i <= Math.Min(series.Count - 1, row + Reach); i++)
        {
            var at = other.LowerBound(series.OpenTimeMs[i]);
            if (at >= other.Count || other.OpenTimeMs[at] != series.OpenTimeMs[i] || !(series.Close[i] > 0) || !(other.Close[at] > 0))
            {
                continue;
            }

            var apart = PortableMath.Log(series.Close[i] / other.Close[at]);
            if (i == row)
            {
                here = apart;
            }
            else
            {
                around.Add(apart);
            }
        }

        return around.Count < FewestCandles ? double.NaN : here - Median([.. around.Order()]);
    }

    private static double Median(double[] sorted) => (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
}
