namespace Backtester.Blazor.Options;

/// <summary>What `serve` forgets by itself. What people made (backtests, searches, strategies, candles) is never among it.</summary>
public sealed record RetentionOptions
{
    /// <summary>Days after which a job that ended is forgotten, with its log; 0 keeps them. What it made stays.</summary>
    public int JobDays { get; init; } = 90;
}
