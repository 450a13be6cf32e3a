using Backtester.Persistence.Jobs;
using Backtester.Persistence.Tests.Runs;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Backtester.Persistence.Tests.Databases;

public sealed class SqliteFileTests
{
    [Fact]
    public async Task Connection_has_wal_foreign_keys_and_patience()
    {
        await using var database = await MigratedAsync();
        await using var db = database.Factory.OpenForReading();

        Assert.Equal("wal", Assert.Single(await db.Database.SqlQueryRaw<string>("SELECT journal_mode AS Value FROM pragma_journal_mode").ToListAsync()));
        Assert.Equal(1, Assert.Single(await db.Database.SqlQueryRaw<int>("SELECT foreign_keys AS Value FROM pragma_foreign_keys").ToListAsync()));
        Assert.Equal(30_000, Assert.Single(await db.Database.SqlQueryRaw<int>("SELECT timeout AS Value FROM pragma_busy_timeout").ToListAsync()));
    }

    [Fact]
    public async Task Library_is_the_systems_and_new_enough_for_json_operators()
    {
        await using var connection = new SqliteConnection("Data Source=:memory:");
        await connection.OpenAsync();

        Assert.True(Version.Parse(connection.ServerVersion) >= new Version(3, 38), connection.ServerVersion);
    }

    [Fact]
    public async Task Migrate_after_a_process_died_in_the_middle_does_not_wait_for_it()
    {
        await using var database = TestDatabase.Sqlite();
        Directory.CreateDirectory(database.Folder);
        await using (var db = database.Factory.OpenForReading())
        {
            await db.Database.ExecuteSqlRawAsync("CREATE TABLE \"__EFMigrationsLock\" (\"Id\" INTEGER NOT NULL PRIMARY KEY, \"Timestamp\" TEXT NOT NULL)");
            await db.Database.ExecuteSqlRawAsync("INSERT INTO \"__EFMigrationsLock\" VALUES (1, '2024-01-01')");
        }

        Assert.NotEmpty(await database.Initializer.MigrateAsync().WaitAsync(TimeSpan.FromMinutes(2)));
    }

    [Fact]
    public async Task Backup_is_a_whole_database_and_never_replaces_a_file()
    {
        await using var database = await MigratedAsync();
        var plan = Samples.Plan();
        var run = await database.Runs.CreateAsync(plan);
        await database.Runs.SaveResultAsync(run.Id, Samples.Result(plan));
        var path = Path.Combine(database.Folder, "it's a copy.db");

        await database.Initializer.BackupToAsync(path);
        await database.Runs.DeleteAsync(run.Id);
        await Assert.ThrowsAsync<IOException>(() => database.Initializer.BackupToAsync(path));

        var factory = new BacktesterDbFactory(DatabaseOptions.SqliteFile(path));
        using var writer = new DatabaseWriter(factory);
        using var connection = new SqliteConnection(factory.Options.ConnectionString);
        var copy = await new Persistence.Runs.RunStore(factory, writer, database.Clock).GetAsync(run.Id, withTrades: true);
        Assert.Equal(3, copy!.Trades!.Count);
        Assert.Equal(Samples.OddText, copy.Plan.SpecText);
        Assert.Empty(await new DatabaseInitializer(factory).MigrateAsync());
        Assert.Empty(Directory.GetFiles(database.Folder, "*.partial"));
        SqliteConnection.ClearPool(connection);
    }

    [Fact]
    public async Task Restore_brings_a_copy_back_keeps_what_was_there_and_leaves_all_as_it_was_where_it_cannot()
    {
        await using var database = await MigratedAsync();
        await database.Jobs.EnqueueAsync(new Persistence.Jobs.NewJob("before"));
        var copy = Path.Combine(database.Folder, "copy.db");
        await database.Initializer.BackupToAsync(copy);
        await database.Jobs.EnqueueAsync(new Persistence.Jobs.NewJob("after"));
        var restore = new DatabaseRestore(database.Factory, database.Initializer, database.Clock);

        var text = Path.Combine(database.Folder, "notes.txt");
        await File.WriteAllTextAsync(text, "this is no database, however long the text may be");
        await Assert.ThrowsAsync<InvalidDataException>(() => restore.FromAsync(text));
        var newer = Path.Combine(database.Folder, "newer.db");
        File.Copy(copy, newer);
        var foreign = new BacktesterDbFactory(DatabaseOptions.SqliteFile(newer));
        await using (var db = foreign.OpenForReading())
        {
            await db.Database.ExecuteSqlRawAsync("INSERT INTO \"__EFMigrationsHistory\" VALUES ('29990101000000_Later', '10.0.0')");
        }

        // The last connection to close writes the journal into the file.
        using (var connection = new SqliteConnection(foreign.Options.ConnectionString))
        {
            SqliteConnection.ClearPool(connection);
        }

        await Assert.ThrowsAsync<InvalidOperationException>(() => restore.FromAsync(newer));
        Assert.Equal(["after", "before"], (await database.Jobs.ListAsync(new Persistence.Jobs.JobQuery())).Items.Select(j => j.Kind));

        var kept = await restore.FromAsync(copy);
        Assert.Equal(["before"], (await database.Jobs.ListAsync(new Persistence.Jobs.JobQuery())).Items.Select(j => j.Kind));
        Assert.True(File.Exists(kept) && File.Exists(copy));
    }

    [Fact]
    public async Task Backup_of_postgres_is_refused_with_the_tool_that_does_it()
    {
        var initializer = new DatabaseInitializer(new BacktesterDbFactory(new DatabaseOptions(DatabaseProvider.Postgres, "Host=nowhere.invalid")));

        Assert.Contains("pg_dump", (await Assert.ThrowsAsync<NotSupportedException>(() => initializer.BackupToAsync("x.db"))).Message);
    }

    [Fact]
    public async Task Reader_sees_the_last_commit_while_a_writer_is_in_the_middle()
    {
        await using var database = await MigratedAsync();
        await database.Jobs.EnqueueAsync(new NewJob("first"));

        await database.Writer.WriteAsync(async (db, token) =>
        {
            db.Jobs.Add(new Job { Kind = "second" });
            await db.SaveChangesAsync(token);
            Assert.Equal(1, (await database.Jobs.ListAsync(new JobQuery(), token)).Total);
            return 0;
        });

        Assert.Equal(2, (await database.Jobs.ListAsync(new JobQuery())).Total);
    }

    [Fact]
    public async Task Write_that_is_cancelled_leaves_nothing_and_frees_the_line()
    {
        await using var database = await MigratedAsync();
        using var cancellation = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => database.Writer.WriteAsync(
            async (db, token) =>
            {
                db.Jobs.Add(new Job { Kind = "never" });
                await db.SaveChangesAsync(token);
                await cancellation.CancelAsync();
                token.ThrowIfCancellationRequested();
                return 0;
            },
            cancellation.Token));

        Assert.Equal(0, (await database.Jobs.ListAsync(new JobQuery())).Total);
        await database.Jobs.EnqueueAsync(new NewJob("next"));
    }

    private static async Task<TestDatabase> MigratedAsync()
    {
        var database = TestDatabase.Sqlite();
        await database.Initializer.MigrateAsync();
        return database;
    }
}
