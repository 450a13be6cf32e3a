namespace Backtester.Persistence.Recommendations;

/// <summary>Advice drawn from a search, with what is needed to judge it later on candles that it has not seen.</summary>
public sealed class OptimizationRecommendation
{
    /// <summary>The number in addresses and documents.</summary>
    public long Id { get; set; }

    /// <summary>The search it comes from, if that is still stored.</summary>
    public long? OptimizationId { get; set; }

    /// <summary>Kind of advice.</summary>
    public string Type { get; set; } = "";

    /// <summary>Where it stands with the user, such as PENDING, ACCEPTED, REJECTED, SNOOZED.</summary>
    public string Status { get; set; } = "PENDING";

    /// <summary>The strategy advised on.</summary>
    public string Strategy { get; set; } = "";

    /// <summary>Symbols joined by commas.</summary>
    public string Symbols { get; set; } = "";

    /// <summary>Length of a bar.</summary>
    public string Timeframe { get; set; } = "";

    /// <summary>The market.</summary>
    public string Exchange { get; set; } = "";

    /// <summary>Parameters in use.</summary>
    public string CurrentParamsJson { get; set; } = "{}";

    /// <summary>Parameters advised.</summary>
    public string RecommendedParamsJson { get; set; } = "{}";

    /// <summary>Expected change of win_rate, percentage points.</summary>
    public double? ExpectedWinRate { get; set; }

    /// <summary>Expected change of roi, percentage points.</summary>
    public double? ExpectedRoi { get; set; }

    /// <summary>The metric of <see cref="ExpectedLow"/> and <see cref="ExpectedHigh"/>.</summary>
    public string ExpectedMetric { get; set; } = "";

    /// <summary>Lower end of the expected change.</summary>
    public double? ExpectedLow { get; set; }

    /// <summary>Upper end of the expected change.</summary>
    public double? ExpectedHigh { get; set; }

    /// <summary>0 to 1.</summary>
    public double? ConfidenceScore { get; set; }

    /// <summary>Stated probability that it helps, 0 to 1.</summary>
    public double? Probability { get; set; }

    /// <summary>Days over which it is to be judged.</summary>
    public int HorizonDays { get; set; }

    /// <summary>What it rests on.</summary>
    public string EvidenceJson { get; set; } = "{}";

    /// <summary>Why, in sentences.</summary>
    public string ReasonsJson { get; set; } = "[]";

    /// <summary>When it was made, Unix ms.</summary>
    public long MadeAtMs { get; set; }

    /// <summary>Open time of the first candle that judges it, Unix ms; later than <see cref="MadeAtMs"/>, the table sees to it.</summary>
    public long? JudgedFromMs { get; set; }

    /// <summary>End of the candles that judge it, exclusive, Unix ms.</summary>
    public long? JudgedUntilMs { get; set; }

    /// <summary>When it was judged, Unix ms.</summary>
    public long? JudgedAtMs { get; set; }

    /// <summary>What became of it.</summary>
    public string? OutcomeJson { get; set; }

    /// <summary>When the user decided, Unix ms.</summary>
    public long? DecidedAtMs { get; set; }

    /// <summary>Hidden until then, Unix ms.</summary>
    public long? SnoozedUntilMs { get; set; }
}
