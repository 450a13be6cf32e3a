using Backtester.Persistence.ActiveStrategies;
using Backtester.Persistence.Tests.Databases;
using Backtester.Persistence.Tests.Runs;

namespace Backtester.Persistence.Tests.ActiveStrategies;

public abstract class ActiveStrategyStoreRules : DatabaseRules
{
    [SkippableFact]
    public async Task Followed_settings_are_version_one_and_others_under_the_name_the_next()
    {
        var first = await Database.Followed.FollowAsync("BTC – mine", "{\"a\":1}", "run:7");
        var same = await Database.Followed.FollowAsync("BTC – mine", "{\"a\":1}", "spec");
        var second = await Database.Followed.FollowAsync("BTC – mine", "{\"a\":2}", "trial:3/9");

        Assert.Equal((true, false, false), (first.IsNew, same.IsNew, second.IsNew));
        Assert.Equal((1, 1, 2), (first.Strategy!.Version.Number, same.Strategy!.Version.Number, second.Strategy!.Version.Number));
        Assert.Equal(first.Strategy.Row.Id, second.Strategy.Row.Id);
        var stored = (await Database.Followed.FindAsync("BTC – mine"))!;
        Assert.Equal((ActiveStrategyStatus.Active, 2, "{\"a\":2}", "trial:3/9"), (stored.Row.Status, stored.Row.CurrentVersion, stored.Version.Spec, stored.Version.Origin));
        Assert.Equal(["trial:3/9", "run:7"], (await Database.Followed.VersionsAsync(stored.Row.Id)).Select(v => v.Origin));
        Assert.Null(await Database.Followed.FindAsync("btc"));
    }

    [SkippableFact]
    public async Task Earlier_version_is_restored_by_a_later_one()
    {
        var id = (await Database.Followed.FollowAsync("mine", Samples.OddText, "spec")).Strategy!.Row.Id;
        await Database.Followed.FollowAsync("mine", "{}", "spec");

        var restored = (await Database.Followed.RestoreAsync(id, 1)).Strategy!;

        Assert.Equal((3, Samples.OddText, "revert:1"), (restored.Version.Number, restored.Version.Spec, restored.Version.Origin));
        Assert.Null((await Database.Followed.RestoreAsync(id, 9)).Strategy);
        Assert.Null((await Database.Followed.RestoreAsync(id + 1, 1)).Strategy);
    }

    [SkippableFact]
    public async Task Retired_strategy_is_listed_last_and_followed_again_on_request()
    {
        var one = (await Database.Followed.FollowAsync("a", "{}", "spec")).Strategy!.Row.Id;
        var two = (await Database.Followed.FollowAsync("b", "{}", "spec")).Strategy!.Row.Id;

        Assert.True(await Database.Followed.RetireAsync(one));
        Assert.False(await Database.Followed.RetireAsync(one));
        Assert.Equal([two, one], (await Database.Followed.ListAsync()).Select(s => s.Row.Id));
        Assert.Equal(SteppedClock.Start, (await Database.Followed.GetAsync(one))!.Row.RetiredMs);

        Assert.True(await Database.Followed.ResumeAsync(one));
        Assert.False(await Database.Followed.ResumeAsync(one));
        await Database.Followed.RetireAsync(one);
        Assert.Equal(2, (await Database.Followed.FollowAsync("a", "{}", "spec")).Strategy!.Version.Number);
        Assert.Equal((ActiveStrategyStatus.Active, null), ((await Database.Followed.GetAsync(one))!.Row.Status, (await Database.Followed.GetAsync(one))!.Row.RetiredMs));
    }

    [SkippableFact]
    public async Task Many_who_follow_a_new_name_at_once_make_one_strategy_without_gaps()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => Database.Followed.FollowAsync("mine", $"{{\"a\":{i}}}", "spec"))));

        var stored = Assert.Single(await Database.Followed.ListAsync());
        var written = results.Count(r => r.Conflict is null);
        Assert.Single(results, r => r.IsNew);
        Assert.Equal(Enumerable.Range(1, written).Reverse(), (await Database.Followed.VersionsAsync(stored.Row.Id)).Select(v => v.Number));
        Assert.All(results.Where(r => r.Conflict is not null), r => Assert.Contains("mine was changed meanwhile: version", r.Conflict, StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task Two_looks_at_the_same_days_are_written_once()
    {
        var id = (await Database.Followed.FollowAsync("mine", "{}", "spec")).Strategy!.Row.Id;
        var first = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Database.Watches.SaveAsync(Look(id, until: 10), seenUntilMs: null))));
        var second = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Database.Watches.SaveAsync(Look(id, until: 20), seenUntilMs: 10))));

        Assert.Single(first, saved => saved);
        Assert.Single(second, saved => saved);
        Assert.Equal(20, (await Database.Watches.GetAsync(id, 1))!.SeenUntilMs);
        Assert.Equal(20, (await Database.Followed.GetAsync(id))!.Watch!.SeenUntilMs);
        Assert.Single(await Database.Watches.OfAsync(id));
        Assert.False(await Database.Watches.SaveAsync(Look(id + 1, until: 10), seenUntilMs: null));
    }

    private static ActiveStrategyWatch Look(long id, long until) => new() { StrategyId = id, Version = 1, SeenUntilMs = until, StateJson = "{\"e\":1.5}" };
}

public sealed class SqliteActiveStrategyStoreTests : ActiveStrategyStoreRules
{
    protected override Task<TestDatabase?> OpenAsync() => Task.FromResult<TestDatabase?>(TestDatabase.Sqlite());
}

[Collection(PostgresTests.Name)]
public sealed class PostgresActiveStrategyStoreTests(PostgresServer server) : ActiveStrategyStoreRules
{
    protected override string? WhyMissing => server.Missing;

    protected override Task<TestDatabase?> OpenAsync() => OpenAsync(server);
}
