using Backtester.Core.Analysis;

namespace Backtester.Core.Recommendations.Calibration;

/// <summary>
/// Widens or narrows 90 % intervals by one factor, until the record is covered as they say: the factor is the 90 % quantile
/// of how far what happened lay from what was expected, in half-widths of the raw interval (split conformal prediction,
/// Papadopoulos et al. 2002). Until the record is long, draws of a right forecaster stand in for it.
/// </summary>
public sealed class IntervalCalibration
{
    /// <summary>What an interval says that it covers.</summary>
    public const double Nominal = 0.9;

    /// <summary>So many judged forecasts weigh as much as the prior.</summary>
    private const int PriorCount = 40;

    /// <summary>Normal deviations that the half-width of a 90 % interval spans.</summary>
    private const double HalfWidth = 1.6448536269514722;

    private IntervalCalibration(double factor) => Factor = factor;

    /// <summary>What half-widths are multiplied by; above 1 where intervals were too narrow.</summary>
    public double Factor { get; }

    /// <summary>Changes nothing.</summary>
    public static IntervalCalibration None { get; } = new(1);

    /// <summary>Fits the record.</summary>
    public static IntervalCalibration Fit(IReadOnlyList<JudgedForecast> record)
    {
        var distances = record.Select(Distance).Where(double.IsFinite)
            .Concat(Enumerable.Range(0, PriorCount).Select(i => NormalDistribution.Inverse(0.5 + ((i + 0.5) / (2 * PriorCount))) / HalfWidth))
            .Order().ToArray();

        // The conformal rank ⌈(n + 1)·0.9⌉.
        var rank = Math.Min(distances.Length, (int)Math.Ceiling((distances.Length + 1) * Nominal));
        return new IntervalCalibration(distances[rank - 1]);
    }

    /// <summary>The interval as it is stated.</summary>
    public (double Low, double High) Of(double expected, double rawLow, double rawHigh) =>
        (expected - (Factor * (expected - rawLow)), expected + (Factor * (rawHigh - expected)));

    private static double Distance(JudgedForecast forecast)
    {
        var off = forecast.Realised - forecast.Expected;
        return off == 0 ? 0 : Math.Abs(off) / (off < 0 ? forecast.Expected - forecast.RawLow : forecast.RawHigh - forecast.Expected);
    }
}
