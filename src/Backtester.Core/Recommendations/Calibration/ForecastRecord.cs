namespace Backtester.Core.Recommendations.Calibration;

/// <summary>Forecasts whose stated probability lies in one tenth of the scale, and how often they came true.</summary>
/// <param name="From">Lower end of the tenth, included.</param>
/// <param name="To">Upper end, included in the last tenth alone.</param>
/// <param name="Count">Forecasts in it.</param>
/// <param name="Stated">Mean stated probability; NaN without forecasts.</param>
/// <param name="Happened">Share that came true; NaN without forecasts.</param>
public sealed record ReliabilityBin(double From, double To, int Count, double Stated, double Happened);

/// <summary>How good forecasts were. Every number is over those judged; NaN where there are none.</summary>
public sealed record ForecastRecord
{
    /// <summary>Brier score of a forecaster who always says 50 %.</summary>
    public const double BrierOfCoin = 0.25;

    private const int Bins = 10;

    /// <summary>Forecasts judged.</summary>
    public required int Count { get; init; }

    /// <summary>Share of them that came true.</summary>
    public required double Happened { get; init; }

    /// <summary>Mean of (p − o)²; under <see cref="BrierOfCoin"/> is better than always saying 50 % (Brier 1950).</summary>
    public required double Brier { get; init; }

    /// <summary>Mean of −ln of the probability given to what happened; always 50 % gives ln 2. Infinite where the impossible happened.</summary>
    public required double LogScore { get; init; }

    /// <summary>1 − Brier score / 0.25: above 0 is better than always saying 50 %.</summary>
    public required double Skill { get; init; }

    /// <summary>Mean distance of stated and happened over ten bins, weighted by their forecasts: the expected calibration error (Naeini et al. 2015).</summary>
    public required double CalibrationError { get; init; }

    /// <summary>Share of what happened that lies inside the stated 90 % intervals.</summary>
    public required double Coverage { get; init; }

    /// <summary>Mean improvement that was expected, in the units of the metric.</summary>
    public required double Expected { get; init; }

    /// <summary>Mean improvement that happened.</summary>
    public required double Realised { get; init; }

    /// <summary>The reliability diagram: ten bins from 0 to 1.</summary>
    public required IReadOnlyList<ReliabilityBin> Reliability { get; init; }

    /// <summary>Scores forecasts.</summary>
    public static ForecastRecord Of(IReadOnlyList<JudgedForecast> judged)
    {
        var bins = Enumerable.Range(0, Bins).Select(bin => BinOf(bin, judged)).ToList();
        var brier = Mean(judged, f => f.Brier);
        return new ForecastRecord
        {
            Count = judged.Count,
            Happened = Mean(judged, f => f.Improved ? 1 : 0),
            Brier = brier,
            LogScore = Mean(judged, f => f.LogScore),
            Skill = 1 - (brier / BrierOfCoin),
            CalibrationError = judged.Count == 0 ? double.NaN : bins.Where(b => b.Count > 0).Sum(b => b.Count * Math.Abs(b.Stated - b.Happened)) / judged.Count,
            Coverage = Mean(judged, f => f.IsInside ? 1 : 0),
            Expected = Mean(judged, f => f.Expected),
            Realised = Mean(judged, f => f.Realised),
            Reliability = bins,
        };
    }

    private static ReliabilityBin BinOf(int bin, IReadOnlyList<JudgedForecast> judged)
    {
        var inside = judged.Where(f => Math.Min(Bins - 1, (int)(f.Probability * Bins)) == bin).ToList();
        return new ReliabilityBin((double)bin / Bins, (bin + 1.0) / Bins, inside.Count, Mean(inside, f => f.Probability), Mean(inside, f => f.Improved ? 1 : 0));
    }

    private static double Mean(IReadOnlyList<JudgedForecast> forecasts, Func<JudgedForecast, double> value) =>
        forecasts.Count == 0 ? double.NaN : forecasts.Sum(value) / forecasts.Count;
}
