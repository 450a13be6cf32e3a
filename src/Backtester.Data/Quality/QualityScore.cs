using Backtester.Core.Market.Quality;

namespace Backtester.Data.Quality;

/// <summary>One part of a score.</summary>
/// <param name="Name">What it judges.</param>
/// <param name="Weight">Its share of the whole, in percent.</param>
/// <param name="Score">0 to 100.</param>
/// <param name="Why">What was counted, in words.</param>
public sealed record ScorePart(string Name, int Weight, double Score, string Why);

/// <summary>
/// How far a series can be trusted, 0 to 100: the weighted mean of its parts (docs/data-quality.md), and 0 where a
/// stored file is damaged. Completeness falls in proportion to the candles that are missing without a known reason;
/// consistency, order and spikes fall by one point for each hundredth of a percent of the candles, so that one percent of bad
/// candles takes all; activity falls in proportion to the candles without trade.
/// </summary>
/// <param name="Total">The score.</param>
/// <param name="Parts">Its parts; weights add up to 100.</param>
public sealed record QualityScore(double Total, IReadOnlyList<ScorePart> Parts)
{
    /// <summary>Judges what was found.</summary>
    public static QualityScore Of(GapLedger gaps, CandleScan scan, int damages)
    {
        ArgumentNullException.ThrowIfNull(gaps);
        ArgumentNullException.ThrowIfNull(scan);
        var rows = Math.Max(1, gaps.Present);
        var bad = scan.Count(CandleDoubt.Inconsistent | CandleDoubt.ImpossibleNumber);
        var disorder = scan.Count(CandleDoubt.Duplicate | CandleDoubt.OutOfOrder | CandleDoubt.Misaligned);
        var spikes = scan.Count(CandleDoubt.Spike | CandleDoubt.BadPrice);
        ScorePart[] parts =
        [
            new("completeness", 40, 100.0 * gaps.Present / Math.Max(1, gaps.Present + gaps.MissingUnexplained), Text($"{gaps.MissingUnexplained:N0} of {gaps.Expected:N0} candles missing without a known reason")),
            new("consistency", 20, Strict(bad), $"{bad} candles whose prices contradict one another or cannot be"),
            new("order", 15, Strict(disorder), $"{disorder} candles twice, out of order or off the grid"),
            new("spikes", 10, Strict(spikes), Text($"{spikes:N0} {(spikes == 1 ? "move" : "moves")} far outside the neighbourhood that the next candle took back or other markets did not make")),
            new("activity", 15, 100 * (1 - ((double)scan.QuietCandles / rows)), Text($"{scan.QuietCandles:N0} of {gaps.Present:N0} candles without trade")),
        ];
        return new QualityScore(damages > 0 ? 0 : parts.Sum(p => p.Weight * p.Score) / 100, parts);

        static string Text(FormattableString text) => text.ToString(System.Globalization.CultureInfo.InvariantCulture);

        double Strict(long count) => 100 * Math.Max(0, 1 - (100.0 * count / rows));
    }
}
