namespace Backtester.Blazor.Options;

/// <summary>How much may be sent.</summary>
public sealed record LimitOptions
{
    /// <summary>Largest body of a request that is not an upload, bytes.</summary>
    public long RequestBytes { get; init; } = 4L << 20;

    /// <summary>Largest uploaded file, bytes.</summary>
    public long UploadBytes { get; init; } = 2L << 30;
}
