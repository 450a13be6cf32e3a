namespace Backtester.Persistence.Recommendations;

/// <summary>A line of the audit trail. Lines are added and never changed.</summary>
public sealed class RecommendationEvent
{
    /// <summary>In the order of writing.</summary>
    public long Id { get; set; }

    /// <summary>What it happened to.</summary>
    public long RecommendationId { get; set; }

    /// <summary>When, Unix ms.</summary>
    public long AtMs { get; set; }

    /// <summary>made, accepted, rejected, snoozed, undone, applied, reverted, expired, judged, alarm.</summary>
    public string Action { get; set; } = "";

    /// <summary>The status before; null for made.</summary>
    public string? FromStatus { get; set; }

    /// <summary>The status after.</summary>
    public string ToStatus { get; set; } = "";

    /// <summary>The user's reason, or what was done.</summary>
    public string? Note { get; set; }
}
