using Backtester.Persistence.Optimizations;
using Backtester.Persistence.Recommendations;
using Microsoft.EntityFrameworkCore;

namespace Backtester.Persistence.Tests.Databases;

public abstract class SchemaRules : DatabaseRules
{
    protected override bool MigratesAtStart => false;

    [SkippableFact]
    public async Task Migrate_from_empty_applies_all_and_again_none()
    {
        var applied = await Database.Initializer.MigrateAsync();

        await using var db = Database.Factory.OpenForReading();
        Assert.NotEmpty(applied);
        Assert.Equal(db.Database.GetMigrations(), applied);
        Assert.Empty(await Database.Initializer.MigrateAsync());
        Assert.Equal(0, await db.Runs.CountAsync() + await db.Trades.CountAsync() + await db.Metrics.CountAsync());
        Assert.Equal(0, await db.Jobs.CountAsync() + await db.Optimizations.CountAsync() + await db.Recommendations.CountAsync());
    }

    [SkippableFact]
    public async Task Migrate_by_many_at_once_applies_once()
    {
        var applied = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Database.Initializer.MigrateAsync())));

        await using var db = Database.Factory.OpenForReading();
        Assert.Equal(db.Database.GetMigrations(), await db.Database.GetAppliedMigrationsAsync());
        Assert.Contains(applied, a => a.Count > 0);
    }

    [SkippableFact]
    public async Task Model_has_no_changes_without_a_migration()
    {
        await using var db = Database.Factory.OpenForReading();

        Assert.False(db.Database.HasPendingModelChanges());
    }

    [SkippableFact]
    public async Task Migrate_a_database_of_a_newer_version_is_refused_by_name()
    {
        await Database.Initializer.MigrateAsync();
        await using var db = Database.Factory.OpenForReading();
        await db.Database.ExecuteSqlRawAsync("INSERT INTO \"__EFMigrationsHistory\" (\"MigrationId\", \"ProductVersion\") VALUES ('99990101000000_Future', '99')");

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => Database.Initializer.MigrateAsync());

        Assert.Contains("99990101000000_Future", error.Message);
    }

    [SkippableTheory]
    [InlineData(1000L, 1001L, 2000L, null)]
    [InlineData(1000L, 1000L, 2000L, "ck_recommendations_judged_after_made")]
    [InlineData(1000L, 999L, 2000L, "ck_recommendations_judged_after_made")]
    [InlineData(1000L, 1001L, 1001L, "ck_recommendations_judged_range")]
    public async Task Recommendation_is_judged_only_by_candles_after_it_was_made(long made, long judgedFrom, long judgedUntil, string? refusedBy)
    {
        await Database.Initializer.MigrateAsync();
        var followed = (await Database.Followed.FollowAsync("mine", "{}", "spec")).Strategy!;
        var advice = new StrategyRecommendation
        {
            StrategyId = followed.Row.Id,
            MadeAtMs = made,
            JudgedFromMs = judgedFrom,
            JudgedUntilMs = judgedUntil,
            Probability = double.NaN,
            ExpectedLow = double.PositiveInfinity,
            ExpectedRoi = 1.5,
        };

        var error = await Record.ExceptionAsync(() => Database.Writer.WriteAsync(async (db, token) => db.Recommendations.Add(advice) is null ? 0 : await db.SaveChangesAsync(token)));

        await using var reading = Database.Factory.OpenForReading();
        if (refusedBy is not null)
        {
            Assert.IsType<DbUpdateException>(error);
            Assert.Contains(refusedBy, error.InnerException!.Message);
            Assert.Equal(0, await reading.Recommendations.CountAsync());
            return;
        }

        Assert.Null(error);
        var stored = await reading.Recommendations.SingleAsync();
        Assert.Equal((null, null, 1.5), (stored.Probability, stored.ExpectedLow, stored.ExpectedRoi));
    }

    [SkippableFact]
    public async Task Recommendation_that_was_judged_must_say_with_what_outcome()
    {
        await Database.Initializer.MigrateAsync();
        var followed = (await Database.Followed.FollowAsync("mine", "{}", "spec")).Strategy!;

        await Assert.ThrowsAsync<DbUpdateException>(() => Database.Writer.WriteAsync(async (db, token) =>
        {
            db.Recommendations.Add(new StrategyRecommendation { StrategyId = followed.Row.Id, MadeAtMs = 1, JudgedFromMs = 2, JudgedUntilMs = 3, JudgedAtMs = 5 });
            return await db.SaveChangesAsync(token);
        }));
    }

    [SkippableFact]
    public async Task Optimization_is_stored_with_unknown_numbers_as_null()
    {
        await Database.Initializer.MigrateAsync();
        var search = new StrategyOptimization { Uuid = Guid.NewGuid(), Status = WorkStatus.Completed, TotalCombinations = 64, BestScore = double.NaN, SpecText = "{ }\n" };
        await Database.Writer.WriteAsync(async (db, token) => db.Optimizations.Add(search) is null ? 0 : await db.SaveChangesAsync(token));

        await using var reading = Database.Factory.OpenForReading();
        var stored = await reading.Optimizations.SingleAsync();
        Assert.Equal((64L, null, "{ }\n", WorkStatus.Completed), (stored.TotalCombinations, stored.BestScore, stored.SpecText, stored.Status));
    }

    [SkippableFact]
    public async Task Status_is_stored_as_its_word()
    {
        await Database.Initializer.MigrateAsync();
        await Database.Jobs.EnqueueAsync(new Persistence.Jobs.NewJob("x"));

        await using var db = Database.Factory.OpenForReading();
        var words = await db.Database.SqlQueryRaw<string>("SELECT status FROM jobs").ToListAsync();

        Assert.Equal(["PENDING"], words);
    }
}

public sealed class SqliteSchemaTests : SchemaRules
{
    protected override Task<TestDatabase?> OpenAsync() => Task.FromResult<TestDatabase?>(TestDatabase.Sqlite());
}

[Collection(PostgresTests.Name)]
public sealed class PostgresSchemaTests(PostgresServer server) : SchemaRules
{
    protected override string? WhyMissing => server.Missing;

    protected override Task<TestDatabase?> OpenAsync() => OpenAsync(server);
}
