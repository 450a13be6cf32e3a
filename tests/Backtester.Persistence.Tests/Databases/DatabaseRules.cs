using Backtester.TestSupport;

namespace Backtester.Persistence.Tests.Databases;

/// <summary>Rules that hold on every provider: a class of tests for each subject, with a subclass for each provider.</summary>
public abstract class DatabaseRules : IAsyncLifetime
{
    private TestDatabase? _database;

    /// <summary>The database of this test.</summary>
    protected TestDatabase Database
    {
        get
        {
            if (_database is null)
            {
                SharedData.SkipOrFail(WhyMissing ?? "the database was not opened");
            }

            return _database!;
        }
    }

    /// <summary>Why opening gave none.</summary>
    protected virtual string? WhyMissing => null;

    public async Task InitializeAsync()
    {
        _database = await OpenAsync();
        if (_database is not null && MigratesAtStart)
        {
            await _database.Initializer.MigrateAsync();
        }
    }

    public async Task DisposeAsync()
    {
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }

    /// <summary>False where the test begins with an empty database.</summary>
    protected virtual bool MigratesAtStart => true;

    /// <summary>An empty database; null where the provider is not installed.</summary>
    protected abstract Task<TestDatabase?> OpenAsync();

    /// <summary>How a PostgreSQL subclass opens its own.</summary>
    protected static async Task<TestDatabase?> OpenAsync(PostgresServer server) =>
        server.Missing is null ? await TestDatabase.PostgresAsync(server) : null;
}
