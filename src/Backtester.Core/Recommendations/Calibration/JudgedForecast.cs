namespace Backtester.Core.Recommendations.Calibration;

/// <summary>A forecast and what came of it. Improvements are in the units of the metric, of the recommended over the compared settings.</summary>
/// <param name="MadeAtMs">When it was made, Unix ms.</param>
/// <param name="JudgedUntilMs">End of the candles that judged it, exclusive, Unix ms.</param>
/// <param name="Type">What it asked for.</param>
/// <param name="Replayed">True where it was made afterwards from what was known then.</param>
public sealed record JudgedForecast(long MadeAtMs, long JudgedUntilMs, RecommendationType Type, bool Replayed)
{
    /// <summary>Probability of an improvement before it was recalibrated.</summary>
    public required double RawProbability { get; init; }

    /// <summary>Probability that was stated.</summary>
    public required double Probability { get; init; }

    /// <summary>Improvement that was expected.</summary>
    public required double Expected { get; init; }

    /// <summary>Lower end of the 90 % interval before it was widened or narrowed.</summary>
    public required double RawLow { get; init; }

    /// <summary>Its upper end.</summary>
    public required double RawHigh { get; init; }

    /// <summary>Lower end that was stated.</summary>
    public required double Low { get; init; }

    /// <summary>Upper end that was stated.</summary>
    public required double High { get; init; }

    /// <summary>Improvement that happened.</summary>
    public required double Realised { get; init; }

    /// <summary>True where following the advice turned out right: a change improved, or what was left was not beaten.</summary>
    public bool Improved => Type == RecommendationType.LeaveAsItIs ? Realised >= 0 : Realised > 0;

    /// <summary>True where what happened lies inside the stated interval, its ends included.</summary>
    public bool IsInside => Realised >= Low && Realised <= High;

    /// <summary>Brier score of the stated probability: (p − o)², 0 the best; always 50 % gives 0.25 (Brier 1950).</summary>
    public double Brier => Math.Pow(Probability - (Improved ? 1 : 0), 2);

    /// <summary>Logarithmic score −ln of the probability given to what happened; always 50 % gives 0.693 (Good 1952).</summary>
    public double LogScore => -Math.Log(Improved ? Probability : 1 - Probability);

    /// <summary>A forecast with what happened.</summary>
    /// <param name="recommendation">The forecast.</param>
    /// <param name="realised">Improvement that happened.</param>
    /// <param name="replayed">True where it was made afterwards.</param>
    /// <exception cref="ArgumentException">It is no forecast.</exception>
    public static JudgedForecast Of(Recommendation recommendation, double realised, bool replayed) => recommendation is { Expected: { } expected, RawProbability: { } raw, Probability: { } stated }
        ? new JudgedForecast(recommendation.MadeAtMs, recommendation.JudgedUntilMs, recommendation.Type, replayed)
        {
            RawProbability = raw,
            Probability = stated,
            Expected = expected.Expected,
            RawLow = expected.RawLow,
            RawHigh = expected.RawHigh,
            Low = expected.Low,
            High = expected.High,
            Realised = realised,
        }
        : throw new ArgumentException($"a recommendation of type {RecommendationTypes.WordOf(recommendation.Type)} states no forecast", nameof(recommendation));
}
