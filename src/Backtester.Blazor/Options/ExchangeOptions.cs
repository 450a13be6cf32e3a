using Backtester.Data.Exchanges;

namespace Backtester.Blazor.Options;

/// <summary>How exchanges are reached. An empty address means the exchange's own.</summary>
public sealed record ExchangeOptions
{
    /// <summary>Names of the settings that hold an address: one for each host.</summary>
    public static readonly IReadOnlyList<string> Hosts = [.. ExchangeCatalog.All.Select(f => f.SettingName).Distinct()];

    /// <summary>Proxy for all calls; empty for none.</summary>
    public string Proxy { get; init; } = "";

    /// <summary>How often a failed call is tried again.</summary>
    public int Retries { get; init; } = 3;

    /// <summary>Wait before the first new try, milliseconds; it doubles with each.</summary>
    public int RetryMilliseconds { get; init; } = 1000;

    /// <summary>Longest time for one answer, seconds.</summary>
    public int TimeoutSeconds { get; init; } = 30;

    /// <summary>Longest wait that an exchange may ask for before a call fails, seconds.</summary>
    public int LongestWaitSeconds { get; init; } = 120;

    /// <summary>Most calls at once to one host.</summary>
    public int Parallel { get; init; } = 4;

    /// <summary>Addresses of hosts, "Name=address" in the order of <see cref="Hosts"/>, those alone that are set.</summary>
    public string Addresses { get; init; } = "";

    /// <summary>As the exchanges' clients take them.</summary>
    public ExchangeSettings ToSettings() => new()
    {
        BaseAddresses = Addresses
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => pair.Split('=', 2))
            .ToDictionary(pair => pair[0], pair => new Uri(pair[1]), StringComparer.Ordinal),
        Proxy = Proxy.Length == 0 ? null : new Uri(Proxy),
        Retries = Retries,
        RetryDelay = TimeSpan.FromMilliseconds(RetryMilliseconds),
        Timeout = TimeSpan.FromSeconds(TimeoutSeconds),
        LongestWait = TimeSpan.FromSeconds(LongestWaitSeconds),
        Parallel = Parallel,
    };
}
