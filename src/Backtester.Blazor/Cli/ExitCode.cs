namespace Backtester.Blazor.Cli;

/// <summary>What a command's process ends with.</summary>
internal static class ExitCode
{
    /// <summary>It is done.</summary>
    public const int Done = 0;

    /// <summary>It was asked rightly and failed.</summary>
    public const int Failed = 1;

    /// <summary>What was asked cannot be.</summary>
    public const int BadInput = 2;
}
