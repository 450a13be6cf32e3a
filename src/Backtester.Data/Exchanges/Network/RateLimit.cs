namespace Backtester.Data.Exchanges.Network;

/// <summary>How much of an exchange may be asked, and in which headers it tells how much was.</summary>
/// <param name="Weight">Weight that may be spent in a period.</param>
/// <param name="Period">The period.</param>
public sealed record RateLimit(int Weight, TimeSpan Period)
{
    /// <summary>Header with the weight that was spent in the running period; null for none.</summary>
    public string? UsedHeader { get; init; }

    /// <summary>Header with the weight that is left; null for none.</summary>
    public string? RemainingHeader { get; init; }

    /// <summary>Header with the milliseconds until the period ends; null for none.</summary>
    public string? ResetAfterHeader { get; init; }
}
