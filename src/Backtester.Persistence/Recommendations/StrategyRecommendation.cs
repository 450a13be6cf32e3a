namespace Backtester.Persistence.Recommendations;

/// <summary>
/// Advice on an active strategy, stated as a forecast: a probability and an interval, with all that is needed to judge it
/// on candles that did not exist when it was made.
/// </summary>
public sealed class StrategyRecommendation
{
    /// <summary>The number in addresses and documents.</summary>
    public long Id { get; set; }

    /// <summary>leave_as_is, parameters, timeframe, symbols, risk, retire, reoptimize, repair_data.</summary>
    public string Type { get; set; } = "";

    /// <summary>Where it stands with the user.</summary>
    public RecommendationStatus Status { get; set; }

    /// <summary>True where it was made afterwards, as of a past moment, from what was known then; nobody is asked about it.</summary>
    public bool Replayed { get; set; }

    /// <summary>The active strategy advised on.</summary>
    public long StrategyId { get; set; }

    /// <summary>The version of it that was followed when this was made.</summary>
    public int StrategyVersion { get; set; }

    /// <summary>Settings in use: run spec without dates, canonical JSON.</summary>
    public string CurrentSpec { get; set; } = "{}";

    /// <summary>Settings advised, spelled the same; equal to the current ones where nothing changes, null where the strategy is to rest in cash.</summary>
    public string? RecommendedSpec { get; set; }

    /// <summary>Settings that the advised ones are judged against, side by side; null for cash, and where nothing is judged.</summary>
    public string? ComparedSpec { get; set; }

    /// <summary>Fields that change, by path, as JSON: their values now.</summary>
    public string CurrentParamsJson { get; set; } = "{}";

    /// <summary>The same fields: their values after it is followed.</summary>
    public string RecommendedParamsJson { get; set; } = "{}";

    /// <summary>What is to get better, in the words of the metrics; empty where it is no forecast.</summary>
    public string Metric { get; set; } = "";

    /// <summary>Expected change of win_rate, percentage points.</summary>
    public double? ExpectedWinRate { get; set; }

    /// <summary>Expected change of roi, percentage points.</summary>
    public double? ExpectedRoi { get; set; }

    /// <summary>Expected change of <see cref="Metric"/>.</summary>
    public double? Expected { get; set; }

    /// <summary>Lower end of its 90 % interval.</summary>
    public double? ExpectedLow { get; set; }

    /// <summary>Upper end of its 90 % interval.</summary>
    public double? ExpectedHigh { get; set; }

    /// <summary><see cref="ExpectedLow"/> before the record widened or narrowed the interval.</summary>
    public double? RawLow { get; set; }

    /// <summary><see cref="ExpectedHigh"/> before the record widened or narrowed the interval.</summary>
    public double? RawHigh { get; set; }

    /// <summary>Probability that the metric improves within the horizon, before the record corrected it, 0 to 1.</summary>
    public double? RawProbability { get; set; }

    /// <summary>The stated probability, 0 to 1.</summary>
    public double? Probability { get; set; }

    /// <summary>0 to 1; orders lists.</summary>
    public double? ConfidenceScore { get; set; }

    /// <summary>Days over which it is judged.</summary>
    public int HorizonDays { get; set; }

    /// <summary>What it rests on.</summary>
    public string EvidenceJson { get; set; } = "{}";

    /// <summary>Why, in sentences.</summary>
    public string ReasonsJson { get; set; } = "[]";

    /// <summary>What would prove it wrong, in sentences.</summary>
    public string DisprovedByJson { get; set; } = "[]";

    /// <summary>SHA-256 (hex) of all that it was made from.</summary>
    public string InputHash { get; set; } = "";

    /// <summary>When it was made, or as of when where it is replayed, Unix ms.</summary>
    public long MadeAtMs { get; set; }

    /// <summary>Open time of the first candle that judges it, Unix ms; later than <see cref="MadeAtMs"/>, the table sees to it.</summary>
    public long JudgedFromMs { get; set; }

    /// <summary>End of the candles that judge it, exclusive, Unix ms.</summary>
    public long JudgedUntilMs { get; set; }

    /// <summary>When it was judged, Unix ms; null before.</summary>
    public long? JudgedAtMs { get; set; }

    /// <summary>The change of the metric that came true.</summary>
    public double? Realised { get; set; }

    /// <summary>True where the metric improved; null where that cannot be said.</summary>
    public bool? Improved { get; set; }

    /// <summary>True where <see cref="Realised"/> lies inside the interval; null where that cannot be said.</summary>
    public bool? InsideInterval { get; set; }

    /// <summary>(<see cref="Probability"/> − 1 or 0)²: 0 is perfect, "always 50 %" has 0.25.</summary>
    public double? Brier { get; set; }

    /// <summary>−ln of the probability given to what happened: 0 is perfect, "always 50 %" has 0.693.</summary>
    public double? LogScore { get; set; }

    /// <summary>What became of it, both settings side by side, as JSON; null before it is judged.</summary>
    public string? OutcomeJson { get; set; }

    /// <summary>When the user decided, Unix ms; null while nobody did.</summary>
    public long? DecidedAtMs { get; set; }

    /// <summary>Why it was rejected, in the user's words.</summary>
    public string? RejectReason { get; set; }

    /// <summary>While PENDING, not to be shown until then, Unix ms.</summary>
    public long? SnoozedUntilMs { get; set; }

    /// <summary>What applying it made: version:NUMBER, optimization:ID, job:ID, retired; null before, or where there was nothing to make.</summary>
    public string? AppliedAs { get; set; }

    /// <summary>When the row was written, Unix ms.</summary>
    public long CreatedMs { get; set; }
}
