using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Backtester.Persistence.Sqlite;

/// <summary>
/// Settings of each connection: write-ahead log (readers never wait for the writer), foreign keys, and 30 s of patience with
/// another process that writes. `synchronous = NORMAL` loses nothing when the process dies; after a power cut the last
/// commits may be missing, never half of one.
/// </summary>
internal sealed class SqliteConnectionSettings : DbConnectionInterceptor
{
    private const string Pragmas =
        "PRAGMA busy_timeout = 30000; PRAGMA journal_mode = WAL; PRAGMA foreign_keys = ON; PRAGMA synchronous = NORMAL;";

    /// <inheritdoc/>
    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Apply(connection);

    /// <inheritdoc/>
    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Apply(connection);
        return Task.CompletedTask;
    }

    private static void Apply(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }
}
