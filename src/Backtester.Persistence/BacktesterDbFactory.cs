using Backtester.Persistence.Postgres;
using Backtester.Persistence.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Backtester.Persistence;

/// <summary>Makes contexts for the configured database. One an application; thread-safe.</summary>
public sealed class BacktesterDbFactory
{
    private readonly Func<BacktesterDb> _create;

    /// <summary>Prepares contexts; opens no connection.</summary>
    public BacktesterDbFactory(DatabaseOptions options)
    {
        Options = options;
        _create = options.Provider switch
        {
            DatabaseProvider.Sqlite => SqliteContexts(options.ConnectionString),
            DatabaseProvider.Postgres => PostgresContexts(options.ConnectionString),
            _ => throw new ArgumentOutOfRangeException(nameof(options), options.Provider, "not a provider"),
        };
    }

    /// <summary>Where the rows are.</summary>
    public DatabaseOptions Options { get; }

    /// <summary>A context for reading: it tracks nothing. The caller disposes it. Writes go through <see cref="DatabaseWriter"/>.</summary>
    public BacktesterDb OpenForReading()
    {
        var db = _create();
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        return db;
    }

    /// <summary>A context that tracks changes; only the writer and the initializer take one.</summary>
    internal BacktesterDb OpenForWriting() => _create();

    private static Func<BacktesterDb> SqliteContexts(string connectionString)
    {
        var options = new DbContextOptionsBuilder<SqliteBacktesterDb>()
            .UseSqlite(connectionString)
            .AddInterceptors(new SqliteConnectionSettings())
            .Options;
        return () => new SqliteBacktesterDb(options);
    }

    private static Func<BacktesterDb> PostgresContexts(string connectionString)
    {
        var options = new DbContextOptionsBuilder<PostgresBacktesterDb>().UseNpgsql(connectionString).Options;
        return () => new PostgresBacktesterDb(options);
    }
}
