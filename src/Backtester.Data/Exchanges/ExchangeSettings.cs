namespace Backtester.Data.Exchanges;

/// <summary>How exchanges are reached.</summary>
public sealed record ExchangeSettings
{
    /// <summary>Addresses by <see cref="ExchangeFacts.SettingName"/> that replace the exchanges' own.</summary>
    public IReadOnlyDictionary<string, Uri> BaseAddresses { get; init; } = new Dictionary<string, Uri>(StringComparer.Ordinal);

    /// <summary>The proxy that all calls go through; null for none.</summary>
    public Uri? Proxy { get; init; }

    /// <summary>How often a failed call is tried again.</summary>
    public int Retries { get; init; } = 3;

    /// <summary>Wait before the first new try; it doubles with each.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest wait that an exchange may ask for before the call fails.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Longest time for one answer.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Most calls at once to one host.</summary>
    public int Parallel { get; init; } = 4;
}
