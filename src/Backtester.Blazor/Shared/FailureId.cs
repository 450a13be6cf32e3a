namespace Backtester.Blazor.Shared;

/// <summary>A short name of one failure: the page shows it, the log has the cause under it.</summary>
public static class FailureId
{
    /// <summary>Eight characters that no other failure is likely to have.</summary>
    public static string New() => Guid.NewGuid().ToString("N")[..8];
}
