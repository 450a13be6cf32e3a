using System.Buffers.Binary;
using System.Data;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Backtester.Blazor.Jobs;

/// <summary>
/// Locks of a PostgreSQL database, each on a connection of its own, whose end drops it. They hold across machines; where
/// a connection breaks, <see cref="Lost"/> is raised, since another process may then take the lock.
/// </summary>
public sealed class PostgresLocks : IOwnerLocks
{
    private readonly string _connectionString;

    /// <summary>Locks in the database of a connection string.</summary>
    public PostgresLocks(string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, KeepAlive = 10 };
        _connectionString = builder.ConnectionString;
        Place = $"the database {builder.Database} on {builder.Host}";
    }

    /// <summary>Raised when the connection of a lock broke.</summary>
    public event EventHandler? Lost;

    /// <inheritdoc/>
    public string Place { get; }

    /// <inheritdoc/>
    public IDisposable? TryTake(string name)
    {
        var connection = new NpgsqlConnection(_connectionString);
        try
        {
            connection.Open();
            using var command = new NpgsqlCommand("SELECT pg_try_advisory_lock($1)", connection);
            command.Parameters.Add(new NpgsqlParameter { Value = KeyOf(name) });
            if (command.ExecuteScalar() is true)
            {
                connection.StateChange += (_, change) =>
                {
                    if (change.CurrentState == ConnectionState.Broken)
                    {
                        Lost?.Invoke(this, EventArgs.Empty);
                    }
                };
                return connection;
            }

            connection.Dispose();
            return null;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>The first eight bytes of a hash: locks of other programs in the same database are not met.</summary>
    private static long KeyOf(string name) =>
        BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes("backtester/" + name)));
}
