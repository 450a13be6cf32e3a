using Backtester.Core.Runs;
using Backtester.Persistence.Runs;
using Backtester.Persistence.Tests.Databases;

namespace Backtester.Persistence.Tests.Runs;

public abstract class RunTagRules : DatabaseRules
{
    [SkippableFact]
    public async Task Tags_are_kept_clean_and_found_whole()
    {
        var (first, second, third) = (await CreateAsync("a"), await CreateAsync("b"), await CreateAsync("c"));
        Assert.True(await Database.Runs.EditAsync(first, new RunEdit(Tags: [" Keep", "btc", "keep", ""])));
        Assert.True(await Database.Runs.EditAsync(second, new RunEdit(Tags: ["btc-2", "größe"])));
        Assert.False(await Database.Runs.EditAsync(third + 1, new RunEdit(Tags: ["x"])));

        Assert.Equal(["btc", "keep"], (await Database.Runs.GetSummaryAsync(first))!.Tags);
        Assert.Equal(["btc-2", "größe"], (await Database.Runs.GetSummaryAsync(second))!.Tags);
        Assert.Empty((await Database.Runs.GetSummaryAsync(third))!.Tags);

        // "btc" is not a part of "btc-2", and a tag has no wildcards.
        Assert.Equal([first], await IdsAsync("BTC"));
        Assert.Equal([second], await IdsAsync("btc-2"));
        Assert.Empty(await IdsAsync("btc_2"));
        Assert.Equal([("btc", 1), ("btc-2", 1), ("größe", 1), ("keep", 1)], (await Database.Runs.TagsAsync()).Select(t => (t.Key, t.Value)));

        Assert.True(await Database.Runs.EditAsync(first, new RunEdit(Tags: [])));
        Assert.Empty(await IdsAsync("btc"));
    }

    [SkippableFact]
    public async Task Tags_that_are_none_are_refused_all_at_once()
    {
        var run = await CreateAsync("a");
        var error = await Assert.ThrowsAsync<SpecException>(() => Database.Runs.EditAsync(run, new RunEdit(Tags: ["two words", "a,b", "fine", new string('x', 41)])));
        Assert.Equal(["a,b", "two words", new string('x', 41)], error.Problems.Select(p => p.Got));
        Assert.All(error.Problems, p => Assert.Equal("tags", p.Field));
        await Assert.ThrowsAsync<SpecException>(() => Database.Runs.EditAsync(run, new RunEdit(Tags: [.. Enumerable.Range(0, 21).Select(i => $"t{i}")])));
        Assert.Empty((await Database.Runs.GetSummaryAsync(run))!.Tags);
    }

    private async Task<long> CreateAsync(string name) => (await Database.Runs.CreateAsync(Samples.Plan(name))).Id;

    private async Task<IEnumerable<long>> IdsAsync(string tag) => (await Database.Runs.ListAsync(new RunQuery { Tag = tag })).Items.Select(r => r.Id);
}

public sealed class SqliteRunTagTests : RunTagRules
{
    protected override Task<TestDatabase?> OpenAsync() => Task.FromResult<TestDatabase?>(TestDatabase.Sqlite());
}

[Collection(PostgresTests.Name)]
public sealed class PostgresRunTagTests(PostgresServer server) : RunTagRules
{
    protected override string? WhyMissing => server.Missing;

    protected override Task<TestDatabase?> OpenAsync() => OpenAsync(server);
}
