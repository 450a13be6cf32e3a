namespace Backtester.Blazor.Options;

/// <summary>Who may use the portal.</summary>
public sealed record AccessOptions
{
    /// <summary>The key that people and programs must show; empty for none.</summary>
    public string Key { get; init; } = "";

    /// <summary>Allows an address other than loopback without a key, for a container published to loopback.</summary>
    public bool AllowWithoutKey { get; init; }

    /// <summary>Origins (scheme://host[:port]) whose pages may call the API.</summary>
    public IReadOnlyList<string> AllowedOrigins { get; init; } = [];

    /// <summary>Wrong keys that an address may show within a minute.</summary>
    public int TriesPerMinute { get; init; } = 10;

    /// <summary>Days that a sign-in lasts.</summary>
    public int SessionDays { get; init; } = 30;

    /// <summary>True where a key is asked for.</summary>
    public bool HasKey => Key.Length > 0;

    /// <summary>Says whether there is a key, never the key.</summary>
    public override string ToString() => HasKey ? "with key" : "without key";
}
