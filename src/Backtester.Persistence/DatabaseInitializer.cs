using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Backtester.Persistence;

/// <summary>Brings the schema up to date, and copies a SQLite database.</summary>
public sealed class DatabaseInitializer(BacktesterDbFactory factory)
{
    /// <summary>Any number that nothing else in the database locks by.</summary>
    private const long MigrationLock = 0x4261636B74657374;

    /// <summary>Applies the missing migrations; where the schema's version is this program's, nothing is written.</summary>
    /// <returns>Names of the migrations applied, empty where none were.</returns>
    /// <exception cref="InvalidOperationException">The database was made by a newer version of this program.</exception>
    public async Task<IReadOnlyList<string>> MigrateAsync(CancellationToken cancellation = default)
    {
        var file = SqliteFile();
        if (file is not null && Path.GetDirectoryName(file) is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
        }

        await using var db = factory.OpenForWriting();
        var missing = await MissingAsync(db, cancellation);
        if (missing.Count == 0)
        {
            return [];
        }

        if (file is null)
        {
            // What is missing is asked again behind the lock, which PostgreSQL drops with the connection: EF Core decides
            // what to apply before it takes its own.
            await db.Database.OpenConnectionAsync(cancellation);
            await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_lock({MigrationLock})", cancellation);
            missing = await MissingAsync(db, cancellation);
            if (missing.Count > 0)
            {
                await db.Database.MigrateAsync(cancellation);
            }

            return missing;
        }

        // EF Core's own lock on SQLite is a table, which stays behind when a process dies in between, and then every later
        // start would wait forever. The file's lock ends with its process; who holds it may remove such a table.
        await using var held = await HoldAsync(file + ".migrating", cancellation);
        missing = await MissingAsync(db, cancellation);
        if (missing.Count > 0)
        {
            await db.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancellation);
            await db.Database.MigrateAsync(cancellation);
        }

        return missing;
    }

    /// <summary>Writes a whole, compact copy of a SQLite database while others read and write it.</summary>
    /// <param name="path">A file that does not exist yet. It appears only once it is complete.</param>
    /// <param name="cancellation">Ends it; nothing stays.</param>
    /// <exception cref="NotSupportedException">The database is PostgreSQL: use pg_dump.</exception>
    /// <exception cref="IOException">The file exists.</exception>
    public async Task BackupToAsync(string path, CancellationToken cancellation = default)
    {
        if (factory.Options.Provider != DatabaseProvider.Sqlite)
        {
            throw new NotSupportedException("Database:Provider is postgres, whose own tools make backups: pg_dump and pg_restore; backups to a file are for sqlite");
        }

        if (File.Exists(path))
        {
            throw new IOException($"backup: {path} exists already; name a new file");
        }

        var partial = $"{path}.{Guid.NewGuid():N}.partial";
        try
        {
            await using (var db = factory.OpenForReading())
            {
                await db.Database.ExecuteSqlAsync($"VACUUM INTO {partial}", cancellation);
            }

            File.Move(partial, path, overwrite: false);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    private static async Task<List<string>> MissingAsync(BacktesterDb db, CancellationToken cancellation)
    {
        var known = db.Database.GetMigrations().ToList();
        var applied = (await db.Database.GetAppliedMigrationsAsync(cancellation)).ToList();
        var foreign = applied.Except(known, StringComparer.Ordinal).ToList();
        return foreign.Count == 0
            ? known.Except(applied, StringComparer.Ordinal).ToList()
            : throw new InvalidOperationException($"the database was made by a newer version of this program: it has the migrations {string.Join(", ", foreign)}; start that version, or restore a backup");
    }

    private static async Task<FileStream> HoldAsync(string path, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
            }
            catch (IOException) when (File.Exists(path))
            {
                await Task.Delay(50, cancellation);
            }
        }
    }

    private string? SqliteFile() => factory.Options.Provider == DatabaseProvider.Sqlite
        ? Path.GetFullPath(new SqliteConnectionStringBuilder(factory.Options.ConnectionString).DataSource)
        : null;
}
