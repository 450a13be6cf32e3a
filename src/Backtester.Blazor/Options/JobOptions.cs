namespace Backtester.Blazor.Options;

/// <summary>How jobs run.</summary>
public sealed record JobOptions
{
    /// <summary>Most jobs at once; 0 for one less than the machine has cores, and at least one.</summary>
    public int MaxConcurrent { get; init; }

    /// <summary>Least time between two reports of a job's progress, milliseconds.</summary>
    public int ProgressMilliseconds { get; init; } = 200;

    /// <summary><see cref="MaxConcurrent"/> with 0 resolved.</summary>
    public int Slots => MaxConcurrent > 0 ? MaxConcurrent : Math.Max(1, Environment.ProcessorCount - 1);
}
