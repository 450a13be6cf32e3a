using Microsoft.Data.Sqlite;

namespace Backtester.Persistence;

/// <summary>Puts a copy that <see cref="DatabaseInitializer.BackupToAsync"/> wrote in the place of a SQLite database.</summary>
public sealed class DatabaseRestore(BacktesterDbFactory factory, DatabaseInitializer schema, TimeProvider clock)
{
    private static readonly byte[] Signature = "SQLite format 3\0"u8.ToArray();

    /// <summary>Swaps the files and brings the schema up to date. The database that was there is kept beside the new one. No other process may use it.</summary>
    /// <param name="path">The copy; it stays as it is.</param>
    /// <param name="cancellation">Ends it; the database is then as it was.</param>
    /// <returns>Where the database that was there is kept; null where there was none.</returns>
    /// <exception cref="NotSupportedException">The database is PostgreSQL: use pg_restore.</exception>
    /// <exception cref="InvalidDataException">The file is no SQLite database.</exception>
    /// <exception cref="InvalidOperationException">The copy was made by a newer version of this program.</exception>
    public async Task<string?> FromAsync(string path, CancellationToken cancellation = default)
    {
        if (factory.Options.Provider != DatabaseProvider.Sqlite)
        {
            throw new NotSupportedException("Database:Provider is postgres, whose own tools make backups: pg_dump and pg_restore; backups to a file are for sqlite");
        }

        await CheckAsync(path, cancellation);
        var file = Path.GetFullPath(new SqliteConnectionStringBuilder(factory.Options.ConnectionString).DataSource);
        var kept = File.Exists(file) ? $"{file}.before-{clock.GetUtcNow():yyyyMMdd-HHmmss}" : null;
        LetGo();
        Move(file, kept);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.Copy(path, file);
            await schema.MigrateAsync(cancellation);
            return kept;
        }
        catch
        {
            LetGo();
            Remove(file);
            if (kept is not null)
            {
                Move(kept, file);
            }

            throw;
        }
    }

    private static async Task CheckAsync(string path, CancellationToken cancellation)
    {
        var head = new byte[Signature.Length];
        await using var stream = File.OpenRead(path);
        if (await stream.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellation) < head.Length || !head.AsSpan().SequenceEqual(Signature))
        {
            throw new InvalidDataException($"{path} is no SQLite database");
        }
    }

    // Connections that nobody uses hold the file too.
    private void LetGo()
    {
        using var connection = new SqliteConnection(factory.Options.ConnectionString);
        SqliteConnection.ClearPool(connection);
    }

    // The journal belongs to the file: one without the other is damaged.
    private static void Move(string from, string? to)
    {
        foreach (var part in Parts(from).Where(_ => to is not null))
        {
            File.Move(part, to + part[from.Length..]);
        }
    }

    private static void Remove(string file)
    {
        foreach (var part in Parts(file))
        {
            File.Delete(part);
        }
    }

    private static IEnumerable<string> Parts(string file) => new[] { file, file + "-wal", file + "-shm" }.Where(File.Exists);
}
