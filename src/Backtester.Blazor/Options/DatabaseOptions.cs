namespace Backtester.Blazor.Options;

/// <summary>Where runs are stored.</summary>
public sealed record DatabaseOptions
{
    /// <summary>The names that <see cref="Provider"/> may have.</summary>
    public static readonly IReadOnlyList<string> Providers = ["sqlite", "postgres"];

    /// <summary>"sqlite" or "postgres".</summary>
    public string Provider { get; init; } = "sqlite";

    /// <summary>Needed for postgres; empty for sqlite, whose file is in the data folder.</summary>
    public string ConnectionString { get; init; } = "";

    /// <summary>True for PostgreSQL.</summary>
    public bool IsPostgres => Provider == "postgres";

    /// <summary>Names the provider alone: the connection string may hold a password.</summary>
    public override string ToString() => Provider;
}
