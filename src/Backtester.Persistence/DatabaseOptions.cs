using System.Data.Common;
using Backtester.Core.Runs;

namespace Backtester.Persistence;

/// <summary>Where rows are kept.</summary>
public enum DatabaseProvider
{
    /// <summary>One file, one writer at a time.</summary>
    Sqlite,

    /// <summary>A PostgreSQL server.</summary>
    Postgres,
}

/// <summary>The settings Database:Provider and Database:ConnectionString.</summary>
/// <param name="Provider">sqlite or postgres.</param>
/// <param name="ConnectionString">In the provider's spelling: "Data Source=FILE" or "Host=…;Database=…;Username=…".</param>
public sealed record DatabaseOptions(DatabaseProvider Provider, string ConnectionString)
{
    /// <summary>A SQLite file; its folder is made when the schema is.</summary>
    public static DatabaseOptions SqliteFile(string path) =>
        new(DatabaseProvider.Sqlite, new DbConnectionStringBuilder { ["Data Source"] = path }.ConnectionString);

    /// <summary>Reads the two settings as they stand in configuration.</summary>
    /// <param name="provider">sqlite or postgres; null or empty means sqlite.</param>
    /// <param name="connectionString">Null or empty means the file at <paramref name="defaultSqlitePath"/>; needed for postgres.</param>
    /// <param name="defaultSqlitePath">The database file of the data folder.</param>
    /// <exception cref="SpecException">All problems, by setting.</exception>
    public static DatabaseOptions Parse(string? provider, string? connectionString, string defaultSqlitePath)
    {
        DatabaseProvider? known = provider?.Trim().ToLowerInvariant() switch
        {
            null or "" or "sqlite" => DatabaseProvider.Sqlite,
            "postgres" => DatabaseProvider.Postgres,
            _ => null,
        };
        if (known is null)
        {
            throw new SpecException([new SpecProblem("Database:Provider", "there is no such database", provider, "sqlite, postgres")]);
        }

        if (!string.IsNullOrWhiteSpace(connectionString))
        {
            return new DatabaseOptions(known.Value, connectionString);
        }

        return known == DatabaseProvider.Sqlite
            ? SqliteFile(defaultSqlitePath)
            : throw new SpecException([new SpecProblem("Database:ConnectionString", "is needed for postgres", connectionString, "Host=…;Database=…;Username=…;Password=…")]);
    }

    /// <summary>Without the connection string, which may hold a password.</summary>
    public override string ToString() => Provider.ToString();
}
