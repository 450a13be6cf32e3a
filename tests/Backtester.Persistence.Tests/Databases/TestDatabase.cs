using Backtester.Persistence.ActiveStrategies;
using Backtester.Persistence.Batches;
using Backtester.Persistence.Jobs;
using Backtester.Persistence.Optimizations;
using Backtester.Persistence.Recommendations;
using Backtester.Persistence.Runs;
using Backtester.Persistence.WalkForwards;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Backtester.Persistence.Tests.Databases;

/// <summary>An empty, migrated database of one test with its stores.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly string? _folder;

    private TestDatabase(DatabaseOptions options, string? folder)
    {
        _folder = folder;
        Factory = new BacktesterDbFactory(options);
        Writer = new DatabaseWriter(Factory);
        Runs = new RunStore(Factory, Writer, Clock);
        Jobs = new JobStore(Factory, Writer, Clock);
        Optimizations = new OptimizationStore(Factory, Writer, Clock);
        WalkForwards = new WalkForwardStore(Factory, Writer, Clock);
        Batches = new BatchStore(Factory, Writer, Clock);
        Followed = new ActiveStrategyStore(Factory, Writer, Clock);
        Watches = new WatchStore(Factory, Writer, Clock);
        Recommendations = new RecommendationStore(Factory, Writer, Clock);
        Decisions = new RecommendationDecisions(Writer, Clock);
        Initializer = new DatabaseInitializer(Factory);
    }

    public BacktesterDbFactory Factory { get; }

    public DatabaseWriter Writer { get; }

    public RunStore Runs { get; }

    public JobStore Jobs { get; }

    public OptimizationStore Optimizations { get; }

    public WalkForwardStore WalkForwards { get; }

    public BatchStore Batches { get; }

    public ActiveStrategyStore Followed { get; }

    public WatchStore Watches { get; }

    public RecommendationStore Recommendations { get; }

    public RecommendationDecisions Decisions { get; }

    public DatabaseInitializer Initializer { get; }

    public SteppedClock Clock { get; } = new();

    /// <summary>The folder of a SQLite database.</summary>
    public string Folder => _folder ?? throw new InvalidOperationException("not a file");

    public static TestDatabase Sqlite()
    {
        var folder = Path.Combine(Path.GetTempPath(), $"backtester-db-{Guid.NewGuid():N}");
        return new TestDatabase(DatabaseOptions.SqliteFile(Path.Combine(folder, "backtester.db")), folder);
    }

    public static async Task<TestDatabase> PostgresAsync(PostgresServer server) =>
        new(new DatabaseOptions(DatabaseProvider.Postgres, await server.CreateDatabaseAsync()), folder: null);

    public ValueTask DisposeAsync()
    {
        Writer.Dispose();
        if (_folder is not null)
        {
            using var connection = new SqliteConnection(Factory.Options.ConnectionString);
            SqliteConnection.ClearPool(connection);
            if (Directory.Exists(_folder))
            {
                Directory.Delete(_folder, recursive: true);
            }
        }
        else
        {
            using var connection = new NpgsqlConnection(Factory.Options.ConnectionString);
            NpgsqlConnection.ClearPool(connection);
        }

        return ValueTask.CompletedTask;
    }
}

/// <summary>A clock that a test sets; it stands at 2024-01-01T00:00:00Z.</summary>
public sealed class SteppedClock : TimeProvider
{
    public const long Start = 1_704_067_200_000;

    public long NowMs { get; set; } = Start;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(NowMs);
}
